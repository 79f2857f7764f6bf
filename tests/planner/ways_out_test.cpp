#include "planner/ways_out.hpp"

#include "mill.hpp"

namespace tenbin::test {
namespace {

// 60 of 100 kg are backed and 100 kg come out: 60 kg of credits.
Mill april_mill(const Rules& rules) {
  Mill mill(rules);
  mill.receive("R1", "2026-04-03", "60 kg", "HY");
  mill.receive("R2", "2026-04-03", "40 kg");
  mill.produce("P1", "2026-04-05", "100 kg");
  return mill;
}

TEST(WaysOut, InputShareNeedsMoreThanIsMissing) {
  const Mill mill = april_mill({});
  const Date date = Date::of(2026, 4, 30);
  // (60 + x) / (100 + x) × 100 ≥ 80: x = 100.
  EXPECT_EQ(metal_missing(mill.state(), 0, date, Mass::of_kg(20)), Mass::of_kg(100));
  EXPECT_EQ(metal_missing(mill.state(), 0, date, Mass()), Mass());
  // Not even all metal being renewable gives more than what comes out.
  EXPECT_EQ(metal_missing(mill.state(), 0, date, Mass::of_kg(41)), std::nullopt);
  EXPECT_EQ(metal_missing(mill.state(), 0, date, Mass::of_kg(40)), std::nullopt);
}

TEST(WaysOut, TheMetalCoversAndAGramLessDoesNot) {
  const std::string request = april(R"("strategy":"even","share":"70 %")");
  for (const std::int64_t less : {0, 1}) {
    Mill mill = april_mill({});
    mill.ship("A", 1, "2026-04-06", "97 kg");
    const auto plan = mill.plan(request);
    ASSERT_TRUE(plan);
    ASSERT_TRUE(plan->unmet);
    const auto more = metal_missing(mill.state(), 0, plan->date, plan->missing());
    ASSERT_TRUE(more);
    mill.receive("MORE", "2026-04-10", format_kg(*more - Mass::of_grams(less)) + " kg", "HY");
    EXPECT_EQ(mill.plan(request)->unmet, less == 1);
  }
}

TEST(WaysOut, ConversionFactorDividesRoundedUp) {
  const Mill mill = april_mill({.method = "conversion_factor"});
  EXPECT_EQ(metal_missing(mill.state(), 0, Date::of(2026, 4, 30), Mass::of_grams(10)),
            Mass::of_grams(12));
}

TEST(WaysOut, NextPeriod) {
  const Mill mill = april_mill({});
  const WaysOut ways =
      ways_out(mill.state(), 0, Date::of(2026, 4, 30), Mass::of_kg(20), Share::of_ppm(480'000));
  EXPECT_EQ(ways.next_period, Date::of(2026, 5, 1));
  EXPECT_EQ(ways.lower_share, Share::of_ppm(480'000));
}

}  // namespace
}  // namespace tenbin::test
