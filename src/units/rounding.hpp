#pragma once
// Products and quotients of amounts use 128 bits, and every division says which way it rounds
// (contract section 1: against whoever makes the claim).
#include <cstdint>

#include "base/check.hpp"

namespace tenbin {

__extension__ using Int128 = __int128;
__extension__ using UInt128 = unsigned __int128;

// down is towards minus infinity, up towards plus infinity.
enum class Rounding : std::uint8_t { down, up };

constexpr Int128 divide(Int128 numerator, Int128 denominator, Rounding rounding) {
  TENBIN_CHECK(denominator > 0);
  const Int128 quotient = numerator / denominator;
  const Int128 rest = numerator % denominator;
  if (rest == 0) return quotient;
  if (rounding == Rounding::down) return rest < 0 ? quotient - 1 : quotient;
  return rest > 0 ? quotient + 1 : quotient;
}

constexpr bool fits_int64(Int128 value) {
  return value >= INT64_MIN && value <= INT64_MAX;
}

// a * b / c, which must fit 64 bits; c > 0.
constexpr std::int64_t multiply_divide(std::int64_t a, std::int64_t b, std::int64_t c,
                                       Rounding rounding) {
  std::int64_t product = 0;
  if (!__builtin_mul_overflow(a, b, &product) && product >= 0 &&
      c > 0) {  // the common case, without a 128-bit division
    const std::int64_t quotient = product / c;
    return rounding == Rounding::up && product % c != 0 ? quotient + 1 : quotient;
  }
  const Int128 result = divide(Int128{a} * b, c, rounding);
  TENBIN_CHECK(fits_int64(result));
  return static_cast<std::int64_t>(result);
}

}  // namespace tenbin
