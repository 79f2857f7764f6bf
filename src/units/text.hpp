#pragma once
// "<decimal> <unit>", the one form in which the command language writes a quantity (contract
// section 1).
#include <string_view>

#include "base/problem.hpp"
#include "units/decimal.hpp"

namespace tenbin {

struct QuantityText {
  Decimal number;
  std::string_view unit;
};

// Splits at the one space. unit.missing for a number alone, input.invalid (fact "problem":
// quantity.form) else.
Result<QuantityText> split_quantity(std::string_view text, bool allow_minus);

}  // namespace tenbin
