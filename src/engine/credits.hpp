#pragma once
// Vintages (contract section 4): what a period leaves is its vintage; use takes the oldest vintage
// first and the period's own credits last; a vintage expires; a negative balance is a debt, made
// good out of the next period's own credits.
#include "engine/state.hpp"

namespace tenbin {

// What is left at the end of `period`, which opened with `opening`, had the own credits `own`
// (entitlement plus what moved, may be negative) and gave away `allocated`. Own credits below
// zero are met from the older vintages, oldest first, after the allocations.
Credits settle(const Credits& opening, Mass own, Mass allocated, std::int32_t period);

// Takes out what expires at the close of `period`: every vintage v with v + periods ≤ period.
// Answers how much.
Mass expire(Credits& credits, std::int32_t period, std::optional<std::int32_t> periods);

// Takes out what stands above `stock`, oldest first. Answers how much.
Mass lapse_above(Credits& credits, Mass stock);

}  // namespace tenbin
