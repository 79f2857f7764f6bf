#include "floors.hpp"

#include <algorithm>

namespace tenbin_model {
namespace {

/// Taking more never leaves any day higher, so the masses allowed are those up to the answer.
template <class Allowed>
std::int64_t largest_allowed(std::int64_t wish, Allowed allowed) {
  if (allowed(wish)) return wish;
  std::int64_t low = 0, high = wish;  // low is allowed, high is not
  while (high - low > 1) {
    const std::int64_t middle = low + (high - low) / 2;
    (allowed(middle) ? low : high) = middle;
  }
  return low;
}

}  // namespace

bool breaks_floor(const Book& before, const Book& after, const std::string& site,
                  const std::string& account, std::int64_t date, bool strict) {
  const Rulebook& rules = after.rules;
  if (rules.deficit == "period_end" && !strict) return false;
  const bool overdraw = rules.deficit == "overdraw" && !strict;
  // One period beyond the last posting: from there on nothing but the opening is left to see.
  const std::int64_t count = std::max(before.last_period(site), after.last_period(site)) + 2;
  const auto was = account_history(before, site, account, count, {});
  const auto is = account_history(after, site, account, count, {});
  const auto sums = site_history(after, site, count, {});
  for (std::int64_t period = 0; period < count; ++period) {
    const auto p = static_cast<std::size_t>(period);
    if (is_closed(after, site, period, {})) continue;
    if (overdraw && period != rules.period_of(date)) continue;
    for (std::size_t day = 0; day < is[p].day_balance.size(); ++day) {
      std::int64_t floor = 0;
      if (overdraw) {
        floor = -floor_product(sums[p].day_total_input[day], rules.limit_ppm, 1000000);
      }
      const std::int64_t balance = is[p].day_balance[day];
      if (balance < floor && balance < was[p].day_balance[day]) return true;
    }
  }
  return false;
}

bool breaks_a_floor(const Book& before, const Book& after, std::int64_t date) {
  for (const std::string& site : after.sites) {
    for (const auto& [account, first] : after.accounts(site)) {
      if (breaks_floor(before, after, site, account, date, false)) return true;
    }
  }
  return false;
}

std::int64_t drawable(const Book& book, const std::string& site, const std::string& account,
                      std::int64_t date, std::int64_t wish, bool strict) {
  return largest_allowed(wish, [&](std::int64_t mass) {
    Book after = book;
    after.allocations.push_back({.id = "",
                                 .shipment = "",
                                 .line = 0,
                                 .site = site,
                                 .date = date,
                                 .seq = INT64_MAX,
                                 .draws = {{account, mass}}});
    return !breaks_floor(book, after, site, account, date, strict);
  });
}

std::int64_t adjustable(const Book& book, const Adjustment& adjustment) {
  return largest_allowed(adjustment.taken, [&](std::int64_t mass) {
    Book after = book;
    after.adjustments.push_back(adjustment);
    after.adjustments.back().taken = mass;
    return !breaks_floor(book, after, adjustment.site, adjustment.account, adjustment.date, false);
  });
}

std::int64_t transferable(const Book& book, const Transfer& transfer) {
  return largest_allowed(transfer.mass, [&](std::int64_t mass) {
    Book after = book;
    after.transfers.push_back(transfer);
    after.transfers.back().mass = mass;
    return !breaks_floor(book, after, transfer.from, transfer.from_account, transfer.date, false);
  });
}

}  // namespace tenbin_model
