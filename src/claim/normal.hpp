#pragma once
// Text as it is compared: NFKC with case folded (so ５０％ is 50%, CO₂ co2, ｸﾞﾘｰﾝ グリーン; what is
// invisible is gone), with the way back to the text as it was written.
#include <unicode/unistr.h>

#include <vector>

#include "claim/claim.hpp"

namespace tenbin::claim {

struct Normal {
  icu::UnicodeString text;
  // For each UTF-16 unit of `text` the bytes and the characters that it came from.
  std::vector<Span> bytes;
  std::vector<Span> characters;
};

// The character at `at`, which moves behind it; negative where the text is not UTF-8.
UChar32 next_character(std::string_view text, std::size_t& at);

// Problems as of lint, except too_long.
Result<Normal> normalise(std::string_view text);

}  // namespace tenbin::claim
