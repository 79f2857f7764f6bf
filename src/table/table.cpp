#include "table/table.hpp"

#include <algorithm>
#include <fstream>

#include "table/archive.hpp"
#include "table/delimited.hpp"
#include "table/sheet.hpp"
#include "table/text.hpp"
#include "table/workbook.hpp"

namespace tenbin::table {
namespace {

class TextTable : public Table {
 public:
  TextTable(Decoded decoded, const ReadOptions& options)
      : text_(std::move(decoded.text)),
        encoding_(decoded.encoding),
        delimiter_(options.delimiter != 0 ? options.delimiter : sniff_delimiter(text_)),
        limits_(options.limits) {}

  const std::vector<Sheet>& sheets() const override { return sheets_; }
  Encoding encoding() const override { return encoding_; }
  Result<void> read(std::size_t sheet, const RowSink& sink) const override {
    if (sheet != 0) return problem(Code::table_sheet_unknown);
    return read_delimited(text_, delimiter_, limits_, sink);
  }

 private:
  std::string text_;
  Encoding encoding_;
  char delimiter_;
  Limits limits_;
  std::vector<Sheet> sheets_ = {Sheet{}};
};

class WorkbookTable : public Table {
 public:
  // The archive refers to the bytes, which therefore must not move.
  WorkbookTable(std::unique_ptr<std::string> bytes, Archive archive, Workbook workbook,
                const Limits& limits)
      : bytes_(std::move(bytes)),
        archive_(std::move(archive)),
        workbook_(std::move(workbook)),
        limits_(limits) {}

  const std::vector<Sheet>& sheets() const override { return workbook_.sheets; }
  Result<void> read(std::size_t sheet, const RowSink& sink) const override {
    if (sheet >= workbook_.parts.size()) return problem(Code::table_sheet_unknown);
    return read_sheet(archive_, workbook_.parts[sheet], workbook_, limits_, sink);
  }

 private:
  std::unique_ptr<std::string> bytes_;
  Archive archive_;
  Workbook workbook_;
  Limits limits_;
};

Result<std::unique_ptr<Table>> open_workbook(std::string bytes, const Limits& limits) {
  auto kept = std::make_unique<std::string>(std::move(bytes));
  auto archive = Archive::open(*kept, limits);
  if (!archive) return tl::make_unexpected(archive.error());
  auto workbook = read_workbook(*archive, limits);
  if (!workbook) return tl::make_unexpected(workbook.error());
  return std::make_unique<WorkbookTable>(std::move(kept), std::move(*archive), std::move(*workbook),
                                         limits);
}

// The container of .xls, and of an .xlsx under a password: [MS-CFB] 2.2; the latter has a stream of
// this name.
Result<std::unique_ptr<Table>> refuse_compound(std::string_view bytes) {
  constexpr std::string_view encrypted("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32);
  const bool found = bytes.find(encrypted) != std::string_view::npos;
  return problem(found ? Code::table_encrypted : Code::table_old_format);
}

}  // namespace

const Cell* Row::at(std::uint32_t column) const {
  const auto found =
      std::lower_bound(cells.begin(), cells.end(), column,
                       [](const Cell& cell, std::uint32_t wanted) { return cell.column < wanted; });
  return found != cells.end() && found->column == column ? &*found : nullptr;
}

std::string column_letters(std::uint32_t column) {
  std::string letters;
  for (std::uint32_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  return letters;
}

Result<std::unique_ptr<Table>> open_table(std::string bytes, const ReadOptions& options) {
  const std::string_view view = bytes;
  if (bytes.size() > options.limits.file_bytes)
    return too_large("file_bytes", options.limits.file_bytes);
  if (view.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return refuse_compound(view);
  if (view.starts_with("PK\x03\x04")) return open_workbook(std::move(bytes), options.limits);
  auto decoded = decode(std::move(bytes), options.encoding);
  if (!decoded) return tl::make_unexpected(decoded.error());
  if (decoded->text.find('\0') != std::string::npos)
    return malformed("text", "holds zero bytes: neither a table of text nor a workbook");
  return std::make_unique<TextTable>(*std::move(decoded), options);
}

std::size_t preferred_sheet(const std::vector<Sheet>& sheets) {
  for (std::size_t i = 0; i < sheets.size(); ++i)
    if (sheets[i].name == "入力" && !sheets[i].hidden) return i;
  for (std::size_t i = 0; i < sheets.size(); ++i)
    if (!sheets[i].hidden) return i;
  return 0;
}

Result<void> read_table(std::string bytes, const ReadOptions& options, const RowSink& sink) {
  const auto table = open_table(std::move(bytes), options);
  if (!table) return tl::make_unexpected(table.error());
  return (*table)->read(preferred_sheet((*table)->sheets()), sink);
}

Result<std::string> load_file(const std::string& path, const Limits& limits) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return problem(Code::file_missing, {{"path", path}});
  std::string bytes;
  std::string piece(1 << 20, '\0');
  while (file.read(piece.data(), static_cast<std::streamsize>(piece.size())) || file.gcount() > 0) {
    bytes.append(piece, 0, static_cast<std::size_t>(file.gcount()));
    if (bytes.size() > limits.file_bytes) return too_large("file_bytes", limits.file_bytes);
  }
  if (file.bad()) return problem(Code::file_unreadable, {{"path", path}});
  return bytes;
}

}  // namespace tenbin::table
