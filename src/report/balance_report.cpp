#include "report/balance_report.hpp"

#include <algorithm>

#include "codec/json_writer.hpp"
#include "engine/balance.hpp"

namespace tenbin {
namespace {

bool closed_by(const SitePeriod& period, std::optional<Date> as_of) {
  return period.closing && (!as_of || period.closing->date <= *as_of);
}

// The opening as of a day: a close dated later has not happened yet.
Credits opening_by(const State& state, Index account, std::int32_t period,
                   std::optional<Date> as_of) {
  const Account& a = state.accounts[account];
  Credits credits;
  for (std::int32_t at = a.first_period; at < period; ++at) {
    const AccountPeriod& figures = account_period(state, account, at);
    if (figures.carried && closed_by(site_period(state, a.site, at), as_of)) {
      credits = *figures.carried;
      continue;
    }
    credits = settle(credits, own_credits(state, account, at),
                     Mass::of_grams(figures.allocated.total()), at);
    expire(credits, at, state.rulebook.carry_over_periods);
  }
  return credits;
}

Mass certified_by(const State& state, const AccountPeriod& figures, std::optional<Date> as_of) {
  if (!as_of) return figures.certified;
  Mass sum;
  for (const Index index : figures.parts) {
    const Allocation& allocation = state.allocations[state.parts[index].allocation];
    if (allocation.certificate != no_index && allocation.date <= *as_of)
      sum += state.parts[index].mass;
  }
  return sum;
}

AccountBalance account_balance(const State& state, Index account, std::int32_t period, bool closed,
                               std::int32_t day, std::optional<Date> as_of) {
  const AccountPeriod& figures = account_period(state, account, period);
  AccountBalance row;
  row.account = state.texts.get(state.accounts[account].name);
  row.opening = opening_by(state, account, period, as_of).total();
  row.renewable_input = Mass::of_grams(figures.backed.to(day));
  row.entitlement = entitlement_to(state, account, period, day);
  row.allocated = Mass::of_grams(figures.allocated.to(day));
  row.transferred = Mass::of_grams(figures.transferred.to(day));
  row.adjusted = Mass::of_grams(figures.adjusted.to(day));
  row.balance = row.opening + row.entitlement - row.allocated + row.transferred - row.adjusted;
  if (closed) {
    TENBIN_CHECK(figures.carried.has_value());
    row.expired = figures.expired;
    row.balance = figures.carried->total();
  }
  row.certified = certified_by(state, figures, as_of);
  return row;
}

PeriodBalance period_balance(const State& state, Index site, std::int32_t period,
                             std::optional<Date> as_of) {
  const SitePeriod& figures = site_period(state, site, period);
  PeriodBalance row;
  row.site = state.texts.get(state.sites[site].id);
  row.from = state.rulebook.first_day(period);
  row.to = state.rulebook.last_day(period);
  row.closed = closed_by(figures, as_of);
  const std::int32_t day =
      as_of && *as_of < row.to ? day_in_period(state.rulebook, *as_of, period) : end_of_period;
  row.total_input = Mass::of_grams(figures.input.to(day));
  row.unbacked = Mass::of_grams(figures.unbacked.to(day));
  row.output = Mass::of_grams(figures.output.to(day));
  for (const Index account : state.sites[site].accounts) {
    if (state.accounts[account].first_period > period) continue;
    row.accounts.push_back(account_balance(state, account, period, row.closed, day, as_of));
  }
  return row;
}

void write_account(json::Writer& writer, const AccountBalance& row) {
  writer.begin_object().key("account").string(row.account);
  if (row.adjusted > Mass()) writer.key("adjusted_kg").string(format_kg(row.adjusted));
  writer.key("allocated_kg").string(format_kg(row.allocated));
  writer.key("balance_kg").string(format_kg(row.balance));
  writer.key("certified_kg").string(format_kg(row.certified));
  writer.key("entitlement_kg").string(format_kg(row.entitlement));
  writer.key("expired_kg").string(format_kg(row.expired));
  writer.key("opening_kg").string(format_kg(row.opening));
  writer.key("renewable_input_kg").string(format_kg(row.renewable_input));
  writer.key("transferred_kg").string(format_kg(row.transferred)).end_object();
}

void write_period(json::Writer& writer, const PeriodBalance& row) {
  writer.begin_object().key("accounts").begin_array();
  for (const AccountBalance& account : row.accounts) write_account(writer, account);
  writer.end_array();
  writer.key("output_kg").string(format_kg(row.output));
  writer.key("period").string(format_date(row.from));
  writer.key("site").string(row.site);
  writer.key("status").string(row.closed ? "closed" : "open");
  writer.key("to").string(format_date(row.to));
  writer.key("total_input_kg").string(format_kg(row.total_input));
  writer.key("unbacked_kg").string(format_kg(row.unbacked)).end_object();
}

}  // namespace

std::vector<PeriodBalance> balance_report(const State& state, const BalanceQuery& query) {
  std::vector<Index> sites(state.sites.size());
  for (std::size_t i = 0; i < sites.size(); ++i) sites[i] = static_cast<Index>(i);
  std::sort(sites.begin(), sites.end(), [&](Index a, Index b) {
    return state.texts.get(state.sites[a].id) < state.texts.get(state.sites[b].id);
  });
  std::vector<PeriodBalance> rows;
  for (const Index site : sites) {
    if (query.site && state.texts.get(state.sites[site].id) != *query.site) continue;
    for (std::int32_t period = 0; period <= state.sites[site].last_period(); ++period) {
      const Date first = state.rulebook.first_day(period);
      if (query.period && first != *query.period) continue;
      if (query.as_of && first > *query.as_of) break;
      rows.push_back(period_balance(state, site, period, query.as_of));
    }
  }
  return rows;
}

std::string balance_json(const std::vector<PeriodBalance>& periods) {
  std::string out;
  json::Writer writer(out);
  writer.begin_object().key("periods").begin_array();
  for (const PeriodBalance& period : periods) write_period(writer, period);
  writer.end_array().key("schema").string("tenbin/balance/1").end_object();
  return out;
}

}  // namespace tenbin
