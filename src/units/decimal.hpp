#pragma once
// Decimals as text (contract section 1): digits with at most one point, no exponent, no plus sign.
// They are read into an integer of 10^-places and printed from one; nothing passes through floating
// point.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "units/rounding.hpp"

namespace tenbin {

struct Decimal {
  Int128 digits = 0;  // all digits without the point, with the sign
  int places = 0;     // how many of them stand behind the point
};

// "12.50" is {1250, 2}. Nothing for an empty text, a missing digit on either side of the point, a
// sign where `allow_minus` is false, any other character, or more than 36 digits.
std::optional<Decimal> parse_decimal(std::string_view text, bool allow_minus);

// The decimal times 10^places, where that is a whole number; nothing otherwise.
std::optional<Int128> scaled_exactly(const Decimal& decimal, int places);

// value / 10^places with exactly `places` digits behind the point: format_decimal(1250, 3) is
// "1.250".
std::string format_decimal(Int128 value, int places);
// The same, appended; the hot path of the journal.
void append_decimal(std::string& out, std::int64_t value, int places);

}  // namespace tenbin
