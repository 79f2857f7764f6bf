#include "report/vintage_use.hpp"

#include <algorithm>

#include "engine/balance.hpp"

namespace tenbin {

VintageUse::VintageUse(const State& state, Index account, std::int32_t period) : period_(period) {
  const Credits opened = opening(state, account, period);
  for (const Vintage& vintage : opened.vintages) supply_.push_back({vintage.period, vintage.mass});
  const Mass own = own_credits(state, account, period) + opened.debt;
  if (own > Mass()) supply_.push_back({period, own});

  std::vector<Index> live;
  for (const Index part : account_period(state, account, period).parts) {
    if (!state.allocations[state.parts[part].allocation].released) live.push_back(part);
  }
  std::sort(live.begin(), live.end(), [&](Index a, Index b) {
    const Allocation& first = state.allocations[state.parts[a].allocation];
    const Allocation& second = state.allocations[state.parts[b].allocation];
    return std::pair(first.date, first.seq) < std::pair(second.date, second.seq);
  });
  for (const Index part : live) {
    const Mass from = allocated_;
    allocated_ += state.parts[part].mass;
    ranges_.emplace(part, Range{from, allocated_});
  }
}

std::vector<VintagePiece> VintageUse::pieces_of(Index part) const {
  const auto found = ranges_.find(part);
  TENBIN_CHECK(found != ranges_.end());
  return pieces(found->second);
}

std::vector<VintagePiece> VintageUse::pieces_of_next(Mass before, Mass mass) const {
  return pieces({allocated_ + before, allocated_ + before + mass});
}

std::vector<VintagePiece> VintageUse::pieces(Range range) const {
  const auto [from, to] = range;
  std::vector<VintagePiece> found;
  Mass start;
  for (const VintagePiece& supply : supply_) {
    const Mass end = start + supply.mass;
    const Mass piece = std::min(to, end) - std::max(from, start);
    if (piece > Mass()) found.push_back({supply.vintage, piece});
    start = end;
  }
  if (to > start) found.push_back({std::nullopt, to - std::max(from, start)});
  return found;
}

Mass VintageUse::from_own() const {
  Mass start;
  for (const VintagePiece& supply : supply_) {
    if (supply.vintage == period_) return std::clamp(allocated_ - start, Mass(), supply.mass);
    start += supply.mass;
  }
  return Mass();
}

}  // namespace tenbin
