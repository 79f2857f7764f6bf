#pragma once
// The manual page, tenbin(1), made from the grammar of the command line in the language of the
// person.
#include <string>

#include "cli/arguments.hpp"
#include "cli/context.hpp"

namespace tenbin::cli {

// In the language of man(7) macros, as `man` and groff read it; UTF-8.
std::string manual_page(const Described& program, const Context& context);

}  // namespace tenbin::cli
