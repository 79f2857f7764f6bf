#include "cli/check_text.hpp"

#include <fmt/core.h>

#include "message/message.hpp"
#include "verify/check_text.hpp"

namespace tenbin::cli {

using credential::Check;
using credential::CheckResult;

std::string check_text(const Context& context, const pack::AuditCheck& check) {
  return verify::check_text(context.language, message(context.language, "pack.check." + check.name),
                            "audit", check.reason);
}

void print_checks(const Context& context, const std::vector<Check>& checks) {
  for (const Check& check : checks) {
    const char* mark = check.result == CheckResult::passed   ? "✓"
                       : check.result == CheckResult::failed ? "✕"
                                                             : "△";
    fmt::print("{} {}\n", mark, verify::check_text(context.language, check));
  }
}

}  // namespace tenbin::cli
