#include "planner/common_share.hpp"

#include <algorithm>

namespace tenbin {
namespace {

// What a share is a multiple of: the rulebook's step, or the whole; 0 when no share but 0 is
// allowed.
std::int32_t step_of(const Rulebook& rulebook) {
  if (rulebook.partial_share) return rulebook.share_step_ppm;
  return Share::whole().ppm() % rulebook.share_step_ppm == 0 ? Share::whole().ppm() : 0;
}

}  // namespace

Result<void> check_share(const Rulebook& rulebook, Share share) {
  const std::int32_t step = step_of(rulebook);
  if (share == Share() || (step != 0 && share.ppm() % step == 0)) return {};
  const Share shown = rulebook.partial_share ? Share::of_ppm(step) : Share::whole();
  return problem(Code::share_not_allowed, {{"share_percent", format_percent(share)},
                                           {"step_percent", format_percent(shown)}});
}

Mass given_at(const std::vector<Mass>& masses, Share share) {
  Mass sum;
  for (const Mass mass : masses) sum += part_of(mass, share);
  return sum;
}

Share largest_common_share(const Rulebook& rulebook, const std::vector<Mass>& masses, Mass have) {
  const std::int32_t step = step_of(rulebook);
  const Mass total = given_at(masses, Share::whole());
  if (step == 0 || total == Mass()) return Share();
  // floor(have / total) fits, for rounding down only helps; and it helps by less than 1 g a line,
  // so that the shares left to try are few.
  const auto lines = Mass::of_grams(static_cast<std::int64_t>(masses.size()));
  std::int32_t low = share_of(have, total).ppm() / step;
  std::int32_t high = share_of(have + lines, total).ppm() / step + 1;
  while (high - low > 1) {
    const std::int32_t middle = low + (high - low) / 2;
    const std::int64_t ppm = std::int64_t{middle} * step;
    const bool fits = ppm <= Share::whole().ppm() &&
                      given_at(masses, Share::of_ppm(static_cast<std::int32_t>(ppm))) <= have;
    (fits ? low : high) = middle;
  }
  return Share::of_ppm(low * step);
}

}  // namespace tenbin
