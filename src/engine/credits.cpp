#include "engine/credits.hpp"

#include <algorithm>

namespace tenbin {
namespace {

// Takes up to `mass` from the vintages, oldest first; answers what could not be had.
Mass take_oldest(std::vector<Vintage>& vintages, Mass mass) {
  auto kept = vintages.begin();
  while (kept != vintages.end() && mass >= kept->mass) {
    mass -= kept->mass;
    ++kept;
  }
  vintages.erase(vintages.begin(), kept);
  if (vintages.empty()) return mass;
  vintages.front().mass -= mass;
  return Mass();
}

}  // namespace

Mass Credits::total() const {
  Mass sum = debt;
  for (const Vintage& vintage : vintages) sum += vintage.mass;
  return sum;
}

Credits settle(const Credits& opening, Mass own, Mass allocated, std::int32_t period) {
  Credits left = opening;
  own += left.debt;
  left.debt = Mass();
  const Mass beyond_vintages = take_oldest(left.vintages, allocated);
  own -= beyond_vintages;
  if (own < Mass()) own = -take_oldest(left.vintages, -own);
  if (own < Mass()) left.debt = own;
  if (own > Mass()) left.vintages.push_back({period, own});
  return left;
}

Mass expire(Credits& credits, std::int32_t period, std::optional<std::int32_t> periods) {
  Mass expired;
  if (!periods) return expired;
  std::erase_if(credits.vintages, [&](const Vintage& vintage) {
    const bool over = std::int64_t{vintage.period} + *periods <= period;
    if (over) expired += vintage.mass;
    return over;
  });
  return expired;
}

Mass lapse_above(Credits& credits, Mass stock) {
  const Mass total = credits.total();
  if (total <= stock) return Mass();
  TENBIN_CHECK(take_oldest(credits.vintages, total - stock) == Mass());
  return total - stock;
}

}  // namespace tenbin
