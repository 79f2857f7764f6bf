#include "planner/common_share.hpp"

#include <gtest/gtest.h>

#include <random>

namespace tenbin {
namespace {

// Every multiple of the step, from the largest down.
Share by_trial(const Rulebook& rulebook, const std::vector<Mass>& masses, Mass have) {
  const std::int32_t step = rulebook.share_step_ppm;
  for (std::int32_t ppm = 1'000'000 / step * step; ppm > 0; ppm -= step) {
    if (given_at(masses, Share::of_ppm(ppm)) <= have) return Share::of_ppm(ppm);
  }
  return Share();
}

TEST(CommonShare, IsTheLargestThatFits) {
  std::mt19937 random(7);
  const auto below = [&](std::uint32_t n) { return static_cast<std::int64_t>(random() % n); };
  for (const std::int32_t step : {1, 7, 1'000, 10'000, 300'000, 1'000'000}) {
    for (int round = 0; round < 20; ++round) {
      Rulebook rulebook;
      rulebook.share_step_ppm = step;
      std::vector<Mass> masses;
      const auto lines = 1 + below(6);
      const auto size = static_cast<std::uint32_t>(round % 2 == 0 ? 100 : 5'000'000);
      for (std::int64_t i = 0; i < lines; ++i) masses.push_back(Mass::of_grams(1 + below(size)));
      const Mass total = given_at(masses, Share::whole());
      const Mass have =
          Mass::of_grams(below(static_cast<std::uint32_t>(total.grams() + total.grams() / 8 + 1)));
      EXPECT_EQ(largest_common_share(rulebook, masses, have), by_trial(rulebook, masses, have))
          << "step " << step << ", round " << round;
    }
  }
}

TEST(CommonShare, OnlyWholeWherePartsAreForbidden) {
  Rulebook rulebook;
  rulebook.partial_share = false;
  const std::vector<Mass> masses{Mass::of_kg(3), Mass::of_kg(4)};
  EXPECT_EQ(largest_common_share(rulebook, masses, Mass::of_kg(7)), Share::whole());
  EXPECT_EQ(largest_common_share(rulebook, masses, Mass::of_grams(6'999)), Share());
  EXPECT_FALSE(check_share(rulebook, Share::of_ppm(500'000)));
  rulebook.share_step_ppm = 300'000;  // 100 % is off the step
  EXPECT_EQ(largest_common_share(rulebook, masses, Mass::of_kg(7)), Share());
}

}  // namespace
}  // namespace tenbin
