#pragma once
// Mass: whole grams in 64 bits (contract section 1). Written "25.000 t", printed as kg with 3
// decimals. Pound and tons are those of ISO/NIST: 1 lb = 0.45359237 kg, short ton 907.18474 kg,
// long ton 1016.0469088 kg.
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "units/rounding.hpp"

namespace tenbin {

class Mass {
 public:
  constexpr Mass() = default;
  static constexpr Mass of_grams(std::int64_t grams) { return Mass(grams); }
  static constexpr Mass of_kg(std::int64_t kg) { return Mass(kg * 1000); }
  constexpr std::int64_t grams() const { return grams_; }
  constexpr auto operator<=>(const Mass&) const = default;

 private:
  explicit constexpr Mass(std::int64_t grams) : grams_(grams) {}
  std::int64_t grams_ = 0;
};

// Sums of masses that the engine has accepted cannot overflow (mass_limit_g); if one does, we stop.
constexpr Mass operator+(Mass a, Mass b) {
  std::int64_t sum = 0;
  TENBIN_CHECK(!__builtin_add_overflow(a.grams(), b.grams(), &sum));
  return Mass::of_grams(sum);
}
constexpr Mass operator-(Mass a, Mass b) {
  std::int64_t difference = 0;
  TENBIN_CHECK(!__builtin_sub_overflow(a.grams(), b.grams(), &difference));
  return Mass::of_grams(difference);
}
constexpr Mass operator-(Mass a) {
  return Mass() - a;
}
constexpr Mass& operator+=(Mass& a, Mass b) {
  return a = a + b;
}
constexpr Mass& operator-=(Mass& a, Mass b) {
  return a = a - b;
}

// The largest mass of one posting, and of all masses of a book together: 2^60 g, so that sums of a
// few such sums stay inside 64 bits.
inline constexpr std::int64_t mass_limit_g = std::int64_t{1} << 60;

struct ParsedMass {
  Mass mass;
  // What was cut off when lb, st or lt were rounded down to the gram, in 10^-8 g; 0 for g, kg and
  // t.
  std::int64_t residue_e8_g = 0;
};

// Reads "<decimal> <unit>". unit.missing when there is only a number; input.invalid for anything
// else that is wrong (fact "problem": decimal, unit, grams, range). Zero is read; who calls decides
// whether zero is allowed.
Result<ParsedMass> parse_mass(std::string_view text);

// "25000.000"
std::string format_kg(Mass mass);
// "25.000": tonnes, truncated towards zero to 3 decimals (a claim is never rounded up).
std::string format_t(Mass mass);

}  // namespace tenbin
