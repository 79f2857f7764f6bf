#pragma once
// Certificate numbers: MB-<year>-<serial, 6 digits>-<check digit>. The check digit is Damm's (H. M.
// Damm, Total anti-symmetrische Quasigruppen, 2004) over the digits of year and serial: it finds
// every wrong digit and every swap of neighbours.
#include <cstdint>
#include <string>
#include <string_view>

namespace tenbin {

// The digit that makes the Damm checksum of `digits` (0 to 9 only) come out as zero.
int damm_digit(std::string_view digits);

// year 1900 to 9999, serial from 1; a serial above 999,999 simply takes more digits.
std::string certificate_number(int year, std::uint32_t serial);

// own: of the form above with the right check digit; wrong_digit: of that form with another;
// foreign: a number that the mill chose itself, in which nothing can be checked.
enum class NumberForm : std::uint8_t { own, wrong_digit, foreign };
NumberForm number_form(std::string_view number);

}  // namespace tenbin
