#include "base/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace tenbin {

void check_failed(const char* belief, const char* file, int line) {
  std::fprintf(stderr, "tenbin: broken invariant: %s (%s:%d); nothing was written\n", belief, file,
               line);
  std::abort();
}

}  // namespace tenbin
