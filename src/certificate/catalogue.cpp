#include <embedded/certificate_texts.hpp>
#include <unordered_map>

#include "base/check.hpp"
#include "certificate/wording.hpp"
#include "codec/json_value.hpp"

namespace tenbin::certificate {
namespace {

constexpr std::string_view prefix = "certificate.";

using Texts = std::unordered_map<std::string, std::string>;

// The catalogue is part of the program: what is wrong with it is a broken build.
Texts read_texts(std::string_view text) {
  Texts texts;
  const auto document = json::parse(text);
  TENBIN_CHECK(document && document->object());
  for (const json::Member& member : **document->object()) {
    TENBIN_CHECK(member.key.starts_with(prefix) && member.value.text());
    texts.emplace(member.key.substr(prefix.size()), *member.value.text());
  }
  return texts;
}

const Texts& texts_of(Language language) {
  static const auto files = embedded::certificate_texts();
  static const Texts ja = read_texts(files[0].bytes);
  static const Texts en = read_texts(files[1].bytes);
  return language == Language::ja ? ja : en;
}

}  // namespace

bool has_label(std::string_view key) {
  return texts_of(Language::ja).contains(std::string(key));
}

std::string_view label(Language language, std::string_view key) {
  const Texts& texts = texts_of(language);
  const auto found = texts.find(std::string(key));
  TENBIN_CHECK(found != texts.end());
  return found->second;
}

}  // namespace tenbin::certificate
