#pragma once
// The rules of a language, compiled. ICU's regular expressions take no locale and no clock: their
// time limit counts steps, so the same text gives the same answer everywhere.
#include <unicode/regex.h>

#include <memory>
#include <optional>
#include <vector>

#include "claim/rules.hpp"

namespace tenbin::claim {

using Pattern = std::unique_ptr<const icu::RegexPattern>;

struct CompiledBan {
  const Ban* rule;
  Pattern words;
  Pattern but;  // nullptr when there is none
};

struct CompiledNeed {
  const Need* rule;
  Pattern when;
  Pattern needs;
  Pattern unless;  // nullptr when there is none
};

struct Compiled {
  std::vector<CompiledBan> bans;
  std::vector<CompiledNeed> needs;
  Pattern denied;
};

// A pattern that is wrong is a broken build: TENBIN_CHECK.
Pattern compile(std::string_view pattern, std::span<const Piece> pieces = {});
const Compiled& compiled(Language language);

// A match: where, in UTF-16 units, and the named group, where the pattern has it and it matched.
struct Match {
  Span units;
  std::string percent;
  std::string who;
};
// All matches inside `within` of the text; nothing when the search took too many steps.
std::optional<std::vector<Match>> matches(const Pattern& pattern, const icu::UnicodeString& text,
                                          Span within);

}  // namespace tenbin::claim
