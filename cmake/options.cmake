# Warnings are errors, everywhere; sanitizers by the option TENBIN_SANITIZE.
add_library(tenbin_options INTERFACE)
target_compile_options(tenbin_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual -Wnull-dereference -Wdouble-promotion -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports these inside its own headers when it inlines them (GCC bugs 105329, 105651).
  target_compile_options(tenbin_options INTERFACE -Wno-restrict -Wno-null-dereference)
endif()
target_compile_definitions(tenbin_options INTERFACE TENBIN_VERSION="${PROJECT_VERSION}")
target_include_directories(tenbin_options INTERFACE ${CMAKE_SOURCE_DIR}/src)
if(TENBIN_SANITIZE)
  target_compile_options(tenbin_options INTERFACE
    -fsanitize=${TENBIN_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(tenbin_options INTERFACE -fsanitize=${TENBIN_SANITIZE})
endif()
if(TENBIN_FUZZ)
  # Every module is built to report its coverage to the fuzzer that links it.
  target_compile_options(tenbin_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
