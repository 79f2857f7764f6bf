#pragma once
// Writes .xlsx workbooks (libxlsxwriter): coloured frozen headings, columns as wide as their text
// (full-width characters count twice), codes under the text format so that 000123 and 1-2 survive,
// lists, notes, coloured cells. Text is never written as a formula, so a text that starts with = is
// harmless; only OutCell::formula makes one.
//
// The format keeps numbers as doubles. A number of at most 15 significant digits is the same when
// read back (number_text.hpp); a longer one is written as text.
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/problem.hpp"
#include "table/output.hpp"

namespace tenbin::table {

struct SheetLayout {
  std::string name;  // at most 31 characters, without [ ] : * ? / and backslash
  std::vector<OutColumn> columns;
  bool keys = false;   // a second heading row with the columns' keys
  bool plain = false;  // no headings: text for people
  // Columns that a chart beside the table shows as bars over the first column: the first filled,
  // the others hatched, so that they differ in black and white too. None: no chart.
  std::vector<std::size_t> bars = {};
  std::string chart = {};  // its title; the names of the bars are headings and keys
};

class XlsxWriter {
 public:
  explicit XlsxWriter(const std::string& path);
  ~XlsxWriter();
  XlsxWriter(const XlsxWriter&) = delete;
  XlsxWriter& operator=(const XlsxWriter&) = delete;

  // Rows go to the sheet begun last.
  void begin_sheet(const SheetLayout& layout);
  void add_row(std::span<const OutCell> cells);
  // The file does not say when it was made: equal tables make equal bytes.
  void leave_out_time();
  // Writes the file: file.unwritable when that fails. Without close() there is no file.
  Result<void> close();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tenbin::table
