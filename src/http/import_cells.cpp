#include "http/import_cells.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

namespace tenbin::http {
namespace {

using exchange::MendedCell;

constexpr std::size_t most_cells = 1000;  // as many as problems are shown
constexpr std::size_t longest_value = 4000;

}  // namespace

Problem no_such_cell(std::size_t position) {
  return json::invalid_at("/cells/" + std::to_string(position), "table.cell").value();
}

Result<std::vector<MendedCell>> cells_of(const json::Value& body) {
  TENBIN_TRY(body.only_keys({"cells"}));
  const auto list = body.array_of("cells");
  if (!list) return tl::make_unexpected(list.error());
  std::vector<MendedCell> cells;
  for (const json::Value& each : **list) {
    TENBIN_TRY(each.only_keys({"row", "column", "value"}));
    const auto row = each.integer_of("row");
    if (!row) return tl::make_unexpected(row.error());
    const auto column = each.text_of("column");
    if (!column) return tl::make_unexpected(column.error());
    const auto value = each.text_of("value");
    if (!value) return tl::make_unexpected(value.error());
    if (value->size() > longest_value) return json::invalid_at(each.place(), "too_long");
    if (*row < 1 || *row > std::numeric_limits<std::uint32_t>::max() || cells.size() == most_cells)
      return json::invalid_at(each.place(), "table.cell");
    cells.push_back({static_cast<std::uint32_t>(*row), std::string(*column), std::string(*value)});
  }
  return cells;
}

Result<std::vector<MendedCell>> with_cells(std::vector<MendedCell> before,
                                           std::vector<MendedCell> added) {
  for (MendedCell& cell : added) {
    const auto at = std::lower_bound(before.begin(), before.end(), cell,
                                     [](const MendedCell& a, const MendedCell& b) {
                                       return std::tie(a.row, a.column) < std::tie(b.row, b.column);
                                     });
    if (at != before.end() && at->row == cell.row && at->column == cell.column) {
      *at = std::move(cell);
    } else {
      before.insert(at, std::move(cell));
    }
  }
  if (before.size() > most_cells) return json::invalid_at("/cells", "table.cell");
  return before;
}

}  // namespace tenbin::http
