// Places, facts, advice, limits.
#include <gtest/gtest.h>

#include "claim/claim.hpp"

namespace tenbin::claim {
namespace {

std::vector<Finding> found(std::string_view text, Language language = Language::ja) {
  const auto findings = lint(text, language);
  EXPECT_TRUE(findings) << text;
  return findings.value_or(std::vector<Finding>());
}

TEST(lint, names_the_words_as_they_were_written) {
  const std::string text = "新しい缶は、再エネアルミ５０％使用です。";
  const auto findings = found(text);
  ASSERT_FALSE(findings.empty());
  const Finding& finding = findings.back();
  EXPECT_EQ(finding.kind, Kind::physical_content);
  EXPECT_EQ(finding.words, "５０％使用");
  EXPECT_EQ(text.substr(finding.bytes.from, finding.bytes.to - finding.bytes.from), finding.words);
  EXPECT_EQ(finding.characters, (Span{12, 17}));
}

TEST(lint, half_width_kana_keep_their_place) {
  const auto findings = found("これはｸﾞﾘｰﾝ製品");
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].words, "ｸﾞﾘｰﾝ");
  EXPECT_EQ(findings[0].characters, (Span{3, 8}));
  EXPECT_EQ(findings[0].bytes, (Span{9, 24}));
}

TEST(lint, invisible_characters_hide_nothing) {
  EXPECT_EQ(found("zero\u00AD-carbon can", Language::en).size(), 1u);
  EXPECT_EQ(found("グリ\u200Bーンなアルミ").size(), 1u);
}

TEST(lint, keeps_the_number_in_the_advice) {
  const auto findings = found("50%使用");
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(instead(Language::ja, findings[0]),
            "「再エネ由来アルミニウム50%相当(マスバランス方式)」");
  const auto english = found("Contains 12.5 %", Language::en);
  ASSERT_EQ(english.size(), 1u);
  EXPECT_EQ(instead(Language::en, english[0]),
            "\"equivalent to 12.5 % renewable-energy aluminium (mass balance)\"");
}

TEST(lint, keeps_the_name_of_the_verifier) {
  for (const std::string_view text : {"DNV認証製品", "ＤＮＶ認定のアルミ"}) {
    const auto findings = found(text);
    ASSERT_EQ(findings.size(), 1u) << text;
    EXPECT_EQ(instead(Language::ja, findings[0]), "「DNVが期間の割当を検証(報告書番号○○)」");
  }
  const auto english = found("DNV certified", Language::en);
  ASSERT_EQ(english.size(), 1u);
  EXPECT_EQ(instead(Language::en, english[0]),
            "\"DNV has verified the allocation of the period (statement no. …)\"");
  EXPECT_EQ(instead(Language::ja, found("認証アルミ")[0]),
            "「第三者機関が期間の割当を検証(報告書番号○○)」");
}

// What is advised passes itself, once its gaps are filled.
TEST(lint, the_advice_passes) {
  for (int kind = 0; kind <= static_cast<int>(Kind::scope_missing); ++kind) {
    const Finding finding{static_cast<Kind>(kind), {}, {}, "", {{"percent", "50"}, {"who", "DNV"}}};
    for (const Language language : {Language::ja, Language::en}) {
      std::string text = instead(language, finding);
      for (const std::string_view gap : {"○○", "…"})
        for (auto at = text.find(gap); at != std::string::npos; at = text.find(gap))
          text.replace(at, gap.size(), "12");
      const auto findings = found(text, language);
      EXPECT_TRUE(findings.empty()) << text << " " << kind_code(findings[0].kind);
    }
  }
}

TEST(lint, english_words_count_in_japanese_and_the_other_way_round) {
  EXPECT_EQ(found("GREENなアルミ缶").size(), 1u);
  EXPECT_EQ(found("Our エコ series", Language::en).size(), 1u);
}

TEST(lint, finds_are_sorted_by_place) {
  const auto findings = found("業界初のエコなアルミ、CO2ゼロ。唯一のグリーン素材。");
  ASSERT_EQ(findings.size(), 5u);
  for (std::size_t i = 1; i < findings.size(); ++i)
    EXPECT_LE(findings[i - 1].bytes.from, findings[i].bytes.from);
}

TEST(lint, refuses_what_it_cannot_read) {
  const auto problem_of = [](std::string_view text) {
    const auto findings = lint(text, Language::ja);
    EXPECT_FALSE(findings) << text;
    return findings ? Problem{Code::interrupted, {}} : findings.error();
  };
  const auto invalid = [](std::string value) {
    return Problem{Code::input_invalid, {{"problem", std::move(value)}}};
  };
  EXPECT_EQ(problem_of(""), invalid("empty"));
  EXPECT_EQ(problem_of(" 　\t"), invalid("empty"));
  EXPECT_EQ(problem_of("50%\xE4\xBD使用"), invalid("json.utf8"));
  EXPECT_EQ(problem_of("\xC0\xAF"), invalid("json.utf8"));
  EXPECT_EQ(problem_of("\xED\xA0\x80"), invalid("json.utf8"));
  EXPECT_EQ(problem_of(std::string_view("a\0b", 3)), invalid("control_character"));
  EXPECT_EQ(problem_of(std::string(max_bytes + 1, 'a')), invalid("too_long"));
  EXPECT_TRUE(lint(std::string(max_bytes, 'a'), Language::ja));
}

// The longest texts that the patterns have most trouble with end in time, with an answer or
// without.
TEST(lint, ends_in_time) {
  for (const std::string_view piece :
       {"再エネ", "50%", "グ", "((", "not ", "renewable-", "1,", "は"}) {
    std::string text;
    while (text.size() + piece.size() <= max_bytes) text += piece;
    (void)lint(text, Language::ja);
    (void)lint(text, Language::en);
  }
}

TEST(lint, language_of_a_text) {
  EXPECT_EQ(language_of("Zero carbon"), Language::en);
  EXPECT_EQ(language_of("Zero carbon アルミ"), Language::ja);
  EXPECT_EQ(language_of("ＧＲＥＥＮ"), Language::en);
  EXPECT_EQ(language_of("\xFF"), Language::en);
}

}  // namespace
}  // namespace tenbin::claim
