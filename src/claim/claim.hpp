#pragma once
// What may be said about an allocation, and what is wrong with a sentence that says something else
// (design/ux.md section 4.3, design/domain-rules.md sections 1.3, 4.3 and 6.2; ISO 14021 clause 5:
// a claim is specific, verifiable and says what it covers).
//
// A certificate has no free text, so the linter is for what people write around it: web pages,
// labels, mails. It knows words, not intentions: a sentence that it passes may still mislead. It
// looks for words in both languages, whatever language the sentence is in (GREEN on a Japanese
// can), and for what must stand beside a share in the sentence's own language.
//
// The text is compared in Unicode NFKC with case folded, so that ５０％, CO₂ and ﾏｽﾊﾞﾗﾝｽ are what
// they mean; a finding names the words as they were written.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "domain/kinds.hpp"

namespace tenbin::claim {

// What can be wrong, in the order in which findings of one place are given. The texts are
// "claim.wrong.<name>" and "claim.instead.<name>" of the catalogue.
enum class Kind : std::uint8_t {
  physical_content,    // contains, 使用, 含有: nobody knows where the metal is
  made_with,           // made from, 再エネで製造
  zero_carbon,         // CO₂ゼロ, carbon neutral
  vague_green,         // green, エコ: says nothing that can be checked
  certified_product,   // DNV認証製品: a verifier looks at periods, never certifies a product
  offset,              // offsets and carbon credits are something else
  superlative,         // 唯一, best
  part_to_whole,       // a share told as if it were everything
  method_missing,      // a share without "mass balance" in the same sentence
  equivalent_missing,  // a share without "equivalent" in the same sentence
  share_missing,       // allocated to this product, but not how much
  comparator_missing,  // so many % less, but than what
  without_missing,     // emissions with the allocation, not those without
  scope_missing,       // verified, but not the balance of which period
};
// The stable code, "claim.physical_content".
std::string_view kind_code(Kind kind);

// Half open, counted from 0.
struct Span {
  std::size_t from = 0;
  std::size_t to = 0;
  bool operator==(const Span&) const = default;
};

struct Finding {
  Kind kind;
  Span bytes;       // of the UTF-8 as it was given
  Span characters;  // the same in Unicode code points
  std::string words;
  // What the sentence says itself and the advice keeps: "percent" ("50"), "who" ("DNV").
  std::vector<Fact> facts;
  bool operator==(const Finding&) const = default;
};

inline constexpr std::size_t max_bytes = 4096;

// In the order of their places. No findings: nothing is known against it. input.invalid (fact
// "problem"): json.utf8, too_long (beyond max_bytes, or too winding to be searched), empty,
// control_character.
Result<std::vector<Finding>> lint(std::string_view text, Language language);

// Japanese when there is any kana or kanji.
Language language_of(std::string_view text);

// What is wrong, for whoever reads in `reader`.
std::string wrong(Language reader, const Finding& finding);
// What to write instead: in the language of the sentence, with its numbers.
std::string instead(Language sentence, const Finding& finding);

// The six sentences that may be used, with their places {M} {A} {P} {N} {F} {X} {Y}.
struct Sentence {
  std::string code;  // "C1"
  std::string ja;
  std::string en;
};
std::vector<Sentence> catalogue();

}  // namespace tenbin::claim
