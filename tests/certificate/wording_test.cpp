#include "certificate/wording.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "samples.hpp"

namespace tenbin::certificate {
namespace {

using testing::HasSubstr;

TEST(Wording, PartOfTheMassIsC1WithItsThreeNumbers) {
  const Claims claims = claims_of(samples::certificate(40));
  EXPECT_EQ(claims.allocation.code, "C1");
  EXPECT_THAT(claims.allocation.text.ja, HasSubstr("製品100.962 tに"));
  EXPECT_THAT(claims.allocation.text.ja, HasSubstr("32.307 tを、マスバランス方式により"));
  EXPECT_THAT(claims.allocation.text.ja, HasSubstr("31.9 %相当"));
  EXPECT_THAT(claims.allocation.text.en, HasSubstr("under a mass balance chain of custody"));
  EXPECT_THAT(claims.allocation.text.en, HasSubstr("equivalent to 31.9 %"));
}

TEST(Wording, WholeMassIsC2AndNeverAContent) {
  const Claims claims = claims_of(samples::whole());
  EXPECT_EQ(claims.allocation.code, "C2");
  EXPECT_THAT(claims.allocation.text.ja, HasSubstr("2.500 tの全量に"));
  EXPECT_THAT(claims.allocation.text.ja, HasSubstr("100 %相当"));
  EXPECT_THAT(claims.physical.text.ja, HasSubstr("物理的に含むことを示すものではありません"));
}

TEST(Wording, SaysWhenNobodyVerified) {
  EXPECT_EQ(claims_of(samples::certificate(1)).unverified->code, "C5");
  EXPECT_FALSE(claims_of(samples::verified(1)).unverified.has_value());
}

TEST(Wording, NumbersNeverFlatter) {
  EXPECT_EQ(show_percent(Share::of_ppm(319'999)), "31.9");
  EXPECT_EQ(show_percent(Share::of_ppm(999'999)), "99.9");
  EXPECT_EQ(show_percent(Share::whole()), "100.0");
  EXPECT_EQ(show_t(Mass::of_grams(1'234'567'899)), "1,234.567");
  EXPECT_EQ(show_rounded_up("12.450001", 3), "12.451");
  EXPECT_EQ(show_rounded_up("12.450000", 3), "12.450");
  EXPECT_EQ(show_rounded_up("-0.000001", 3), "0.000");
  EXPECT_EQ(show_grouped("1225000.000"), "1,225,000.000");
  EXPECT_EQ(show_grouped("-125000.000"), "-125,000.000");
}

TEST(Wording, Dates) {
  EXPECT_EQ(show_date(Language::ja, Date::of(2026, 8, 10)), "2026年8月10日");
  EXPECT_EQ(show_date(Language::en, Date::of(2026, 8, 10)), "10 August 2026");
  EXPECT_EQ(show_era(Date::of(2026, 8, 10)), "令和8年");
  EXPECT_EQ(show_era(Date::of(2019, 5, 1)), "令和元年");
  EXPECT_EQ(show_era(Date::of(2019, 4, 30)), "");
}

// What the catalogue of claims blocks (design/ux.md section 4.3) stands nowhere.
TEST(Wording, NoBlockedWords) {
  const Claims claims = claims_of(samples::certificate(2));
  for (const char* word : {"使用した", "含有", "配合", "ゼロ", "グリーン", "エコ"}) {
    EXPECT_THAT(claims.allocation.text.ja, Not(HasSubstr(word)));
  }
  for (const char* word : {"contains", "made from", "zero", "green", "certified"}) {
    EXPECT_THAT(claims.allocation.text.en, Not(HasSubstr(word)));
  }
}

}  // namespace
}  // namespace tenbin::certificate
