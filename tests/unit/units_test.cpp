// Quantities as contract section 1 writes and prints them.
#include <gtest/gtest.h>

#include <string>

#include "units/date.hpp"
#include "units/decimal.hpp"
#include "units/emission.hpp"
#include "units/instant.hpp"
#include "units/mass.hpp"
#include "units/share.hpp"

namespace tenbin {
namespace {

// The stable text of the problem, or "" where there is none.
template <class T>
std::string code_of(const Result<T>& result) {
  return result ? "" : std::string(code_text(result.error().code));
}

TEST(Mass, is_read_to_the_gram) {
  struct Case {
    std::string_view text;
    std::int64_t grams, residue_e8;
  };
  constexpr Case cases[] = {
      {"0 g", 0, 0},
      {"1 g", 1, 0},
      {"25 t", 25'000'000, 0},
      {"25.000001 t", 25'000'001, 0},
      {"25.0000010000000 t", 25'000'001, 0},
      {"007.500 kg", 7'500, 0},
      {"0.001 kg", 1, 0},
      {"1 lb", 453, 59'237'000},
      {"1000 lb", 453'592, 37'000'000},
      {"100000000 lb", 45'359'237'000, 0},
      {"1 st", 907'184, 74'000'000},
      {"50 st", 45'359'237, 0},
      {"1 lt", 1'016'046, 90'880'000},
      {"0.001 lb", 0, 45'359'237},
      {"0.000000000001 lb", 0, 0},
      {"1152921504606846976 g", mass_limit_g, 0},
      {"1152921504606.846976 t", mass_limit_g, 0},
  };
  for (const Case& c : cases) {
    const auto mass = parse_mass(c.text);
    ASSERT_TRUE(mass) << c.text;
    EXPECT_EQ(mass->mass.grams(), c.grams) << c.text;
    EXPECT_EQ(mass->residue_e8_g, c.residue_e8) << c.text;
  }
}

TEST(Mass, refuses_every_other_form) {
  for (const char* text : {"25", "0", "25.5", "25 "}) {
    EXPECT_EQ(code_of(parse_mass(text)), "unit.missing") << text;
  }
  for (const char* text : {"",
                           " ",
                           " 25 t",
                           "25t",
                           "25  t",
                           "25 t ",
                           "25\tt",
                           "+25 t",
                           "-25 t",
                           "2e3 t",
                           "2,500 t",
                           ".5 t",
                           "5. t",
                           "1.2.3 t",
                           "t",
                           "25 T",
                           "25 KG",
                           "25 ton",
                           "25 %",
                           "25 mt",
                           "２５ t",
                           "0x1 t",
                           "nan t",
                           "inf t",
                           "0.5 g",
                           "0.0001 kg",
                           "25.0000001 t",
                           "1152921504606846977 g",
                           "1152921504606.846977 t",
                           "9999999999999999999999999999999999 t",
                           "99999999999999999999999999999999999 lb",
                           "1111111111111111111111111111111111111 g"}) {
    EXPECT_EQ(code_of(parse_mass(text)), "input.invalid") << text;
  }
}

TEST(Mass, is_printed) {
  struct Case {
    std::int64_t grams;
    std::string_view kg, t;
  };
  // Tonnes are cut towards zero: neither a claim nor a debt grows by printing.
  constexpr Case cases[] = {
      {0, "0.000", "0.000"},        {1, "0.001", "0.000"},
      {-1, "-0.001", "0.000"},      {999, "0.999", "0.000"},
      {1'999, "1.999", "0.001"},    {25'000'000, "25000.000", "25.000"},
      {-1'999, "-1.999", "-0.001"}, {mass_limit_g, "1152921504606846.976", "1152921504606.846"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(format_kg(Mass::of_grams(c.grams)), c.kg);
    EXPECT_EQ(format_t(Mass::of_grams(c.grams)), c.t);
  }
}

TEST(Mass, stops_where_a_sum_would_overflow) {
  const Mass most = Mass::of_grams(INT64_MAX), least = Mass::of_grams(INT64_MIN);
  const Mass gram = Mass::of_grams(1);
  EXPECT_EQ((most - gram) + gram, most);
  EXPECT_DEATH(static_cast<void>(most + gram), "overflow");
  EXPECT_DEATH(static_cast<void>(least - gram), "overflow");
  EXPECT_DEATH(static_cast<void>(-least), "overflow");
}

TEST(Share, is_read_to_the_ppm) {
  struct Case {
    std::string_view text;
    std::int32_t ppm;
    std::string_view percent, percent_short;
  };
  constexpr Case cases[] = {
      {"0 %", 0, "0", "0.0"},
      {"100 %", 1'000'000, "100", "100.0"},
      {"12.5 %", 125'000, "12.5", "12.5"},
      {"0.0001 %", 1, "0.0001", "0.0"},
      {"99.9999 %", 999'999, "99.9999", "99.9"},
      {"50.00000 %", 500'000, "50", "50.0"},
  };
  for (const Case& c : cases) {
    const auto share = parse_share(c.text);
    ASSERT_TRUE(share) << c.text;
    EXPECT_EQ(share->ppm(), c.ppm) << c.text;
    EXPECT_EQ(format_percent(*share), c.percent);
    EXPECT_EQ(format_percent_short(*share), c.percent_short);
  }
  EXPECT_EQ(code_of(parse_share("50")), "unit.missing");
  for (const char* text : {"50%", "-1 %", "100.0001 %", "0.00001 %", "50 ppm", "1e2 %", "50 ％"})
    EXPECT_EQ(code_of(parse_share(text)), "input.invalid") << text;
}

TEST(Share, rounds_against_the_claim) {
  EXPECT_EQ(part_of(Mass::of_grams(3), Share::of_ppm(333'333)).grams(), 0);
  EXPECT_EQ(part_of(Mass::of_grams(3), Share::of_ppm(333'334)).grams(), 1);
  EXPECT_EQ(part_of(Mass::of_grams(mass_limit_g), Share::whole()).grams(), mass_limit_g);
  EXPECT_EQ(share_of(Mass::of_grams(1), Mass::of_grams(3)).ppm(), 333'333);
  EXPECT_EQ(share_of(Mass::of_grams(5), Mass()).ppm(), 0);
  EXPECT_EQ(share_of(Mass::of_grams(5), Mass::of_grams(3)).ppm(), 1'000'000);
  EXPECT_EQ(share_of(Mass::of_grams(-5), Mass::of_grams(3)).ppm(), 0);
}

TEST(EmissionFactor, is_read_and_printed) {
  struct Case {
    std::string_view text, printed;
  };
  constexpr Case cases[] = {
      {"4.0 kgCO2e/kg", "4.000000"},         {"4.17 tCO2e/t", "4.170000"},
      {"-0.5 kgCO2e/kg", "-0.500000"},       {"0 kgCO2e/kg", "0.000000"},
      {"-0 kgCO2e/kg", "0.000000"},          {"0.0000010 kgCO2e/kg", "0.000001"},
      {"1000000 tCO2e/t", "1000000.000000"}, {"-1000000 tCO2e/t", "-1000000.000000"},
  };
  for (const Case& c : cases) {
    const auto factor = parse_emission_factor(c.text);
    ASSERT_TRUE(factor) << c.text;
    EXPECT_EQ(format_emission_factor(*factor), c.printed);
  }
  EXPECT_EQ(code_of(parse_emission_factor("4.0")), "unit.missing");
  for (const char* text : {"4.0 kg", "4.0 kgco2e/kg", "4.0000001 kgCO2e/kg", "1000000.1 tCO2e/t",
                           "--4 tCO2e/t", "+4 tCO2e/t", "4 kgCO2e/t", "- 4 tCO2e/t"})
    EXPECT_EQ(code_of(parse_emission_factor(text)), "input.invalid") << text;
  EXPECT_TRUE(emissions_of(Mass::of_grams(mass_limit_g),
                           EmissionFactor::of_grams_per_tonne(-emission_factor_limit)) < 0);
}

TEST(Date, is_a_day_that_exists) {
  struct Case {
    std::string_view text;
    std::int32_t days;
  };
  constexpr Case cases[] = {{"1970-01-01", 0},        {"1969-12-31", -1},
                            {"2026-04-01", 20'544},   {"2024-02-29", 19'782},
                            {"2000-02-29", 11'016},   {"1900-01-01", -25'567},
                            {"9999-12-31", 2'932'896}};
  for (const Case& c : cases) {
    const auto date = parse_date(c.text);
    ASSERT_TRUE(date) << c.text;
    EXPECT_EQ(date->days(), c.days) << c.text;
    EXPECT_EQ(format_date(*date), c.text);
  }
  for (const char* text :
       {"", "2026-4-1", "2026-04-31", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10",
        "2026-01-00", "1899-12-31", "0000-01-01", "2026/04/01", "2026-04-01 ", " 2026-04-01",
        "2026-04-01T00:00", "20260401", "+026-04-01", "-026-04-01", "２０２６-04-01", "2026-04-0a"})
    EXPECT_FALSE(parse_date(text)) << text;
  EXPECT_EQ(Date::of(2026, 11, 28).plus_months(3), Date::of(2027, 2, 28));
  EXPECT_DEATH(static_cast<void>(Date::of(2026, 2, 30)), "ok");
}

TEST(Instant, is_utc_with_three_decimals) {
  for (const char* text : {"1970-01-01T00:00:00.000Z", "2026-04-01T23:59:59.999Z",
                           "2024-02-29T12:34:56.007Z", "9999-12-31T23:59:59.999Z"}) {
    const auto instant = parse_instant(text);
    ASSERT_TRUE(instant) << text;
    EXPECT_EQ(format_instant(*instant), text);
  }
  EXPECT_EQ(parse_instant("1970-01-02T00:00:00.001Z")->ms, 86'400'001);
  for (const char* text :
       {"", "2026-04-01", "2026-04-01T00:00:00Z", "2026-04-01T00:00:00.00Z",
        "2026-04-01T24:00:00.000Z", "2026-04-01T00:60:00.000Z", "2026-04-01T23:59:60.000Z",
        "1969-12-31T23:59:59.999Z", "2026-04-01t00:00:00.000Z", "2026-04-01T00:00:00.000z",
        "2026-04-01T00:00:00,000Z", "2026-04-01 00:00:00.000Z", "2026-04-01T00:00:00.000+09:00",
        "2026-04-01T-1:00:00.000Z", "2026-02-30T00:00:00.000Z"})
    EXPECT_FALSE(parse_instant(text)) << text;
}

TEST(Decimal, is_digits_with_at_most_one_point) {
  struct Case {
    std::string_view text;
    std::int64_t digits;
    int places;
  };
  constexpr Case cases[] = {{"0", 0, 0},   {"12.50", 1'250, 2}, {"-0.001", -1, 3},
                            {"007", 7, 0}, {"-12", -12, 0},     {"0.0", 0, 1}};
  for (const Case& c : cases) {
    const auto decimal = parse_decimal(c.text, true);
    ASSERT_TRUE(decimal) << c.text;
    EXPECT_TRUE(decimal->digits == c.digits) << c.text;
    EXPECT_EQ(decimal->places, c.places) << c.text;
  }
  for (const char* text :
       {"", "-", ".", "1.", ".1", "1..2", "1.2.3", "1e5", "+1", "--1", "1 ", "1,0"})
    EXPECT_FALSE(parse_decimal(text, true)) << text;
  EXPECT_FALSE(parse_decimal("-1", false));
  EXPECT_TRUE(parse_decimal(std::string(36, '9'), false));
  EXPECT_FALSE(parse_decimal(std::string(37, '0'), false));
  const auto largest = parse_decimal(std::string(36, '9'), false);
  EXPECT_EQ(format_decimal(largest->digits, 0), std::string(36, '9'));
  EXPECT_FALSE(scaled_exactly(*largest, 6));
  EXPECT_FALSE(scaled_exactly({15, 1}, 0));
  EXPECT_TRUE(scaled_exactly({150, 2}, 1) == Int128{15});
}

TEST(Decimal, prints_the_same_both_ways) {
  for (const std::int64_t value : {INT64_MIN, INT64_MIN + 1, std::int64_t{-1'000}, std::int64_t{-1},
                                   std::int64_t{0}, std::int64_t{9}, std::int64_t{10}, INT64_MAX}) {
    for (const int places : {0, 1, 3, 6, 8}) {
      std::string appended;
      append_decimal(appended, value, places);
      EXPECT_EQ(appended, format_decimal(value, places));
    }
  }
}

TEST(Rounding, has_a_direction) {
  EXPECT_EQ(multiply_divide(7, 1, 2, Rounding::down), 3);
  EXPECT_EQ(multiply_divide(7, 1, 2, Rounding::up), 4);
  EXPECT_EQ(multiply_divide(-7, 1, 2, Rounding::down), -4);
  EXPECT_EQ(multiply_divide(-7, 1, 2, Rounding::up), -3);
  EXPECT_EQ(multiply_divide(INT64_MAX, INT64_MAX, INT64_MAX, Rounding::up), INT64_MAX);
  EXPECT_DEATH(multiply_divide(INT64_MAX, 2, 1, Rounding::down), "fits_int64");
  EXPECT_DEATH(multiply_divide(1, 1, 0, Rounding::down), "denominator");
}

}  // namespace
}  // namespace tenbin
