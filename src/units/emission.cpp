#include "units/emission.hpp"

#include "units/text.hpp"

namespace tenbin {

Result<EmissionFactor> parse_emission_factor(std::string_view text) {
  const auto split = split_quantity(text, true);
  if (!split) return tl::make_unexpected(split.error());
  const auto value = scaled_exactly(split->number, 6);
  const bool known_unit = split->unit == "kgCO2e/kg" || split->unit == "tCO2e/t";
  if (!known_unit || !value || *value > emission_factor_limit || *value < -emission_factor_limit)
    return problem(Code::input_invalid,
                   {{"problem", "emission_factor"}, {"value", std::string(text)}});
  return EmissionFactor::of_grams_per_tonne(static_cast<std::int64_t>(*value));
}

std::string format_emission_factor(EmissionFactor factor) {
  return format_decimal(factor.grams_per_tonne(), 6);
}

}  // namespace tenbin
