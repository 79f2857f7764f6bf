// Sentences of the catalogue: every code has one in both languages, and the facts choose which.
#include "message/message.hpp"

#include <gtest/gtest.h>

namespace tenbin {
namespace {

constexpr Code codes[] = {
#define TENBIN_CODE(name, text, exit_code) Code::name,
#include "base/codes.def"
#undef TENBIN_CODE
};

bool has_japanese(std::string_view text) {
  return text.find("。") != std::string_view::npos;
}

TEST(Message, every_code_has_a_sentence_in_both_languages) {
  for (const Code code : codes) {
    const std::string ja = sentence_of(Language::ja, {code, {}});
    const std::string en = sentence_of(Language::en, {code, {}});
    for (const std::string& sentence : {ja, en}) {
      EXPECT_NE(sentence, code_text(code));
      EXPECT_EQ(sentence.find_first_of("{}"), std::string::npos) << sentence;
    }
    EXPECT_TRUE(has_japanese(ja)) << ja;
    EXPECT_FALSE(has_japanese(en)) << en;
  }
}

TEST(Message, the_facts_choose_the_sentence) {
  struct Case {
    const char *name, *key;
    Problem problem;
  };
  const Fact have{"have_kg", "11999.999"}, want{"want_kg", "12000.000"};
  const Case cases[] = {
      {"no fact", "error.unit.missing", {Code::unit_missing, {}}},
      {"an empty fact is none", "error.unit.missing", {Code::unit_missing, {{"value", ""}}}},
      {"one", "error.unit.missing.value", {Code::unit_missing, {{"value", "25"}}}},
      {"the other", "error.unit.missing.field", {Code::unit_missing, {{"field", "mass"}}}},
      {"both",
       "error.unit.missing.field_value",
       {Code::unit_missing, {{"field", "mass"}, {"value", "25"}}}},
      {"a fact that no sentence has",
       "error.unit.missing.value",
       {Code::unit_missing, {{"value", "25"}, {"colour", "red"}}}},
      {"amounts", "error.balance.insufficient", {Code::balance_insufficient, {have, want}}},
      {"a share that fits",
       "error.balance.insufficient.share",
       {Code::balance_insufficient, {have, want, {"fits_percent", "99.9"}}}},
      {"a transfer",
       "error.balance.insufficient.transfer",
       {Code::balance_insufficient, {have, want, {"from", "HQ"}, {"to", "OKA"}}}},
      {"a posting",
       "error.balance.insufficient.posting",
       {Code::balance_insufficient, {{"account", "HQ/renewable"}, {"date", "2026-04-30"}}}},
  };
  for (const Case& c : cases) {
    for (const Language language : {Language::ja, Language::en}) {
      EXPECT_EQ(sentence_of(language, c.problem), message(language, c.key, c.problem.facts))
          << c.name;
      EXPECT_EQ(sentence_of(language, c.problem).find('?'), std::string::npos) << c.name;
    }
  }
}

TEST(Message, tonnes_of_what_is_left_are_cut_and_of_what_is_wanted_rounded_up) {
  const Problem problem{Code::balance_insufficient,
                        {{"have_kg", "11999.999"}, {"want_kg", "12000.001"}}};
  EXPECT_EQ(sentence_of(Language::ja, problem),
            "割り当てできません。残り 11.999 t に対して 12.001 t です(0.001 t 不足)。");
  EXPECT_EQ(sentence_of(Language::en, problem),
            "Cannot allocate 12.001 t: 11.999 t left (0.001 t short).");
}

TEST(Message, what_is_not_known_does_no_harm) {
  EXPECT_EQ(message(Language::ja, "no.such.key"), "no.such.key");
  EXPECT_EQ(word(Language::en, "no_such_fact", "value"), "value");
  EXPECT_NE(word(Language::ja, "class", "renewable"), word(Language::en, "class", "renewable"));
  // A value with braces is shown as it stands.
  const Problem problem{Code::unit_missing, {{"value", "{field}"}}};
  EXPECT_NE(sentence_of(Language::en, problem).find("{field}"), std::string::npos);
}

}  // namespace
}  // namespace tenbin
