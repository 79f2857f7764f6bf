# tenbin_module(NAME [TOGETHER] [COLD] DEPENDS module... LIBRARIES target... [PACKAGES pkg-config...] [HEADERS header...])
# One static library of all .cpp files of the folder: target tenbin_NAME. COLD: under sanitizers, where
# optimising takes twice the time of compiling, not optimised; what others call a million times must not be.
# TOGETHER: there several files are compiled as one, in half the time; what two of them name alike in unnamed
# namespaces is then an error. HEADERS: what most of the files include, read once for all of them where
# TENBIN_PCH is on; for a module whose files name too much alike to be compiled together.
find_package(PkgConfig REQUIRED)

# tenbin_precompiled(NAME LIBRARIES target... HEADERS header... OPTIONS flag...): headers read once for all
# targets that say REUSE_FROM NAME. A quarter of the compile time of clang. Only where TENBIN_PCH is on: the
# other builds see that every file includes what it uses, and g++ 12 warns about system headers read so.
function(tenbin_precompiled name)
  cmake_parse_arguments(arg "" "" "LIBRARIES;HEADERS;OPTIONS" ${ARGN})
  file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp "")
  add_library(${name} OBJECT ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
  target_link_libraries(${name} PRIVATE tenbin_options ${arg_LIBRARIES})
  target_compile_options(${name} PRIVATE ${arg_OPTIONS})
  target_precompile_headers(${name} PRIVATE ${arg_HEADERS})
endfunction()
set(tenbin_common_headers <algorithm> <array> <charconv> <chrono> <filesystem> <fstream> <functional> <map>
  <memory> <mutex> <optional> <set> <span> <string> <string_view> <unordered_map> <variant> <vector>)

function(tenbin_module name)
  cmake_parse_arguments(arg "TOGETHER;COLD" "" "DEPENDS;LIBRARIES;PACKAGES;HEADERS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  add_library(tenbin_${name} STATIC ${sources})
  if(arg_TOGETHER AND TENBIN_SANITIZE)
    set_target_properties(tenbin_${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 7)
  endif()
  set(headers tenbin_headers)
  if(arg_COLD AND TENBIN_SANITIZE)
    target_compile_options(tenbin_${name} PRIVATE -O0)
    set(headers tenbin_cold_headers)
  endif()
  if(TENBIN_PCH AND arg_HEADERS)
    list(TRANSFORM arg_HEADERS PREPEND ${CMAKE_SOURCE_DIR}/src/)
    target_precompile_headers(tenbin_${name} PRIVATE ${tenbin_common_headers} <fmt/format.h> ${arg_HEADERS})
  elseif(TENBIN_PCH)
    target_precompile_headers(tenbin_${name} REUSE_FROM ${headers})
  endif()
  target_link_libraries(tenbin_${name} PUBLIC tenbin_options ${arg_LIBRARIES})
  foreach(dependency ${arg_DEPENDS})
    target_link_libraries(tenbin_${name} PUBLIC tenbin_${dependency})
  endforeach()
  foreach(package ${arg_PACKAGES})
    pkg_check_modules(${package} REQUIRED IMPORTED_TARGET GLOBAL ${package})
    target_link_libraries(tenbin_${name} PUBLIC PkgConfig::${package})
  endforeach()
endfunction()

# tenbin_test(NAME SOURCES file... DEPENDS module... LIBRARIES target...)
# One GoogleTest program, run by ctest as NAME.
function(tenbin_test name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPENDS;LIBRARIES" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE tenbin_options GTest::gtest GTest::gmock GTest::gtest_main fmt::fmt ${arg_LIBRARIES})
  foreach(dependency ${arg_DEPENDS})
    target_link_libraries(${name} PRIVATE tenbin_${dependency})
  endforeach()
  # What is tested is optimised; the tests themselves would only take longer to compile.
  target_compile_options(${name} PRIVATE -O0)
  if(TENBIN_PCH)
    target_precompile_headers(${name} REUSE_FROM tenbin_test_headers)
  endif()
  target_compile_definitions(${name} PRIVATE TENBIN_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  add_test(NAME ${name} COMMAND ${name})
endfunction()
