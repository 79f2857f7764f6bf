#pragma once
// The order in which lines are filled.
#include <vector>

#include "engine/state.hpp"
#include "planner/request.hpp"

namespace tenbin {

// By shipment id, bytewise, then by line number.
void put_in_order(const State& state, std::vector<Index>& lines);

// Keeps the lines that match an entry, entry by entry in their order, each at the first that it
// matches. Answers the entries that no line matches.
std::vector<OrderEntry> keep_matching(const State& state, const std::vector<OrderEntry>& order,
                                      std::vector<Index>& lines);

}  // namespace tenbin
