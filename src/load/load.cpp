#include "load/load.hpp"

#include <dlfcn.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>

namespace {

// Loaded once and never unloaded: dlopen counts, and the functions are called until the end.
void* library(const char* name) { return dlopen(name, RTLD_LAZY | RTLD_LOCAL); }

}  // namespace

// One row of cmake/lazy.cmake's table.
struct TenbinLazyFunction {
  void* address;  // where the stub jumps: first to the loader, then to the function
  const char* library;
  const char* name;
};

// Called by the stub of the function, in src/load/first_call.S, with its arguments put aside.
extern "C" void* tenbin_load_function(TenbinLazyFunction* function);

extern "C" void* tenbin_load_function(TenbinLazyFunction* function) {
  void* const handle = library(function->library);
  void* const found = handle == nullptr ? nullptr : dlsym(handle, function->name);
  if (found == nullptr) {
    std::fprintf(stderr, "%s\n", dlerror());
    std::abort();
  }
  // Two threads may come here at once: both store the same address.
  std::atomic_ref(function->address).store(found, std::memory_order_release);
  return found;
}

namespace tenbin::load {

const char* first_missing(std::span<const char* const> libraries) {
  for (const char* name : libraries) {
    if (library(name) == nullptr) return name;
  }
  return nullptr;
}

}  // namespace tenbin::load
