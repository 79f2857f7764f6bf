#pragma once
// Merged ranges of a sheet: which cells are covered by another one.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "table/archive.hpp"

namespace tenbin::table {

struct CellPlace {
  std::uint32_t row;     // from 1
  std::uint32_t column;  // from 0
};
// "BC12"; nothing when it is no place of a sheet.
std::optional<CellPlace> parse_place(std::string_view text);

struct CellRange {
  CellPlace first;
  CellPlace last;
};
std::optional<CellRange> parse_range(std::string_view text);

class Merges {
 public:
  // The <mergeCell ref="B2:D2"/> of a sheet part.
  static Result<Merges> read(Part part);
  // Rows are asked for in ascending order.
  bool covers(CellPlace place);
  bool empty() const { return ranges_.empty(); }

 private:
  std::vector<CellRange> ranges_;  // by first row
  std::size_t next_ = 0;
  std::vector<CellRange> open_;  // may reach into the row asked for last
};

}  // namespace tenbin::table
