#pragma once
// A plan as commands of the command language.
#include <string>
#include <string_view>

#include "planner/plan.hpp"

namespace tenbin {

// "PREFIX-<shipment>-<line>", with ".2", ".3" … while the book has it already, and with the line's
// seq in the journal instead of a shipment id that would make it too long: for the same book always
// the same, and no two lines have one in common.
std::string unused_allocation_id(const State& state, std::string_view prefix, Index line);

// {"allocation":…,"date":…,"do":"allocate",…} and a line end for each allocation of the plan.
std::string plan_commands(const State& state, const Plan& plan);

}  // namespace tenbin
