#include "sample/site_balance.hpp"

#include <algorithm>

namespace tenbin::sample {

std::int64_t SiteBalance::left_g(std::int32_t day, const Change& change) const {
  const std::int64_t input = input_.to(day) + change.input_g;
  if (input <= 0) return -allocated_.to(day);
  return multiply_divide(backed_.to(day) + change.backed_g, output_.to(day) + change.output_g,
                         input, Rounding::down) -
         allocated_.to(day);
}

bool SiteBalance::fits(std::int32_t day, std::int32_t today, const Change& change) const {
  for (; day <= today; ++day) {
    if (left_g(day, change) < 0) return false;
  }
  return true;
}

void SiteBalance::post(std::int32_t day, const Change& change) {
  backed_.add(day, change.backed_g);
  input_.add(day, change.input_g);
  output_.add(day, change.output_g);
}

Mass SiteBalance::room(std::int32_t day, std::int32_t today) const {
  std::int64_t least = left_g(day, {});
  while (++day <= today) least = std::min(least, left_g(day, {}));
  return Mass::of_grams(std::max(least, std::int64_t{0}));
}

}  // namespace tenbin::sample
