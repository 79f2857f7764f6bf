#include "table/write_csv.hpp"

#include "base/check.hpp"
#include "table/text.hpp"

namespace tenbin::table {
namespace {

void append_field(std::string_view text, bool guard, std::string& out) {
  constexpr std::string_view formula_starts = "=+-@\t\r";
  std::string field;
  if (guard && !text.empty() && formula_starts.find(text.front()) != std::string_view::npos)
    field += '\'';
  field += text;
  if (field.find_first_of(",\"\r\n") == std::string::npos) {
    out += field;
    return;
  }
  out += '"';
  for (const char c : field) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace

void CsvWriter::add_headings(std::span<const OutColumn> columns) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) text_ += ',';
    append_field(columns[i].heading, true, text_);
  }
  text_ += "\r\n";
}

void CsvWriter::add_row(std::span<const OutCell> cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) text_ += ',';
    append_field(cells[i].text, cells[i].kind == OutKind::text, text_);
  }
  text_ += "\r\n";
}

Result<std::string> CsvWriter::bytes(Encoding encoding, bool replace) const {
  TENBIN_CHECK(encoding == Encoding::utf8 || encoding == Encoding::cp932);
  if (encoding == Encoding::utf8) return "\xEF\xBB\xBF" + text_;
  Encoded encoded = encode_cp932(text_);
  if (encoded.missing.empty() || replace) return std::move(encoded.bytes);
  std::string characters;
  for (const std::string& character : encoded.missing)
    characters += (characters.empty() ? "" : " ") + character;
  return problem(Code::export_unencodable, {{"characters", characters}});
}

}  // namespace tenbin::table
