#pragma once
// The balance of an account (contract section 4): opening + entitlement − allocated ± transferred −
// adjusted, to each day. Days are numbered from 0 at the period's first day.
#include <limits>

#include "engine/credits.hpp"
#include "engine/state.hpp"

namespace tenbin {

inline constexpr std::int32_t end_of_period = std::numeric_limits<std::int32_t>::max();

// The figures of an account's period, or of a site's, empty ones where nothing was posted.
const AccountPeriod& account_period(const State& state, Index account, std::int32_t period);
const SitePeriod& site_period(const State& state, Index site, std::int32_t period);

// Makes room for a posting and answers the place.
AccountPeriod& open_account_period(State& state, Index account, std::int32_t period);
SitePeriod& open_site_period(State& state, Index site, std::int32_t period);

// The day's number within its period.
std::int32_t day_in_period(const Rulebook& rulebook, Date date, std::int32_t period);

// E from R, T and O, rounded down; 0 under rolling_average.
Mass entitlement(const Rulebook& rulebook, std::int64_t backed_g, std::int64_t input_g,
                 std::int64_t output_g);
// E(d).
Mass entitlement_to(const State& state, Index account, std::int32_t period, std::int32_t day);

// What the period opened with: what its predecessor carried on, or would carry on if it closed as
// it stands (no cap applied).
Credits opening(const State& state, Index account, std::int32_t period);

// E(d) − allocated ± transferred − adjusted: the balance to the day without what the period opened
// with.
Mass movement_to(const State& state, Index account, std::int32_t period, std::int32_t day);

// The least movement of any day of the period, 0 included when its first days have no posting.
Mass least_movement(const State& state, Index account, std::int32_t period);

// E at the end of the period plus net transfers, less adjustments.
Mass own_credits(const State& state, Index account, std::int32_t period);

// The balance of the account as `balance` shows it at the end of `period`: what a closed one
// carried on.
Mass balance_of(const State& state, Index account, std::int32_t period);

}  // namespace tenbin
