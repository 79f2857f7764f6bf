#pragma once
// When a posting is refused for the balance (contract section 5). In mode `never` the floor of
// every day of every open period is 0; in `overdraw` it is −floor(T × limit / 10^6), looked at on
// the days of the posting's own period only; in `period_end` there is none until the close. A
// posting is refused when it would leave a day below that day's floor and lower than it was before.
#include <optional>

#include "engine/balance.hpp"

namespace tenbin {

// The day that would fall below its floor.
struct Shortfall {
  Index account = no_index;
  std::int32_t period = 0;
  Mass balance;  // that would be left on the worst day, or at its opening
};

// A posting's effect on R, T and O of one day. An account's own R changes by `backed`; every
// account of the site that has R in the period feels T and O.
struct InputChange {
  Index site = no_index;
  std::int32_t period = 0;
  std::int32_t day = 0;
  Index account = no_index;  // whose R changes, if any
  Mass backed;
  Mass input;
  Mass output;
};
std::optional<Shortfall> shortfall_of(const State& state, const InputChange& change);

// How an account gives mass away: an allocation uses the oldest vintage first, a transfer takes own
// credits.
enum class Draw : std::uint8_t { allocation, transfer };

// The most that the account may give on that day, up to `want`: want itself, or less, never
// negative.
Mass drawable(const State& state, Index account, std::int32_t period, std::int32_t day, Mass want,
              Draw draw);

// The same for an allocation in mode `never`, whatever the rulebook's mode is: what is really
// there, for a plan.
Mass drawable_without_overdraft(const State& state, Index account, std::int32_t period,
                                std::int32_t day, Mass want);

// The same for an allocation that names an account which has no posting yet.
Mass drawable_of_unknown(const State& state, Index site, std::int32_t period, std::int32_t day,
                         Mass want);

// Whether what follows holds if `account` carried `credits` out of `period` instead of what it
// would carry now; in mode `overdraw` only period `looked_at` is looked at.
std::optional<Shortfall> shortfall_after(const State& state, Index account, std::int32_t period,
                                         const Credits& credits, std::int32_t looked_at);

}  // namespace tenbin
