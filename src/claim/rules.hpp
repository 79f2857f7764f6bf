#pragma once
// The rules of one language as data: regular expressions (ICU) over one sentence in NFKC with case
// folded. {name} in a pattern stands for a piece of `pieces`; pieces may use those above them.
#include <span>
#include <string_view>

#include "claim/claim.hpp"

namespace tenbin::claim {

struct Piece {
  std::string_view name;
  std::string_view pattern;
};

// Words that are wrong wherever they stand, except where a match of `but` covers where they begin.
// The groups <percent> and <who> become facts.
struct Ban {
  Kind kind;
  std::string_view name;
  std::string_view words;
  std::string_view but = "";
};

// Where `when` stands, `needs` must stand in the same sentence, unless it says `unless`.
struct Need {
  Kind kind;
  std::string_view name;
  std::string_view when;
  std::string_view needs;
  std::string_view unless = "";
};

struct Rules {
  std::span<const Piece> pieces;
  std::span<const Ban> bans;
  std::span<const Need> needs;
  // "this is not …": words that end inside are denied, not claimed.
  std::string_view denied;
};

// Emissions with and without the allocation side by side, in either language: then a nought is a
// number and no claim.
inline constexpr std::string_view both_values =
    "割当後[^。]{0,40}割当しない場合[^。]{0,30}|"
    "(?:emissions?|footprints?|co2e?)[^;:]{0,60}\\swith\\s[^;:]{0,60}\\swithout(?![a-z])";

// The first percentage of a sentence, its number in the group.
inline constexpr std::string_view first_percent =
    "(?<percent>[0-9](?:[0-9,.]*[0-9])?)\\s?(?:%|パーセント|per ?cent)";
// One sentence. A stop inside brackets, in a number or after an abbreviation ends none.
inline constexpr std::string_view one_sentence =
    "(?:\\([^()\\n]{0,200}\\)|「[^「」\\n]{0,200}」|[^。!?\\n.]|\\.(?=[0-9a-z])"
    "|(?<=(?<![a-z])(?:cert|no|approx|vs|co|ltd|inc))\\.|\\n(?=[a-z]))+";

const Rules& rules_ja();
const Rules& rules_en();

}  // namespace tenbin::claim
