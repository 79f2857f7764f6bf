#include "base/problem.hpp"

#include <cstddef>

namespace tenbin {
namespace {

struct Row {
  std::string_view text;
  int exit_code;
};

constexpr Row rows[] = {
#define TENBIN_CODE(name, text, exit_code) Row{text, exit_code},
#include "base/codes.def"
#undef TENBIN_CODE
};

}  // namespace

std::string_view code_text(Code code) {
  return rows[static_cast<std::size_t>(code)].text;
}

int code_exit(Code code) {
  return rows[static_cast<std::size_t>(code)].exit_code;
}

}  // namespace tenbin
