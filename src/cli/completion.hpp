#pragma once
// Completion of the command line in bash, zsh and fish. The scripts are made from the grammar
// itself, so none of them can lag behind. Names of files are completed where no word is known.
#include <string>
#include <string_view>

#include "cli/arguments.hpp"

namespace tenbin::cli {

// `shell`: "bash", "zsh" or "fish"; the script to load there.
std::string completion_script(const Described& program, std::string_view shell);

}  // namespace tenbin::cli
