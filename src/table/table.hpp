#pragma once
// A table as rows of cells, whatever file it came in: .xlsx, .csv, .tsv, or text pasted from a
// sheet.
//
// Rows are streamed: a reader hands each row with at least one filled cell to a sink, in order, and
// keeps none. What a cell means (a mass, a date of a Japanese era) is asked of it afterwards,
// cells.hpp; here a cell is text and what the file says about it. A hostile or broken file ends
// with a problem (table.malformed, import.too_large …), never with a crash or with memory without
// bound.
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"

namespace tenbin::table {

enum class CellKind : std::uint8_t {
  text,
  number,   // text is the number as the file writes it: decimal, perhaps with an exponent
  percent,  // a number under a format with %: text is the number itself, "0.5" is shown as 50 %
  date,     // a number under a date format, or an ISO date: text is "2026-07-21" (a time of day is
            // left out)
  boolean,  // text is "1" or "0"
  error,    // text is what the sheet shows, such as "#N/A"
};

// An empty cell is not in its row. The text lives as long as the call that handed the row over.
struct Cell {
  std::uint32_t column = 0;  // 0 is A
  CellKind kind = CellKind::text;
  std::string_view text;  // valid UTF-8
};

struct Row {
  std::uint32_t number = 0;  // from 1, as the spreadsheet counts; records of a CSV likewise
  bool since_1904 = false;   // day numbers of this file count from 1904-01-01
  std::vector<Cell> cells;   // ascending columns
  const Cell* at(std::uint32_t column) const;  // nullptr: empty
};

// "A", "Z", "AA" for 0, 25, 26.
std::string column_letters(std::uint32_t column);

enum class Encoding : std::uint8_t { automatic, utf8, utf16le, cp932, euc_jp, iso_2022_jp };

// What one file may cost. A file is held in memory, so are its shared texts; nothing else grows
// with it.
struct Limits {
  std::size_t file_bytes = 100'000'000;
  std::uint64_t part_bytes = 2'000'000'000;  // one part of the archive, unpacked
  std::size_t shared_text_bytes = 256'000'000;
  std::uint64_t unpack_ratio = 250;  // unpacked : packed, looked at beyond 16 MB
  std::uint32_t rows = 1'048'576;
  std::uint32_t columns = 16'384;
  std::size_t row_bytes = 16'000'000;
};

struct ReadOptions {
  Encoding encoding = Encoding::automatic;
  char delimiter = 0;  // 0: by content: tab, comma or semicolon
  Limits limits;
};

struct Sheet {
  std::string name;  // empty for text files
  bool hidden = false;
};

// Returns whether it wants more.
using RowSink = std::function<bool(const Row&)>;

class Table {
 public:
  virtual ~Table() = default;
  virtual const std::vector<Sheet>& sheets() const = 0;
  // Of a text file; `automatic` of a workbook, which says itself how it is written.
  virtual Encoding encoding() const { return Encoding::automatic; }
  // Streams one sheet. May be called again, for the same sheet or another.
  virtual Result<void> read(std::size_t sheet, const RowSink& sink) const = 0;
};

// `bytes` is the whole file; what it is shows in its first bytes, not in its name.
Result<std::unique_ptr<Table>> open_table(std::string bytes, const ReadOptions& options = {});

// The sheet 入力 of our own templates if there is one, else the first that is not hidden.
std::size_t preferred_sheet(const std::vector<Sheet>& sheets);

// open_table, preferred_sheet and read in one.
Result<void> read_table(std::string bytes, const ReadOptions& options, const RowSink& sink);

// The bytes of a file of at most limits.file_bytes.
Result<std::string> load_file(const std::string& path, const Limits& limits = {});

}  // namespace tenbin::table
