#include "exchange/error_workbook.hpp"

#include <algorithm>

#include "table/number_text.hpp"
#include "table/text.hpp"
#include "table/write_xlsx.hpp"

namespace tenbin::exchange {
namespace {

using table::CellKind;
using table::OutCell;
using table::OutKind;

// As it stands in the original, so far as what is read from it is the same.
OutCell copy(const table::Cell& cell) {
  switch (cell.kind) {
    case CellKind::date:
      return {OutKind::date, std::string(cell.text), false};
    case CellKind::number:
      if (!table::plain_decimal(cell.text.substr(cell.text.starts_with('-') ? 1 : 0))) break;
      return {OutKind::number, table::typed_text(cell), false};
    case CellKind::percent:
    case CellKind::text:
    case CellKind::boolean:
    case CellKind::error:
      break;
  }
  return {OutKind::text, table::typed_text(cell), false};
}

std::vector<FoundColumn> original_columns(const Recognised& recognised) {
  std::vector<FoundColumn> columns = recognised.columns;
  std::erase_if(columns, [](const FoundColumn& found) { return found.ours; });
  return columns;
}

table::SheetLayout layout_of(const std::vector<FoundColumn>& columns) {
  table::SheetLayout layout{"入力", {}, false, false};
  for (const FoundColumn& found : columns)
    layout.columns.push_back({found.heading, "", OutKind::text, false, {}, ""});
  for (const std::string_view heading : {fault_heading, remedy_heading, row_heading})
    layout.columns.push_back({std::string(heading), "", OutKind::text, false, {}, ""});
  return layout;
}

}  // namespace

RowFault to_row_fault(const std::string& sentences) {
  for (const std::string_view stop : {"。", ". "}) {
    const std::size_t at = sentences.find(stop);
    if (at == std::string::npos || at + stop.size() >= sentences.size()) continue;
    const std::size_t end = at + stop.size();
    return {std::string(table::trim(sentences.substr(0, end))), sentences.substr(end), {}};
  }
  return {sentences, "", {}};
}

void merge(RowFault& into, const RowFault& other) {
  const auto join = [](std::string& text, const std::string& more) {
    if (!text.empty() && !more.empty()) text += '\n';
    text += more;
  };
  join(into.what, other.what);
  join(into.remedy, other.remedy);
  into.places.insert(into.places.end(), other.places.begin(), other.places.end());
}

Result<void> write_error_workbook(const std::string& path, const table::Table& table,
                                  const FoundTable& found,
                                  const std::map<std::uint32_t, RowFault>& faults) {
  const std::vector<FoundColumn> columns = original_columns(found.columns);
  table::XlsxWriter writer(path);
  writer.begin_sheet(layout_of(columns));
  TENBIN_TRY(table.read(found.sheet, [&](const table::Row& row) {
    const auto fault = faults.find(row.number);
    if (fault == faults.end()) return true;
    std::vector<OutCell> cells;
    for (const FoundColumn& column : columns) {
      const table::Cell* const cell = row.at(column.place);
      OutCell out = cell == nullptr ? OutCell{} : copy(*cell);
      const auto& places = fault->second.places;
      out.marked = std::find(places.begin(), places.end(), column.place) != places.end();
      cells.push_back(std::move(out));
    }
    cells.push_back({OutKind::text, fault->second.what, true});
    cells.push_back({OutKind::text, fault->second.remedy, false});
    cells.push_back({OutKind::text, std::to_string(row.number), false});
    writer.add_row(cells);
    return true;
  }));
  return writer.close();
}

}  // namespace tenbin::exchange
