#pragma once
// The footprint of a period (contract section 7), in exact rationals until it is printed.
#include "history.hpp"

namespace tenbin_model {

/// tenbin/footprint/1. Throws Refusal reference.unknown (site) or period.unknown.
Json report_footprint(const Book& book, const std::string& site, std::int64_t first_day);

}  // namespace tenbin_model
