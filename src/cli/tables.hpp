#pragma once
// Tables for a terminal: columns line up with full-width text too (East Asian Width, UAX #11),
// headings come from the catalogue.
#include <string>
#include <string_view>
#include <vector>

#include "domain/kinds.hpp"
#include "report/balance_report.hpp"
#include "report/footprint_report.hpp"

namespace tenbin::cli {

// How many columns of a terminal the text takes.
std::size_t width_of(std::string_view text);

class Table {
 public:
  // A heading is a key below "cli."; columns of numbers are set to the right.
  enum class Align : std::uint8_t { left, right };
  Table& column(std::string heading, Align align);
  Table& row(std::vector<std::string> cells);
  std::string text() const;

 private:
  std::vector<std::string> headings_;
  std::vector<Align> aligns_;
  std::vector<std::vector<std::string>> rows_;
};

// "1,234.500": tonnes with 3 decimals, truncated towards zero, thousands grouped.
std::string show_t(Mass mass);

std::string balance_table(Language language, const std::vector<PeriodBalance>& periods);
std::string footprint_table(Language language, const Footprint& footprint);

}  // namespace tenbin::cli
