#include "exchange/row_changes.hpp"

#include "exchange/export_table.hpp"

namespace tenbin::exchange {
namespace {

// A cell as people read it alone, without the column of units.
std::string text_of(const Column& column, const table::OutCell& cell) {
  if (cell.text.empty()) return {};
  switch (column.type) {
    case ColumnType::mass:
    case ColumnType::mass_or_zero:
      return cell.text + " kg";
    case ColumnType::share:
      return cell.text + " %";
    default:
      return cell.text;
  }
}

}  // namespace

Result<std::vector<ChangedCell>> changed_cells(const KindInfo& kind, std::string_view record,
                                               std::string_view command) {
  const auto before = cells_of(kind, record);
  if (!before) return tl::make_unexpected(before.error());
  const auto after = cells_of(kind, "{\"event\":" + std::string(command) + "}");
  if (!after) return tl::make_unexpected(after.error());
  std::vector<ChangedCell> changed;
  for (std::size_t at = 1; at < kind.columns.size(); ++at) {  // the first is the number
    const Column& column = kind.columns[at];
    ChangedCell cell{&column, text_of(column, (*before)[at]), text_of(column, (*after)[at])};
    if (cell.before != cell.after) changed.push_back(std::move(cell));
  }
  return changed;
}

}  // namespace tenbin::exchange
