#include "units/decimal.hpp"

#include <algorithm>

namespace tenbin {
namespace {

constexpr int digits_max = 36;  // 10^36 < 2^127

void append_unsigned(std::string& out, UInt128 value, int places) {
  char text[48];
  char* const end = text + sizeof text;
  char* at = end;
  int written = 0;
  while (value != 0 || written <= places) {
    if (written == places && places > 0) *--at = '.';
    *--at = static_cast<char>('0' + static_cast<int>(value % 10));
    value /= 10;
    ++written;
  }
  out.append(at, static_cast<std::size_t>(end - at));
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

std::optional<Decimal> parse_decimal(std::string_view text, bool allow_minus) {
  const bool negative = allow_minus && !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  Decimal decimal;
  bool point = false;
  int count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '.') {
      if (point || i == 0 || i + 1 == text.size()) return std::nullopt;
      point = true;
      continue;
    }
    if (!is_digit(text[i]) || ++count > digits_max) return std::nullopt;
    decimal.digits = decimal.digits * 10 + (text[i] - '0');
    if (point) ++decimal.places;
  }
  if (count == 0) return std::nullopt;
  if (negative) decimal.digits = -decimal.digits;
  return decimal;
}

std::optional<Int128> scaled_exactly(const Decimal& decimal, int places) {
  Int128 value = decimal.digits;
  for (int i = decimal.places; i > places; --i) {
    if (value % 10 != 0) return std::nullopt;
    value /= 10;
  }
  for (int i = decimal.places; i < places; ++i) {
    if (__builtin_mul_overflow(value, Int128{10}, &value)) return std::nullopt;
  }
  return value;
}

std::string format_decimal(Int128 value, int places) {
  std::string out;
  if (value < 0) out.push_back('-');
  append_unsigned(out, value < 0 ? -static_cast<UInt128>(value) : static_cast<UInt128>(value),
                  places);
  return out;
}

void append_decimal(std::string& out, std::int64_t value, int places) {
  char text[24];
  char* const end = text + sizeof text;
  char* at = end;
  std::uint64_t rest =
      value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  int written = 0;
  while (rest != 0 || written <= places) {
    if (written == places && places > 0) *--at = '.';
    *--at = static_cast<char>('0' + rest % 10);
    rest /= 10;
    ++written;
  }
  if (value < 0) *--at = '-';
  out.append(at, static_cast<std::size_t>(end - at));
}

}  // namespace tenbin
