#pragma once
// Workbooks made by hand for the tests: parts as text, zipped.
#include <map>
#include <string>

#include "table/table.hpp"

namespace tenbin::table::test {

std::string zipped(const std::map<std::string, std::string>& parts);

// The parts of a workbook with one sheet whose <sheetData> holds `rows`; `behind` stands behind it.
std::map<std::string, std::string> workbook_parts(const std::string& rows,
                                                  const std::string& behind = "");

// What a reader hands over, row by row: "1:A=text|B#25|C@2026-07-01|D?1|E%0.5|F!#N/A" per line.
std::string dump(const Table& table, std::size_t sheet = 0);
// Opens and dumps the first sheet; the code's text when there is a problem.
std::string dump_bytes(std::string bytes, const ReadOptions& options = {});

}  // namespace tenbin::table::test
