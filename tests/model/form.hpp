#pragma once
// The form of a command (contract section 6): which fields it has, of which kind, with which
// defaults.
#include "number.hpp"

namespace tenbin_model {

/// The command with every value decoded (masses in g, shares in ppm, dates in days, factors in g/t)
/// and every default filled in. Two commands have the same content when these are equal.
/// Throws Refusal input.invalid, or unit.missing when nothing else is wrong with the form.
/// `stock_needed`: the rulebook caps the carry-over at the physical stock.
Json decode(const Json& command, bool stock_needed);

}  // namespace tenbin_model
