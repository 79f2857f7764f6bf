#include "verify/check_text.hpp"

#include "message/message.hpp"

namespace tenbin::verify {
namespace {

using credential::Check;
using credential::CheckResult;

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

std::string check_text(Language language, std::string name, std::string_view words,
                       const std::string& reason) {
  if (reason.empty()) return name;
  const std::size_t end = reason.find(' ');
  name += (language == Language::ja ? "：" : ": ") + word(language, words, reason.substr(0, end));
  if (end != std::string::npos) name += " (" + reason.substr(end + 1) + ")";
  return name;
}

std::string check_text(Language language, const Check& check) {
  return check_text(language, message(language, "certificate.verify." + check.name), "verify",
                    check.reason);
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
