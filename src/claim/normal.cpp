#include "claim/normal.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include "base/check.hpp"

namespace tenbin::claim {
namespace {

const icu::Normalizer2& normalizer() {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* found = icu::Normalizer2::getNFKCCasefoldInstance(error);
  TENBIN_CHECK(U_SUCCESS(error));
  return *found;
}

bool is_katakana(UChar32 character) {
  UErrorCode error = U_ZERO_ERROR;
  return character == U'ー' || uscript_getScript(character, &error) == USCRIPT_KATAKANA;
}

// グリ－ン is written with a hyphen as often as with the long vowel mark.
bool is_long_mark(UChar32 character, const icu::UnicodeString& before) {
  return u_charType(character) == U_DASH_PUNCTUATION && !before.isEmpty() &&
         is_katakana(before.char32At(before.length() - 1));
}

// What cannot be normalised apart from its neighbours (ﾊ and ﾟ) goes through together.
struct Cluster {
  icu::UnicodeString text;
  Span bytes;
  Span characters;
};

void append(const Cluster& cluster, Normal& normal) {
  UErrorCode error = U_ZERO_ERROR;
  icu::UnicodeString text = normalizer().normalize(cluster.text, error);
  TENBIN_CHECK(U_SUCCESS(error));
  if (text.countChar32() == 1 && is_long_mark(text.char32At(0), normal.text)) text = u'ー';
  normal.text.append(text);
  const auto units = static_cast<std::size_t>(text.length());
  normal.bytes.insert(normal.bytes.end(), units, cluster.bytes);
  normal.characters.insert(normal.characters.end(), units, cluster.characters);
}

bool is_control(UChar32 character) {
  return u_charType(character) == U_CONTROL_CHAR && character != '\n' && character != '\r' &&
         character != '\t';
}

}  // namespace

UChar32 next_character(std::string_view text, std::size_t& at) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  UChar32 character = 0;
  U8_NEXT(bytes, at, text.size(), character);
  return character;
}

Result<Normal> normalise(std::string_view text) {
  Normal normal;
  Cluster cluster;
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) {
    const std::size_t from = at;
    const UChar32 character = next_character(text, at);
    if (character < 0) return problem(Code::input_invalid, {{"problem", "json.utf8"}});
    if (is_control(character))
      return problem(Code::input_invalid, {{"problem", "control_character"}});
    if (normalizer().hasBoundaryBefore(character) && !cluster.text.isEmpty()) {
      append(cluster, normal);
      cluster = {};
    }
    if (cluster.text.isEmpty()) {
      cluster.bytes.from = from;
      cluster.characters.from = count;
    }
    cluster.text.append(character);
    cluster.bytes.to = at;
    cluster.characters.to = count + 1;
  }
  if (!cluster.text.isEmpty()) append(cluster, normal);
  return normal;
}

}  // namespace tenbin::claim
