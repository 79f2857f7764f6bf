#include "units/text.hpp"

namespace tenbin {

Result<QuantityText> split_quantity(std::string_view text, bool allow_minus) {
  const auto invalid = [&] {
    return problem(Code::input_invalid,
                   {{"problem", "quantity.form"}, {"value", std::string(text)}});
  };
  const std::size_t space = text.find(' ');
  const auto number = parse_decimal(text.substr(0, space), allow_minus);
  if (!number) return invalid();
  if (space == std::string_view::npos || space + 1 == text.size())
    return problem(Code::unit_missing, {{"value", std::string(text)}});
  const std::string_view unit = text.substr(space + 1);
  if (unit.find(' ') != std::string_view::npos) return invalid();
  return QuantityText{*number, unit};
}

}  // namespace tenbin
