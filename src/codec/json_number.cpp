#include "codec/json_number.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

#include "base/check.hpp"

namespace tenbin::json {
namespace {

// The digits d1d2… and the power n of |value| = 0.d1d2… × 10^n.
struct Shortest {
  std::string digits;
  int n;
};

Shortest shortest(double value) {  // double: see json_number.hpp
  std::array<char, 32> buffer;
  const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(value),
                                     std::chars_format::scientific);
  const std::string_view text(buffer.data(), static_cast<std::size_t>(written.ptr - buffer.data()));
  const std::size_t mark = text.find('e');
  Shortest result{std::string(text.substr(0, mark)), 0};
  std::erase(result.digits, '.');
  const char* exponent = text.data() + mark + (text[mark + 1] == '+' ? 2 : 1);
  std::from_chars(exponent, text.data() + text.size(), result.n);
  ++result.n;
  return result;
}

// ECMA-262 Number::toString, the cases in its order.
std::string lay_out(const Shortest& number) {
  const std::string& digits = number.digits;
  const int n = number.n;
  const int k = static_cast<int>(digits.size());
  if (k <= n && n <= 21) return digits + std::string(static_cast<std::size_t>(n - k), '0');
  if (0 < n && n <= 21) {
    const auto point = static_cast<std::size_t>(n);
    return digits.substr(0, point) + "." + digits.substr(point);
  }
  if (-6 < n && n <= 0) return "0." + std::string(static_cast<std::size_t>(-n), '0') + digits;
  const std::string exponent = (n > 0 ? "e+" : "e-") + std::to_string(std::abs(n - 1));
  return digits.substr(0, 1) + (k > 1 ? "." + digits.substr(1) : "") + exponent;
}

}  // namespace

std::string format_number(double value) {  // double: see json_number.hpp
  TENBIN_CHECK(std::isfinite(value));
  if (value == 0) return "0";
  return (value < 0 ? "-" : "") + lay_out(shortest(value));
}

}  // namespace tenbin::json
