#pragma once
// The plans concentrate and even (contract section 8), by trying.
#include <vector>

#include "book.hpp"

namespace tenbin_model {

/// The allocate commands; empty when nothing fits. Throws Refusal when the request is no plan.
std::vector<Json> make_plan(const Book& book, const Json& request);

}  // namespace tenbin_model
