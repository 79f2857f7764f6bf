#include <embedded/certificate_texts.hpp>
#include <unordered_map>

#include "base/check.hpp"
#include "certificate/wording.hpp"

namespace tenbin::certificate {
namespace {

constexpr std::string_view prefix = "certificate.";

using Texts = std::unordered_map<std::string, std::string>;

// A JSON string at `at`, which moves behind it. The catalogue is ours and checked by the build.
std::string read_string(std::string_view json, std::size_t& at) {
  std::string text;
  for (++at; json[at] != '"'; ++at) {
    if (json[at] != '\\') {
      text.push_back(json[at]);
      continue;
    }
    ++at;
    TENBIN_CHECK(json[at] == 'n' || json[at] == '"' || json[at] == '\\');
    text.push_back(json[at] == 'n' ? '\n' : json[at]);
  }
  ++at;
  return text;
}

Texts read_texts(std::string_view json) {
  Texts texts;
  std::size_t at = json.find('"');
  while (at != std::string_view::npos) {
    std::string key = read_string(json, at);
    at = json.find('"', at);
    TENBIN_CHECK(at != std::string_view::npos && key.starts_with(prefix));
    texts.emplace(key.substr(prefix.size()), read_string(json, at));
    at = json.find('"', at);
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
