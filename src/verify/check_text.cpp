#include "verify/check_text.hpp"

#include "message/message.hpp"

namespace tenbin::verify {
namespace {

using credential::Check;
using credential::CheckResult;

std::string reason_text(Language language, const std::string& reason) {
  const std::size_t end = reason.find(' ');
  const std::string text = word(language, "verify", reason.substr(0, end));
  return end == std::string::npos ? text : text + " (" + reason.substr(end + 1) + ")";
}

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

}  // namespace

std::string check_text(Language language, const Check& check) {
  std::string text = message(language, "certificate.verify." + check.name);
  if (!check.reason.empty())
    text += (language == Language::ja ? "：" : ": ") + reason_text(language, check.reason);
  return text;
}

void write_checks(json::Writer& writer, const std::vector<Check>& checks,
                  std::optional<Language> language) {
  writer.begin_array();
  for (const Check& check : checks) {
    writer.begin_object().key("check").string(check.name);
    writer.key("reason").string(check.reason);
    writer.key("result").string(result_text(check.result));
    if (language) writer.key("text").string(check_text(*language, check));
    writer.end_object();
  }
  writer.end_array();
}

}  // namespace tenbin::verify
