#pragma once
// Numbers of certificates: "MB-2026-000123-8" is year, serial within the year (at least 6 digits)
// and a check digit over the digits of both (H. M. Damm, Total anti-symmetrische Quasigruppen,
// Marburg 2004): it finds every single wrong digit and every swap of two neighbours.
#include <cstdint>
#include <string>
#include <string_view>

namespace tenbin::certificate {

// The check digit of a row of digits, 0 to 9.
int damm_digit(std::string_view digits);

std::string make_number(int year, std::int64_t serial);

// own: of our form with the right check digit; wrong_digit: of our form with another; foreign: a
// number that the issuer chose, in which nothing can be checked.
enum class NumberForm : std::uint8_t { own, wrong_digit, foreign };
NumberForm number_form(std::string_view number);

}  // namespace tenbin::certificate
