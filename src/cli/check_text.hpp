#pragma once
// How a check is shown in a terminal.
#include <string>
#include <vector>

#include "cli/context.hpp"
#include "credential/verify.hpp"
#include "pack/audit.hpp"

namespace tenbin::cli {

// Of a pack's audit; for the others see verify/check_text.hpp.
std::string check_text(const Context& context, const pack::AuditCheck& check);

// One line each, with a mark.
void print_checks(const Context& context, const std::vector<credential::Check>& checks);

}  // namespace tenbin::cli
