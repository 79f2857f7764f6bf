#include "report.hpp"

namespace tenbin_model {
namespace {

/// Allocated mass of the account in the period that a live certificate covers.
std::int64_t certified(const Book& book, const std::string& account, std::int64_t period,
                       const AsOf& as_of) {
  std::int64_t sum = 0;
  for (const Allocation& allocation : book.allocations) {
    if (allocation.released || book.rules.period_of(allocation.date) != period) continue;
    if (as_of && allocation.date > *as_of) continue;
    if (book.certificate_over(allocation.id) == nullptr) continue;
    for (const Draw& draw : allocation.draws) {
      if (draw.account == account) sum += draw.mass;
    }
  }
  return sum;
}

Json account_row(const std::string& account, const AccountPeriod& one,
                 std::int64_t certified_mass) {
  Json row = {{"account", account},
              {"opening_kg", kg(one.opening)},
              {"renewable_input_kg", kg(one.input)},
              {"entitlement_kg", kg(one.entitlement)},
              {"allocated_kg", kg(one.allocated)},
              {"transferred_kg", kg(one.transferred)},
              {"expired_kg", kg(one.expired)},
              {"balance_kg", kg(one.balance)},
              {"certified_kg", kg(certified_mass)}};
  if (one.adjusted > 0) row["adjusted_kg"] = kg(one.adjusted);
  return row;
}

}  // namespace

Json report_balance(const Book& book, const AsOf& as_of) {
  Json periods = Json::array();
  for (const std::string& site : book.sites) {
    const std::int64_t count = book.last_period(site) + 1;
    const auto sums = site_history(book, site, count, as_of);
    for (std::int64_t period = 0; period < count; ++period) {
      const auto p = static_cast<std::size_t>(period);
      if (as_of && book.rules.period_start(period) > *as_of) continue;
      Json accounts = Json::array();
      for (const auto& [account, first] : book.accounts(site)) {
        if (first > period) continue;
        const auto history = account_history(book, site, account, count, as_of);
        accounts.push_back(
            account_row(account, history[p], certified(book, account, period, as_of)));
      }
      periods.push_back({{"site", site},
                         {"period", format_date(book.rules.period_start(period))},
                         {"to", format_date(book.rules.period_last_day(period))},
                         {"status", is_closed(book, site, period, as_of) ? "closed" : "open"},
                         {"total_input_kg", kg(sums[p].total_input)},
                         {"unbacked_kg", kg(sums[p].unbacked)},
                         {"output_kg", kg(sums[p].output)},
                         {"accounts", accounts}});
    }
  }
  return {{"schema", "tenbin/balance/1"}, {"periods", periods}};
}

std::int64_t last_balance(const Book& book, const std::string& site, const std::string& account) {
  return account_history(book, site, account, book.last_period(site) + 1, {}).back().balance;
}

}  // namespace tenbin_model
