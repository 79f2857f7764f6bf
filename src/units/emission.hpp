#pragma once
// Emission factor: g CO2e per tonne in 64 bits, may be negative (contract section 1). Written
// "4.0 kgCO2e/kg", the same number as tCO2e/t.
//
// Mass (g) × factor (g CO2e / t) is in 10^-6 g CO2e; sums of such products are exact in 128 bits.
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "units/mass.hpp"

namespace tenbin {

class EmissionFactor {
 public:
  constexpr EmissionFactor() = default;
  static constexpr EmissionFactor of_grams_per_tonne(std::int64_t value) {
    return EmissionFactor(value);
  }
  constexpr std::int64_t grams_per_tonne() const { return value_; }
  constexpr auto operator<=>(const EmissionFactor&) const = default;

 private:
  explicit constexpr EmissionFactor(std::int64_t value) : value_(value) {}
  std::int64_t value_ = 0;
};

// The largest factor that is read, either sign: a million kgCO2e/kg.
inline constexpr std::int64_t emission_factor_limit = 1'000'000'000'000;

// In 10^-6 g CO2e, exact.
constexpr Int128 emissions_of(Mass mass, EmissionFactor factor) {
  return Int128{mass.grams()} * factor.grams_per_tonne();
}

// Reads "4.0 kgCO2e/kg" or "4.0 tCO2e/t". unit.missing for a number alone, input.invalid when finer
// than 6 decimals or out of range.
Result<EmissionFactor> parse_emission_factor(std::string_view text);

// "4.000000": kgCO2e/kg with 6 decimals.
std::string format_emission_factor(EmissionFactor factor);

}  // namespace tenbin
