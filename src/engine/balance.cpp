#include "engine/balance.hpp"

#include <algorithm>

namespace tenbin {
namespace {

const AccountPeriod no_account_period;
const SitePeriod no_site_period;

}  // namespace

const AccountPeriod& account_period(const State& state, Index account, std::int32_t period) {
  const Account& a = state.accounts[account];
  const std::int32_t index = period - a.first_period;
  if (index < 0 || index >= static_cast<std::int32_t>(a.periods.size())) return no_account_period;
  return a.periods[static_cast<std::size_t>(index)];
}

const SitePeriod& site_period(const State& state, Index site, std::int32_t period) {
  const Site& s = state.sites[site];
  if (period < 0 || period > s.last_period()) return no_site_period;
  return s.periods[static_cast<std::size_t>(period)];
}

AccountPeriod& open_account_period(State& state, Index account, std::int32_t period) {
  Account& a = state.accounts[account];
  if (period < a.first_period) {  // a posting before the first one so far
    const auto more = static_cast<std::size_t>(a.first_period - period);
    a.periods.insert(a.periods.begin(), more, AccountPeriod{});
    a.first_period = period;
  }
  const auto index = static_cast<std::size_t>(period - a.first_period);
  if (index >= a.periods.size()) a.periods.resize(index + 1);
  return a.periods[index];
}

SitePeriod& open_site_period(State& state, Index site, std::int32_t period) {
  TENBIN_CHECK(period >= 0);
  Site& s = state.sites[site];
  if (period > s.last_period()) s.periods.resize(static_cast<std::size_t>(period) + 1);
  return s.periods[static_cast<std::size_t>(period)];
}

std::int32_t day_in_period(const Rulebook& rulebook, Date date, std::int32_t period) {
  return date.days() - rulebook.first_day(period).days();
}

Mass entitlement(const Rulebook& rulebook, std::int64_t backed_g, std::int64_t input_g,
                 std::int64_t output_g) {
  switch (rulebook.method) {
    case Method::input_share:
      if (input_g == 0) return Mass();
      return Mass::of_grams(multiply_divide(backed_g, output_g, input_g, Rounding::down));
    case Method::conversion_factor:
      return Mass::of_grams(multiply_divide(backed_g, rulebook.factor_numerator,
                                            rulebook.factor_denominator, Rounding::down));
    case Method::rolling_average:
      return Mass();
  }
  TENBIN_CHECK(false);
}

Mass entitlement_to(const State& state, Index account, std::int32_t period, std::int32_t day) {
  const SitePeriod& site = site_period(state, state.accounts[account].site, period);
  const AccountPeriod& own = account_period(state, account, period);
  return entitlement(state.rulebook, own.backed.to(day), site.input.to(day), site.output.to(day));
}

Credits opening(const State& state, Index account, std::int32_t period) {
  const Account& a = state.accounts[account];
  if (period <= a.first_period) return {};
  // From the last closed period on, every one is settled as if it closed as it stands.
  std::int32_t at = std::min(period, state.sites[a.site].open_period);
  Credits credits;
  if (at > a.first_period) {
    const auto& carried = account_period(state, account, at - 1).carried;
    TENBIN_CHECK(carried.has_value());
    credits = *carried;
  } else {
    at = a.first_period;
  }
  for (; at < period; ++at) {
    credits = settle(credits, own_credits(state, account, at),
                     Mass::of_grams(account_period(state, account, at).allocated.total()), at);
    expire(credits, at, state.rulebook.carry_over_periods);
  }
  return credits;
}

Mass movement_to(const State& state, Index account, std::int32_t period, std::int32_t day) {
  const AccountPeriod& own = account_period(state, account, period);
  return entitlement_to(state, account, period, day) - Mass::of_grams(own.allocated.to(day)) +
         own.moved_to(day);
}

Mass least_movement(const State& state, Index account, std::int32_t period) {
  const SitePeriod& site = site_period(state, state.accounts[account].site, period);
  const AccountPeriod& own = account_period(state, account, period);
  const std::int32_t days = std::max({site.input.days(), site.output.days(), own.backed.days(),
                                      own.allocated.days(), own.moved_days(), 1});
  Mass least = movement_to(state, account, period, 0);
  for (std::int32_t day = 1; day < days; ++day) {
    least = std::min(least, movement_to(state, account, period, day));
  }
  return least;
}

Mass own_credits(const State& state, Index account, std::int32_t period) {
  return entitlement_to(state, account, period, end_of_period) +
         account_period(state, account, period).moved();
}

Mass balance_of(const State& state, Index account, std::int32_t period) {
  const auto& carried = account_period(state, account, period).carried;
  if (carried) return carried->total();
  return opening(state, account, period).total() +
         movement_to(state, account, period, end_of_period);
}

}  // namespace tenbin
