#include "engine/floor.hpp"

#include <algorithm>

namespace tenbin {
namespace {

// The floor of a day with external input T to that day.
Mass floor_of(const Rulebook& rulebook, DeficitMode mode, std::int64_t input_g) {
  if (mode != DeficitMode::overdraw) return Mass();
  return -Mass::of_grams(
      multiply_divide(input_g, rulebook.overdraw_limit_ppm, 1'000'000, Rounding::down));
}

// The last day on which anything of the account's balance changes, at least `day`.
std::int32_t last_day_of_interest(const SitePeriod& site, const AccountPeriod& own,
                                  std::int32_t day) {
  return std::max({day, site.input.days() - 1, site.output.days() - 1, own.backed.days() - 1,
                   own.allocated.days() - 1, own.moved_days() - 1});
}

// The days of the change's own period; sets `entitlement_end` to E at the period's end after the
// change.
std::optional<Shortfall> shortfall_in_period(const State& state, Index account,
                                             const InputChange& change, Mass& entitlement_end) {
  const SitePeriod& site = site_period(state, change.site, change.period);
  const AccountPeriod& own = account_period(state, account, change.period);
  const std::int64_t backed_more = account == change.account ? change.backed.grams() : 0;
  const Mass opened = opening(state, account, change.period).total();
  const std::int32_t last = last_day_of_interest(site, own, change.day);
  std::optional<Shortfall> worst;
  for (std::int32_t day = change.day; day <= last; ++day) {
    const std::int64_t input = site.input.to(day) + change.input.grams();
    const Mass before =
        entitlement(state.rulebook, own.backed.to(day), site.input.to(day), site.output.to(day));
    const Mass after = entitlement(state.rulebook, own.backed.to(day) + backed_more, input,
                                   site.output.to(day) + change.output.grams());
    entitlement_end = after;
    if (after >= before) continue;
    const Mass balance = opened + after - Mass::of_grams(own.allocated.to(day)) + own.moved_to(day);
    if (balance < floor_of(state.rulebook, state.rulebook.deficit, input) &&
        (!worst || balance < worst->balance)) {
      worst = Shortfall{account, change.period, balance};
    }
  }
  return worst;
}

bool follows_matter(const State& state, DeficitMode mode, Index site, std::int32_t period) {
  return mode == DeficitMode::never && state.sites[site].last_period() > period;
}

// What the account would carry out of the period after giving `mass` away.
Credits carried_after(const State& state, Index account, std::int32_t period, Mass mass,
                      Draw draw) {
  Mass own = own_credits(state, account, period);
  Mass allocated = Mass::of_grams(account_period(state, account, period).allocated.total());
  (draw == Draw::allocation ? allocated += mass : own -= mass);
  Credits credits = settle(opening(state, account, period), own, allocated, period);
  expire(credits, period, state.rulebook.carry_over_periods);
  return credits;
}

// shortfall_after in the given deficit mode.
std::optional<Shortfall> first_shortfall(const State& state, DeficitMode mode, Index account,
                                         std::int32_t period, const Credits& credits,
                                         std::int32_t looked_at) {
  if (mode == DeficitMode::period_end) return std::nullopt;
  const Index site = state.accounts[account].site;
  const bool never = mode == DeficitMode::never;
  const std::int32_t last = never ? state.sites[site].last_period()
                                  : std::min(looked_at, state.sites[site].last_period());
  Credits after = credits;
  for (std::int32_t at = period + 1; at <= last; ++at) {
    const Credits before = opening(state, account, at);
    if (never && after == before) return std::nullopt;
    const Mass opened = after.total();
    const Mass opened_before = before.total();
    if (opened < opened_before && (never || at == looked_at)) {
      const SitePeriod& figures = site_period(state, site, at);
      const AccountPeriod& own = account_period(state, account, at);
      const std::int32_t last_day = last_day_of_interest(figures, own, 0);
      for (std::int32_t day = 0; day <= last_day; ++day) {
        const Mass balance = opened + movement_to(state, account, at, day);
        if (balance < floor_of(state.rulebook, mode, figures.input.to(day)))
          return Shortfall{account, at, balance};
      }
    }
    after = settle(after, own_credits(state, account, at),
                   Mass::of_grams(account_period(state, account, at).allocated.total()), at);
    expire(after, at, state.rulebook.carry_over_periods);
  }
  return std::nullopt;
}

bool holds_after(const State& state, DeficitMode mode, Index account, std::int32_t period,
                 Mass mass, Draw draw) {
  return !first_shortfall(state, mode, account, period,
                          carried_after(state, account, period, mass, draw), period);
}

// drawable in the given deficit mode.
Mass most_of(const State& state, DeficitMode mode, Index account, std::int32_t period,
             std::int32_t day, Mass want, Draw draw) {
  if (mode == DeficitMode::period_end) return want;
  const Index site = state.accounts[account].site;
  const SitePeriod& figures = site_period(state, site, period);
  const AccountPeriod& own = account_period(state, account, period);
  const Mass opened = opening(state, account, period).total();
  Mass most = want;
  const std::int32_t last = last_day_of_interest(figures, own, day);
  for (std::int32_t at = day; at <= last && most > Mass(); ++at) {
    const Mass above = opened + movement_to(state, account, period, at) -
                       floor_of(state.rulebook, mode, figures.input.to(at));
    most = std::min(most, above);
  }
  if (most <= Mass()) return Mass();
  if (!follows_matter(state, mode, site, period) ||
      holds_after(state, mode, account, period, most, draw))
    return most;
  // What follows allows less: the more is given, the less is carried on, so the limit is found by
  // halving.
  Mass allowed;
  Mass refused = most;
  while (refused - allowed > Mass::of_grams(1)) {
    const Mass middle = Mass::of_grams(allowed.grams() + (refused - allowed).grams() / 2);
    (holds_after(state, mode, account, period, middle, draw) ? allowed : refused) = middle;
  }
  return allowed;
}

}  // namespace

std::optional<Shortfall> shortfall_after(const State& state, Index account, std::int32_t period,
                                         const Credits& credits, std::int32_t looked_at) {
  return first_shortfall(state, state.rulebook.deficit, account, period, credits, looked_at);
}

std::optional<Shortfall> shortfall_of(const State& state, const InputChange& change) {
  if (state.rulebook.deficit == DeficitMode::period_end) return std::nullopt;
  for (const Index account : state.sites[change.site].accounts) {
    const AccountPeriod& own = account_period(state, account, change.period);
    if (own.backed.days() == 0 && account != change.account) continue;  // E is 0 before and after
    Mass entitlement_end;
    if (const auto shortfall = shortfall_in_period(state, account, change, entitlement_end))
      return shortfall;
    if (!follows_matter(state, state.rulebook.deficit, change.site, change.period)) continue;
    Credits credits = settle(opening(state, account, change.period), entitlement_end + own.moved(),
                             Mass::of_grams(own.allocated.total()), change.period);
    expire(credits, change.period, state.rulebook.carry_over_periods);
    if (const auto shortfall =
            shortfall_after(state, account, change.period, credits, change.period))
      return shortfall;
  }
  return std::nullopt;
}

Mass drawable(const State& state, Index account, std::int32_t period, std::int32_t day, Mass want,
              Draw draw) {
  return most_of(state, state.rulebook.deficit, account, period, day, want, draw);
}

Mass drawable_without_overdraft(const State& state, Index account, std::int32_t period,
                                std::int32_t day, Mass want) {
  return most_of(state, DeficitMode::never, account, period, day, want, Draw::allocation);
}

Mass drawable_of_unknown(const State& state, Index site, std::int32_t period, std::int32_t day,
                         Mass want) {
  if (state.rulebook.deficit == DeficitMode::period_end) return want;
  const SitePeriod& figures = site_period(state, site, period);
  Mass most = want;
  for (std::int32_t at = day; at <= std::max(day, figures.input.days() - 1); ++at) {
    most = std::min(most, -floor_of(state.rulebook, state.rulebook.deficit, figures.input.to(at)));
  }
  return most;
}

}  // namespace tenbin
