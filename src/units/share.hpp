#pragma once
// Share: parts per million of a mass, 0 to 1,000,000 (contract section 1). Written "12.5 %".
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "units/mass.hpp"

namespace tenbin {

class Share {
 public:
  constexpr Share() = default;
  static constexpr Share of_ppm(std::int32_t ppm) {
    TENBIN_CHECK(ppm >= 0 && ppm <= 1'000'000);
    return Share(ppm);
  }
  static constexpr Share whole() { return Share(1'000'000); }
  constexpr std::int32_t ppm() const { return ppm_; }
  constexpr auto operator<=>(const Share&) const = default;

 private:
  explicit constexpr Share(std::int32_t ppm) : ppm_(ppm) {}
  std::int32_t ppm_ = 0;
};

// floor(mass × share); mass is not negative.
constexpr Mass part_of(Mass mass, Share share) {
  return Mass::of_grams(multiply_divide(mass.grams(), share.ppm(), 1'000'000, Rounding::down));
}
// floor(part × 10^6 / whole), at most 100 %; 0 when whole is 0.
constexpr Share share_of(Mass part, Mass whole) {
  if (whole.grams() <= 0 || part.grams() <= 0) return Share();
  if (part >= whole) return Share::whole();
  return Share::of_ppm(static_cast<std::int32_t>(
      multiply_divide(part.grams(), 1'000'000, whole.grams(), Rounding::down)));
}

// Reads "12.5 %". unit.missing without %, input.invalid above 100 % or finer than 1 ppm.
Result<Share> parse_share(std::string_view text);

// "12.5", "100", "0.0001": percent, exact, as short as possible.
std::string format_percent(Share share);
// "12.5": percent truncated to one decimal, as a person reads it (design/ux.md R8).
std::string format_percent_short(Share share);

}  // namespace tenbin
