#pragma once
// The history of one account: every period, every day, computed from the lists of the book.
// Contract sections 4 and 5.
#include "book.hpp"

namespace tenbin_model {

/// External metal as it counts: a receipt, or a charge where the rulebook counts charges.
struct Input {
  std::int64_t date;
  std::string account;                              // empty: nothing of it is backed
  std::int64_t backed = 0;                          // g, counts in R of the account
  std::int64_t rest = 0;                            // g, all other of it
  std::int64_t unbacked = 0;                        // g of `rest` that is renewable without backing
  std::int64_t backed_factor = 0, rest_factor = 0;  // g CO2e per tonne
};

std::vector<Input> inputs_of(const Book& book, const std::string& site);

/// What an allocation drew, and from which period's credits; vintage -1 is debt.
struct Use {
  std::string allocation;
  std::int64_t vintage, mass;
};

/// One account in one period. All in grams.
struct AccountPeriod {
  std::int64_t opening = 0, input = 0, entitlement = 0, allocated = 0, transferred = 0;
  std::int64_t adjusted = 0;
  std::int64_t expired = 0, balance = 0;
  std::vector<std::int64_t> day_balance;
  std::vector<Use> uses;
};

/// The sums of a site in one period, to its end (or to `as_of`), and day by day.
struct SitePeriod {
  std::int64_t total_input = 0, unbacked = 0, output = 0;
  std::vector<std::int64_t> day_total_input, day_output;
};

using AsOf = std::optional<std::int64_t>;

bool is_closed(const Book& book, const std::string& site, std::int64_t period, const AsOf& as_of);

/// Periods 0 to `count` - 1.
std::vector<SitePeriod> site_history(const Book& book, const std::string& site, std::int64_t count,
                                     const AsOf& as_of);
std::vector<AccountPeriod> account_history(const Book& book, const std::string& site,
                                           const std::string& account, std::int64_t count,
                                           const AsOf& as_of);

}  // namespace tenbin_model
