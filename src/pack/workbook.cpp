#include "pack/workbook.hpp"

#include <fmt/core.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <map>

#include "message/message.hpp"
#include "service/temporary_file.hpp"
#include "table/table.hpp"
#include "table/write_xlsx.hpp"

namespace tenbin::pack {
namespace {

table::SheetLayout layout_of(const SheetTable& sheet) {
  table::SheetLayout layout;
  layout.name = sheet.name;
  layout.keys = true;
  for (std::size_t i = 0; i < sheet.keys.size(); ++i) {
    table::OutColumn column;
    const std::string key = "pack.head." + sheet.keys[i];
    column.heading = message(Language::ja, key);
    column.key = message(Language::en, key);
    for (const auto& row : sheet.rows) {
      if (!row[i].text.empty()) column.kind = row[i].kind;
    }
    if (sheet.named) column.name = sheet.name + "_" + sheet.keys[i];
    if (std::find(sheet.bars.begin(), sheet.bars.end(), sheet.keys[i]) != sheet.bars.end())
      layout.bars.push_back(i);
    layout.columns.push_back(std::move(column));
  }
  if (!sheet.chart.empty())
    layout.chart = message(Language::ja, sheet.chart) + " / " + message(Language::en, sheet.chart);
  return layout;
}

using Cells = std::map<std::string, std::string>;  // "input!K7" → kind and text

Result<Cells> cells_of(const std::string& bytes) {
  const auto table = table::open_table(bytes);
  if (!table)
    return problem(Code::pack_malformed, {{"part", "reconciliation.xlsx"}, {"what", "workbook"}});
  Cells cells;
  for (std::size_t i = 0; i < (*table)->sheets().size(); ++i) {
    const std::string& name = (*table)->sheets()[i].name;
    const auto read = (*table)->read(i, [&](const table::Row& row) {
      for (const table::Cell& cell : row.cells) {
        cells[fmt::format("{}!{}{}", name, table::column_letters(cell.column), row.number)] =
            fmt::format("{}:{}", static_cast<int>(cell.kind), cell.text);
      }
      return true;
    });
    if (!read)
      return problem(Code::pack_malformed, {{"part", "reconciliation.xlsx"}, {"what", name}});
  }
  return cells;
}

std::optional<std::string> first_difference_of(const Cells& a, const Cells& b) {
  for (const auto& [place, text] : b) {
    const auto found = a.find(place);
    if (found == a.end() || found->second != text) return place;
  }
  for (const auto& [place, text] : a) {
    if (!b.contains(place)) return place;
  }
  return std::nullopt;
}

}  // namespace

std::string workbook_writer() {
  return fmt::format("libxlsxwriter {}", lxw_version());
}

Result<std::string> write_workbook(const std::vector<SheetTable>& sheets) {
  const auto file = TemporaryFile::make("pack");
  if (!file) return tl::make_unexpected(file.error());
  table::XlsxWriter writer(file->path());
  writer.leave_out_time();
  for (const SheetTable& sheet : sheets) {
    writer.begin_sheet(layout_of(sheet));
    for (const auto& row : sheet.rows) writer.add_row(row);
  }
  TENBIN_TRY(writer.close());
  table::Limits limits;
  limits.file_bytes = std::size_t{1} << 30;
  return table::load_file(file->path(), limits);
}

Result<std::optional<std::string>> first_difference(const std::string& bytes,
                                                    const std::string& expected, bool same_writer) {
  const auto given = cells_of(bytes);
  if (!given) return tl::make_unexpected(given.error());
  const auto wanted = cells_of(expected);
  if (!wanted) return tl::make_unexpected(wanted.error());
  if (auto place = first_difference_of(*given, *wanted)) return place;
  if (!same_writer) return std::optional<std::string>();
  const auto given_parts = read_zip(bytes);
  if (!given_parts) return tl::make_unexpected(given_parts.error());
  const auto wanted_parts = read_zip(expected);
  if (!wanted_parts) return tl::make_unexpected(wanted_parts.error());
  std::map<std::string, std::string> parts;
  for (const File& part : *wanted_parts) parts[part.name] = part.bytes;
  for (const File& part : *given_parts) {
    const auto found = parts.find(part.name);
    if (found == parts.end() || found->second != part.bytes)
      return std::optional<std::string>(part.name);
    parts.erase(found);
  }
  if (!parts.empty()) return std::optional<std::string>(parts.begin()->first);
  return std::optional<std::string>();
}

}  // namespace tenbin::pack
