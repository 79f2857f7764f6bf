#include "http/list_files.hpp"

#include "http/replies.hpp"
#include "service/files.hpp"
#include "service/temporary_file.hpp"
#include "table/write_csv.hpp"
#include "table/write_xlsx.hpp"

namespace tenbin::http {
namespace {

using table::OutCell;
using table::OutKind;

OutCell cell_of(const Cell& cell) {
  OutCell out;
  out.text = cell.text;
  if (cell.kind == Cell::Kind::figure || cell.kind == Cell::Kind::number)
    out.kind = OutKind::number;
  if (cell.kind == Cell::Kind::number) out.text = std::to_string(cell.number);
  if (cell.kind == Cell::Kind::truth) out.text = cell.number != 0 ? "true" : "false";
  for (const AccountMass& each : cell.accounts)
    out.text +=
        (out.text.empty() ? "" : ", ") + std::string(each.account) + " " + format_kg(each.mass);
  return out;
}

std::vector<OutCell> cells_of(const Row& row) {
  std::vector<OutCell> cells;
  for (const auto& [key, cell] : row) cells.push_back(cell_of(cell));
  return cells;
}

// A column is one of numbers when its first cell that has something is a number.
std::vector<table::OutColumn> columns_of(const std::vector<Row>& rows) {
  std::vector<table::OutColumn> columns;
  if (rows.empty()) return columns;
  for (std::size_t at = 0; at < rows.front().size(); ++at) {
    columns.emplace_back().heading = rows.front()[at].first;
    for (const Row& row : rows) {
      const Cell& cell = row[at].second;
      if (cell.kind == Cell::Kind::null) continue;
      columns.back().kind = cell_of(cell).kind;
      break;
    }
  }
  return columns;
}

Result<std::string> workbook_of(const std::vector<Row>& rows) {
  return written([&](const std::string& path) {
    table::XlsxWriter writer(path);
    table::SheetLayout layout;
    layout.name = "tenbin";
    layout.columns = columns_of(rows);
    layout.plain = rows.empty();
    writer.begin_sheet(layout);
    for (const Row& row : rows) writer.add_row(cells_of(row));
    return writer.close();
  });
}

Result<std::string> csv_of(const std::vector<Row>& rows, table::Encoding encoding) {
  table::CsvWriter csv;
  if (!rows.empty()) csv.add_headings(columns_of(rows));
  for (const Row& row : rows) csv.add_row(cells_of(row));
  return csv.bytes(encoding);
}

}  // namespace

ListFormat format_of(const net::Request& request) {
  const std::string accept = lower(request.header("accept"));
  if (accept.starts_with(workbook_type)) return ListFormat::workbook;
  if (!accept.starts_with("text/csv")) return ListFormat::json;
  const std::string_view asked = std::string_view(accept).substr(0, accept.find(','));
  for (const std::string_view name : {"cp932", "shift_jis", "windows-31j"})
    if (asked.find("charset=" + std::string(name)) != std::string_view::npos)
      return ListFormat::csv_cp932;
  return ListFormat::csv;
}

std::string_view format_name(ListFormat format) {
  switch (format) {
    case ListFormat::csv:
      return "csv";
    case ListFormat::csv_cp932:
      return "cp932";
    case ListFormat::workbook:
      return "xlsx";
    case ListFormat::json:
      break;
  }
  return "json";
}

Result<Reply> rows_as_file(ListFormat format, const std::vector<Row>& rows) {
  if (format == ListFormat::workbook) {
    auto bytes = workbook_of(rows);
    if (!bytes) return tl::make_unexpected(bytes.error());
    return file_reply(*std::move(bytes), workbook_type, "list.xlsx");
  }
  const bool cp932 = format == ListFormat::csv_cp932;
  auto bytes = csv_of(rows, cp932 ? table::Encoding::cp932 : table::Encoding::utf8);
  if (!bytes) return tl::make_unexpected(bytes.error());
  return Reply{200, cp932 ? "text/csv; charset=windows-31j" : "text/csv; charset=utf-8",
               *std::move(bytes)};
}

Result<std::string> written(const std::function<Result<void>(const std::string& path)>& write) {
  const auto made = TemporaryFile::make("workbook");
  if (!made) return tl::make_unexpected(made.error());
  TENBIN_TRY(write(made->path()));
  return read_file(made->path());
}

}  // namespace tenbin::http
