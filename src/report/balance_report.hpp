#pragma once
// The balances of a book as contract section 8 shows them: sites by name, periods in order from
// `starts` to the last one with a posting, accounts by name, each from the first period it has
// anything in.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/state.hpp"

namespace tenbin {

struct AccountBalance {
  std::string account;
  Mass opening;
  Mass renewable_input;
  Mass entitlement;
  Mass allocated;
  Mass transferred;  // in minus out
  Mass adjusted;     // taken away for entries of closed periods; shown where there is any
  Mass expired;      // 0 while open
  Mass balance;      // of a closed period: what it carried on
  Mass certified;    // allocated in the period, and under a live certificate now
};

struct PeriodBalance {
  std::string site;
  Date from;
  Date to;
  bool closed = false;
  Mass total_input;
  Mass unbacked;
  Mass output;
  std::vector<AccountBalance> accounts;
};

struct BalanceQuery {
  std::optional<std::string_view> site;
  std::optional<Date> period;  // its first day
  // All sums run to that day; later periods are left out, and a period counts as closed only if its
  // close is dated up to that day.
  std::optional<Date> as_of;
};

std::vector<PeriodBalance> balance_report(const State& state, const BalanceQuery& query);

// {"schema":"tenbin/balance/1","periods":[…]}, canonical.
std::string balance_json(const std::vector<PeriodBalance>& periods);

}  // namespace tenbin
