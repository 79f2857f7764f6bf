#pragma once
// Reads a rulebook from JSON (contract section 3). Strict: an unknown key, a missing one, a value
// outside the allowed ones is input.invalid with the facts "place" (JSON pointer), "value" and
// "allowed".
#include <string_view>

#include "base/problem.hpp"
#include "rulebook/rulebook.hpp"

namespace tenbin {

Result<Rulebook> read_rulebook(std::string_view json);

}  // namespace tenbin
