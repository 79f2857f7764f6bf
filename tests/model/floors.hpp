#pragma once
// When a posting is refused for the balance (contract section 5).
#include "history.hpp"

namespace tenbin_model {

/// True when `after` has an account on some day of some open period below that day's floor and
/// lower than in `before`. `date`: of the posting; overdraw looks at the days of its period only.
bool breaks_a_floor(const Book& before, const Book& after, std::int64_t date);

/// The same for one account; `strict`: the floor is 0 whatever the rulebook's deficit mode.
bool breaks_floor(const Book& before, const Book& after, const std::string& site,
                  const std::string& account, std::int64_t date, bool strict);

/// The largest mass, up to `wish`, that an allocation of `date` may draw from the account.
std::int64_t drawable(const Book& book, const std::string& site, const std::string& account,
                      std::int64_t date, std::int64_t wish, bool strict);

/// The largest mass, up to the transfer's own, that its account of origin can give.
std::int64_t transferable(const Book& book, const Transfer& transfer);

/// The same for an adjustment.
std::int64_t adjustable(const Book& book, const Adjustment& adjustment);

}  // namespace tenbin_model
