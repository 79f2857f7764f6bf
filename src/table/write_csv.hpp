#pragma once
// Writes CSV as Japanese Excel opens it: UTF-8 with a byte order mark, or CP932; CRLF; RFC 4180
// quotes.
//
// A text that a spreadsheet would take for a formula (it starts with = + - @, a tab or a CR) gets a
// leading ' : reading takes it off again. Numbers and dates are left as they are.
#include <span>
#include <string>
#include <vector>

#include "base/problem.hpp"
#include "table/output.hpp"
#include "table/table.hpp"

namespace tenbin::table {

class CsvWriter {
 public:
  void add_headings(std::span<const OutColumn> columns);
  void add_row(std::span<const OutCell> cells);
  // The file's bytes; only utf8 and cp932. What CP932 cannot write is export.unencodable (fact
  // "characters": "𠮷 é €"), unless `replace` allows "?" for it.
  Result<std::string> bytes(Encoding encoding, bool replace = false) const;

 private:
  std::string text_;
};

}  // namespace tenbin::table
