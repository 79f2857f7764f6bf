#pragma once
// The balance as contract section 8 prints it.
#include "history.hpp"

namespace tenbin_model {

Json report_balance(const Book& book, const AsOf& as_of);

/// The balance of an account in the site's last period as `balance` shows it.
std::int64_t last_balance(const Book& book, const std::string& site, const std::string& account);

inline std::string kg(std::int64_t grams) {
  return format_thousandths(big(grams));
}

}  // namespace tenbin_model
