#pragma once
// The numbers of cells as exact decimals: what stands in the cell becomes digits with at most one
// point, never a double. "１，２３４．５ ㌧" is 1234.5 with the unit "トン".
//
// An .xlsx file keeps numbers as text of a binary double: 25 may stand there as
// "25.000000000000004", 1.852 as "1.8519999999999999". Where such noise must be told from a real
// digit, settle() does it: a double is exact to 15 significant digits, and a few sums lose one
// more. So only a number of 15 or more significant digits is touched; it is rounded to 14, and
// stands for the result only if that has the wanted decimals. 25.0000001 t keeps its tenth of a
// gram, and is refused for it.
#include <optional>
#include <string>

#include "base/problem.hpp"
#include "table/table.hpp"

namespace tenbin::table {

struct Number {
  bool negative = false;  // − - ー ▲ △ in front, or brackets around it
  std::string decimal;    // "1234.5": no needless zero on either side, no sign
  std::string unit;       // what stands behind it, NFKC; empty if nothing does
};

// cell.number_unclear for "1,5" (facts read, first = "1.5", second = "1,500"; no second where only
// one makes sense); cell.number_unreadable (read) for what is no number, cell.error_value for
// "#N/A".
Result<Number> read_number(const Cell& cell);

// The decimal of "25.000", "4.6204E4" or ".5"; nothing for anything else or beyond 36 digits.
std::optional<std::string> plain_decimal(std::string_view text);

// `decimal` times 10^shift (of -9 to 9), exactly: moves the point.
std::string shift_point(const std::string& decimal, int shift);

// `decimal` with at most `places` digits behind its point, exactly or after removing the noise of a
// double. Nothing when it is really finer.
std::optional<std::string> settle(const std::string& decimal, int places);

}  // namespace tenbin::table
