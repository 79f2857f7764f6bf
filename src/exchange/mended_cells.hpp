#pragma once
// Cells of a handed-in table that somebody put right beside it, named as its problems name them:
// by the row of the sheet and the heading of the column.
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "exchange/recognise.hpp"
#include "table/mended.hpp"

namespace tenbin::exchange {

struct MendedCell {
  std::uint32_t row = 0;
  std::string column;
  std::string value;     // what was typed; empty empties the cell
  std::string was = {};  // what stands in the file, as one would type it
};

// The column under a heading; of columns with the same heading the first.
std::optional<std::uint32_t> place_of(const FoundTable& found, std::string_view heading);
// Where they stand in the sheet.
table::Mends places_of(const FoundTable& found, const std::vector<MendedCell>& cells);
std::set<std::uint32_t> rows_of(const std::vector<MendedCell>& cells);

// Reads the sheet (of the file, not mended) for what stands there: fills `was`. The position of the
// first cell whose row or column is none of the table's data; `cells.size()` where all are.
Result<std::size_t> look_up(const table::Table& table, const FoundTable& found,
                            std::vector<MendedCell>& cells);

}  // namespace tenbin::exchange
