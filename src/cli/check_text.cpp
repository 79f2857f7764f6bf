#include "cli/check_text.hpp"

#include <fmt/core.h>

#include "message/message.hpp"

namespace tenbin::cli {
namespace {

using credential::Check;
using credential::CheckResult;

std::string reason_text(const Context& context, const std::string& reason) {
  const std::size_t end = reason.find(' ');
  const std::string text = word(context.language, "verify", reason.substr(0, end));
  return end == std::string::npos ? text : text + " (" + reason.substr(end + 1) + ")";
}

}  // namespace

std::string_view result_text(CheckResult result) {
  switch (result) {
    case CheckResult::passed:
      return "passed";
    case CheckResult::failed:
      return "failed";
    case CheckResult::not_checked:
      return "not_checked";
  }
  TENBIN_CHECK(false);
}

std::string check_text(const Context& context, const Check& check) {
  std::string text = message(context.language, "certificate.verify." + check.name);
  if (!check.reason.empty())
    text += (context.language == Language::ja ? "：" : ": ") + reason_text(context, check.reason);
  return text;
}

std::string check_text(const Context& context, const pack::AuditCheck& check) {
  std::string text = message(context.language, "pack.check." + check.name);
  if (check.reason.empty()) return text;
  const std::size_t end = check.reason.find(' ');
  text += (context.language == Language::ja ? "：" : ": ") +
          word(context.language, "audit", check.reason.substr(0, end));
  if (end != std::string::npos) text += " (" + check.reason.substr(end + 1) + ")";
  return text;
}

void print_checks(const Context& context, const std::vector<Check>& checks) {
  for (const Check& check : checks) {
    const char* mark = check.result == CheckResult::passed   ? "✓"
                       : check.result == CheckResult::failed ? "✕"
                                                             : "△";
    fmt::print("{} {}\n", mark, check_text(context, check));
  }
}

void write_checks(json::Writer& writer, const std::vector<Check>& checks) {
  writer.begin_array();
  for (const Check& check : checks) {
    writer.begin_object().key("check").string(check.name);
    writer.key("reason").string(check.reason);
    writer.key("result").string(result_text(check.result)).end_object();
  }
  writer.end_array();
}

}  // namespace tenbin::cli
