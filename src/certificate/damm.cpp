#include "certificate/damm.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace tenbin::certificate {
namespace {

constexpr std::string_view prefix = "MB-";

// The totally anti-symmetric quasigroup of order 10 that Damm published.
constexpr std::uint8_t quasigroup[10][10] = {
    {0, 3, 1, 7, 5, 9, 8, 6, 4, 2}, {7, 0, 9, 2, 1, 5, 4, 8, 6, 3}, {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
    {1, 7, 5, 0, 9, 8, 3, 4, 2, 6}, {6, 1, 2, 3, 0, 4, 5, 9, 7, 8}, {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
    {5, 8, 6, 9, 7, 2, 0, 1, 3, 4}, {8, 9, 4, 5, 3, 6, 2, 0, 1, 7}, {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
    {2, 5, 8, 1, 4, 3, 6, 7, 9, 0}};

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

int damm_digit(std::string_view digits) {
  std::uint8_t interim = 0;
  for (const char c : digits) {
    TENBIN_CHECK(c >= '0' && c <= '9');
    interim = quasigroup[interim][c - '0'];
  }
  return interim;
}

std::string make_number(int year, std::int64_t serial) {
  TENBIN_CHECK(year >= 1000 && year <= 9999 && serial > 0);
  std::string digits = std::to_string(serial);
  if (digits.size() < 6) digits.insert(0, 6 - digits.size(), '0');
  const std::string years = std::to_string(year);
  return std::string(prefix) + years + "-" + digits + "-" +
         static_cast<char>('0' + damm_digit(years + digits));
}

NumberForm number_form(std::string_view number) {
  if (!number.starts_with(prefix)) return NumberForm::foreign;
  const std::string_view rest = number.substr(prefix.size());
  if (rest.size() < 4 + 1 + 6 + 1 + 1 || rest[4] != '-' || rest[rest.size() - 2] != '-') {
    return NumberForm::foreign;
  }
  const std::string_view year = rest.substr(0, 4);
  const std::string_view serial = rest.substr(5, rest.size() - 7);
  if (!all_digits(year) || !all_digits(serial) || !all_digits(rest.substr(rest.size() - 1))) {
    return NumberForm::foreign;
  }
  const int wanted = damm_digit(std::string(year) + std::string(serial));
  return rest.back() - '0' == wanted ? NumberForm::own : NumberForm::wrong_digit;
}

}  // namespace tenbin::certificate
