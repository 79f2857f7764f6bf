#include "pack/sheets.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "table/table.hpp"

namespace tenbin::pack {
namespace {

constexpr std::size_t heading_rows = 2;

std::string letters_of(const SheetTable& sheet, std::string_view key) {
  const auto found = std::find(sheet.keys.begin(), sheet.keys.end(), key);
  TENBIN_CHECK(found != sheet.keys.end());
  return table::column_letters(static_cast<std::uint32_t>(found - sheet.keys.begin()));
}

}  // namespace

std::string SheetTable::range(std::string_view key) const {
  const std::string letters = letters_of(*this, key);
  const std::size_t last = heading_rows + std::max<std::size_t>(1, rows.size());
  return name + "!$" + letters + "$3:$" + letters + "$" + std::to_string(last);
}

std::string SheetTable::cell(std::string_view key, std::size_t row) const {
  return "$" + letters_of(*this, key) + std::to_string(row + heading_rows + 1);
}

std::string SheetTable::cell_from(std::string_view key, std::size_t row) const {
  return name + "!" + cell(key, row);
}

table::OutCell text_cell(std::string_view text) {
  return {table::OutKind::text, std::string(text)};
}

table::OutCell day_cell(Date date) {
  return {table::OutKind::date, format_date(date)};
}

table::OutCell count_cell(std::int64_t number) {
  return {table::OutKind::number, std::to_string(number)};
}

table::OutCell gram_cell(Mass mass) {
  return count_cell(mass.grams());
}

table::OutCell computed(std::string formula, std::int64_t value) {
  return {table::OutKind::number, std::to_string(value), false, std::move(formula)};
}

table::OutCell verdict(const std::string& condition, bool holds) {
  return {table::OutKind::text, holds ? "OK" : "NG", !holds,
          "=IF(" + condition + ",\"OK\",\"NG\")"};
}

std::vector<SheetTable> reconciliation(const Replay& replay, const SheetScope& scope) {
  RowSheets rows = row_sheets(replay, scope);
  LiveSheets live = live_sheets(replay, scope, rows);
  std::vector<SheetTable> tables = table_sheets(replay, scope, rows, live);
  std::vector<SheetTable> all = {std::move(live.entitlement), std::move(live.carry_over)};
  std::move(tables.begin(), tables.end(), std::back_inserter(all));
  for (SheetTable* sheet : {&rows.input, &rows.production, &rows.shipments, &rows.allocations,
                            &rows.transfers, &rows.adjustments})
    all.push_back(std::move(*sheet));
  return all;
}

}  // namespace tenbin::pack
