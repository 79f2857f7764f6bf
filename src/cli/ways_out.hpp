#pragma once
// The three ways out when something does not fit, for people.
#include "cli/context.hpp"
#include "planner/ways_out.hpp"

namespace tenbin::cli {

// One way a line, to standard error; a way that does not exist is left out.
void print_ways_out(const Context& context, const WaysOut& ways);

}  // namespace tenbin::cli
