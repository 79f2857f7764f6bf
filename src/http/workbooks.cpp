// POST /api/v1/workbook: a table of the screen as a workbook, 「Excelで保存」. The screen knows
// what its columns are called in the reader's language, and what it shows; nothing is read from the
// book.
#include <algorithm>

#include "codec/json_value.hpp"
#include "http/list_files.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"
#include "table/number_text.hpp"
#include "table/text.hpp"
#include "table/write_xlsx.hpp"

namespace tenbin::http {
namespace {

using table::OutCell;
using table::OutKind;

constexpr std::uint64_t largest_body = std::uint64_t{16} << 20;
constexpr std::size_t most_columns = 100;
constexpr std::size_t longest_cell = 32'767;  // of the format

// Names of sheets have at most 31 characters, and none of these.
std::string sheet_name(std::string_view title) {
  std::string name;
  std::size_t size = 0;
  for (const char32_t c : table::characters(title)) {
    if (size++ == 31) break;
    const bool forbidden =
        c < ' ' || std::u32string_view(U"[]:*?/\\'").find(c) != std::u32string_view::npos;
    table::append_utf8(forbidden ? U' ' : c, name);
  }
  const std::string_view trimmed = table::trim(name);
  return trimmed.empty() ? "tenbin" : std::string(trimmed);
}

// "1,234.500" is the number 1234.500 in a column of numbers; all else stays text.
OutCell cell_of(std::string_view text, OutKind kind) {
  std::string digits(text);
  std::erase(digits, ',');
  const std::string_view unsigned_digits =
      std::string_view(digits).substr(digits.starts_with('-') ? 1 : 0);
  if (kind == OutKind::number && table::plain_decimal(unsigned_digits))
    return {OutKind::number, std::move(digits)};
  return {OutKind::text, std::string(text)};
}

Result<table::SheetLayout> layout_of(const json::Value& body) {
  TENBIN_TRY(body.only_keys({"title", "columns", "rows"}));
  table::SheetLayout layout;
  const auto title = body.text_of("title");
  if (!title) return tl::make_unexpected(title.error());
  layout.name = sheet_name(*title);
  const auto columns = body.array_of("columns");
  if (!columns) return tl::make_unexpected(columns.error());
  if ((*columns)->empty() || (*columns)->size() > most_columns)
    return json::invalid_at("/columns", "range");
  for (const json::Value& each : **columns) {
    TENBIN_TRY(each.only_keys({"heading", "numeric"}));
    const auto heading = each.text_of("heading");
    if (!heading) return tl::make_unexpected(heading.error());
    const auto numeric = each.boolean_of("numeric");
    if (!numeric) return tl::make_unexpected(numeric.error());
    table::OutColumn& column = layout.columns.emplace_back();
    column.heading = *heading;
    column.kind = *numeric ? OutKind::number : OutKind::text;
  }
  return layout;
}

Result<std::vector<std::vector<OutCell>>> rows_of(const json::Value& body,
                                                  const std::vector<table::OutColumn>& columns) {
  const auto rows = body.array_of("rows");
  if (!rows) return tl::make_unexpected(rows.error());
  std::vector<std::vector<OutCell>> result;
  for (const json::Value& each : **rows) {
    const auto cells = each.array();
    if (!cells) return tl::make_unexpected(cells.error());
    if ((*cells)->size() != columns.size()) return json::invalid_at(each.place(), "range");
    std::vector<OutCell>& row = result.emplace_back();
    for (std::size_t at = 0; at < columns.size(); ++at) {
      const auto text = (**cells)[at].text();
      if (!text) return tl::make_unexpected(text.error());
      if (text->size() > longest_cell) return json::invalid_at((**cells)[at].place(), "too_long");
      row.push_back(cell_of(*text, columns[at].kind));
    }
  }
  return result;
}

Reply workbook(const Call& call) {
  const auto body = json::parse(call.request.body);
  if (!body) return problem_reply(call, body.error());
  const auto layout = layout_of(*body);
  if (!layout) return problem_reply(call, layout.error());
  const auto rows = rows_of(*body, layout->columns);
  if (!rows) return problem_reply(call, rows.error());
  auto bytes = written([&](const std::string& path) {
    table::XlsxWriter writer(path);
    writer.begin_sheet(*layout);
    for (const std::vector<OutCell>& row : *rows) writer.add_row(row);
    return writer.close();
  });
  if (!bytes) return problem_reply(call, bytes.error());
  return file_reply(*std::move(bytes), workbook_type, "table.xlsx");
}

}  // namespace

void add_workbooks(Router& router, Site&) {
  router.add({"POST", "/api/v1/workbook", SignedIn{}, Place::worker,
              [](const Call& call) { return workbook(call); }, largest_body});
}

}  // namespace tenbin::http
