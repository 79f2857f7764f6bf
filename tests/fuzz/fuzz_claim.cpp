// depends: claim message base
// The claim linter: every finding names words that stand where it says.
#include <cstddef>
#include <cstdint>

#include "base/check.hpp"
#include "claim/claim.hpp"

using namespace tenbin;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Language language = claim::language_of(text);
  const auto findings = claim::lint(text, language);
  if (!findings) return 0;
  for (const claim::Finding& finding : *findings) {
    TENBIN_CHECK(finding.bytes.from < finding.bytes.to && finding.bytes.to <= size);
    TENBIN_CHECK(finding.characters.from < finding.characters.to);
    TENBIN_CHECK(text.substr(finding.bytes.from, finding.words.size()) == finding.words);
    TENBIN_CHECK(!claim::instead(language, finding).empty());
  }
  return 0;
}
