#include "engine/close_period.hpp"

#include "base/check.hpp"
#include "engine/credits.hpp"
#include "engine/floor.hpp"
#include "engine/posting.hpp"
#include "engine/refusals.hpp"

namespace tenbin {
namespace {

Result<std::int32_t> closable_period(const State& state, Index site, const ClosePeriod& command) {
  const Rulebook& rulebook = state.rulebook;
  const std::string period_text = format_date(command.period);
  if (command.period < rulebook.starts ||
      rulebook.first_day(rulebook.period_of(command.period)) != command.period)
    return problem(Code::period_unknown,
                   {{"date", period_text}, {"starts", format_date(rulebook.starts)}});
  const std::int32_t period = rulebook.period_of(command.period);
  const std::int32_t open = state.sites[site].open_period;
  const std::string site_text(command.site.text);
  if (period < open)
    return problem(Code::period_closed,
                   {{"date", period_text}, {"period", period_text}, {"site", site_text}});
  if (period > open) {
    return problem(Code::period_out_of_order,
                   {{"period", period_text},
                    {"first_open", format_date(rulebook.first_day(open))},
                    {"site", site_text}});
  }
  if (command.date < rulebook.last_day(period)) {
    return problem(Code::date_before_period_end,
                   {{"period", period_text},
                    {"date", format_date(command.date)},
                    {"last_day", format_date(rulebook.last_day(period))}});
  }
  return period;
}

PeriodClosed::AccountClosing close_account(const State& state, Index account, std::int32_t period,
                                           const ClosePeriod& command) {
  Credits credits =
      settle(opening(state, account, period), own_credits(state, account, period),
             Mass::of_grams(account_period(state, account, period).allocated.total()), period);
  Mass expired = expire(credits, period, state.rulebook.carry_over_periods);
  if (state.rulebook.cap_physical_stock) {
    TENBIN_CHECK(command.physical_stock.has_value());
    expired += lapse_above(credits, command.physical_stock->mass);
  }
  return {account, std::move(credits), expired};
}

bool may_close_below_zero(const State& state, const ClosePeriod& command) {
  return state.rulebook.deficit == DeficitMode::overdraw && command.force_majeure.has_value();
}

}  // namespace

PeriodClosed close_as_it_stands(const State& state, const ClosePeriod& command, Index site,
                                std::int32_t period) {
  PeriodClosed event{&command, site, period, {}};
  for (const Index account : state.sites[site].accounts) {
    if (state.accounts[account].first_period <= period)
      event.accounts.push_back(close_account(state, account, period, command));
  }
  return event;
}

Result<PeriodClosed> decide(const State& state, const ClosePeriod& command) {
  if (state.rulebook.cap_physical_stock && !command.physical_stock)
    return problem(Code::input_invalid, {{"field", "physical_stock"}, {"problem", "required"}});
  const Index site = find_site(state, command.site.text);
  if (site == no_index) return unknown("site", command.site.text);
  const auto period = closable_period(state, site, command);
  if (!period) return tl::make_unexpected(period.error());
  for (const Index account : state.sites[site].accounts) {
    if (state.accounts[account].first_period > *period) continue;
    const Mass balance = opening(state, account, *period).total() +
                         movement_to(state, account, *period, end_of_period);
    if (balance < Mass() && !may_close_below_zero(state, command))
      return balance_negative(state, account, balance);
  }
  PeriodClosed event = close_as_it_stands(state, command, site, *period);
  if (state.rulebook.cap_physical_stock) {
    const std::int32_t dated_in = state.rulebook.period_of(command.date);
    for (const auto& closing : event.accounts) {
      if (const auto shortfall =
              shortfall_after(state, closing.account, *period, closing.carried, dated_in))
        return balance_insufficient(state, *shortfall);
    }
  }
  return event;
}

void apply(State& state, const PeriodClosed& event, std::uint32_t seq) {
  open_site_period(state, event.site, event.period).closing = Closing{event.command->date, seq};
  for (const auto& closing : event.accounts) {
    AccountPeriod& period = open_account_period(state, closing.account, event.period);
    period.carried = closing.carried;
    period.expired = closing.expired;
  }
  state.sites[event.site].open_period = event.period + 1;
}

}  // namespace tenbin
