#pragma once
// Who may sign in, as a table.
#include <string>
#include <vector>

#include "cli/context.hpp"
#include "office/office.hpp"

namespace tenbin::cli {

std::string people_text(const Context& context, const std::vector<office::Person>& people);

}  // namespace tenbin::cli
