#pragma once
// TENBIN_CHECK: what we believe, checked in release builds too. A broken belief stops the process
// before anything is written; it is never an answer to bad input (that is a Problem, problem.hpp).

namespace tenbin {

// Prints what was believed and where to standard error, then aborts.
[[noreturn]] void check_failed(const char* belief, const char* file, int line);

}  // namespace tenbin

#define TENBIN_CHECK(belief) \
  (static_cast<bool>(belief) ? void() : ::tenbin::check_failed(#belief, __FILE__, __LINE__))
