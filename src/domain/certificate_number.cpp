#include "domain/certificate_number.hpp"

#include <array>
#include <cstddef>

namespace tenbin {
namespace {

// The quasigroup of order 10 that Damm published.
constexpr std::array<std::array<std::uint8_t, 10>, 10> quasigroup{{
    {0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
    {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
    {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
    {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
    {6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
    {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
    {5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
    {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
    {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
    {2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
}};

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

int damm_digit(std::string_view digits) {
  std::uint8_t interim = 0;
  for (const char c : digits) interim = quasigroup[interim][static_cast<std::size_t>(c - '0')];
  return interim;
}

std::string certificate_number(int year, std::uint32_t serial) {
  std::string serial_text = std::to_string(serial);
  if (serial_text.size() < 6) serial_text.insert(0, 6 - serial_text.size(), '0');
  const std::string year_text = std::to_string(year);
  return "MB-" + year_text + "-" + serial_text + "-" +
         std::to_string(damm_digit(year_text + serial_text));
}

NumberForm number_form(std::string_view number) {
  if (!number.starts_with("MB-") || number.size() < 16) return NumberForm::foreign;
  const std::string_view year = number.substr(3, 4);
  const std::string_view serial = number.substr(8, number.size() - 10);
  const std::string_view check = number.substr(number.size() - 1);
  if (number[7] != '-' || number[number.size() - 2] != '-') return NumberForm::foreign;
  if (!all_digits(year) || !all_digits(serial) || !all_digits(check)) return NumberForm::foreign;
  const int wanted = damm_digit(std::string(year) + std::string(serial));
  return check[0] - '0' == wanted ? NumberForm::own : NumberForm::wrong_digit;
}

}  // namespace tenbin
