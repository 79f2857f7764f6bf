#include "exchange/mended_cells.hpp"

#include <algorithm>

#include "table/cells.hpp"

namespace tenbin::exchange {

std::optional<std::uint32_t> place_of(const FoundTable& found, std::string_view heading) {
  for (const FoundColumn& column : found.columns.columns)
    if (!column.ours && column.heading == heading) return column.place;
  return std::nullopt;
}

table::Mends places_of(const FoundTable& found, const std::vector<MendedCell>& cells) {
  table::Mends mends;
  for (const MendedCell& cell : cells)
    if (const auto place = place_of(found, cell.column)) mends[cell.row][*place] = cell.value;
  return mends;
}

std::set<std::uint32_t> rows_of(const std::vector<MendedCell>& cells) {
  std::set<std::uint32_t> rows;
  for (const MendedCell& cell : cells) rows.insert(cell.row);
  return rows;
}

Result<std::size_t> look_up(const table::Table& table, const FoundTable& found,
                            std::vector<MendedCell>& cells) {
  std::vector<bool> there(cells.size());
  TENBIN_TRY(table.read(found.sheet, [&](const table::Row& row) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (cells[i].row != row.number || row.number <= found.columns.heading_row) continue;
      const auto place = place_of(found, cells[i].column);
      there[i] = place.has_value();
      const table::Cell* const cell = place ? row.at(*place) : nullptr;
      cells[i].was = cell == nullptr ? "" : table::typed_text(*cell);
    }
    return true;
  }));
  return static_cast<std::size_t>(std::find(there.begin(), there.end(), false) - there.begin());
}

}  // namespace tenbin::exchange
