#pragma once
// Which of the six tables a sheet is, and which column is what, by its headings.
//
// The headings need not be in the first row (titles and notes stand above them in real tables), may
// be in Japanese or English, in any width, case and spacing, and may carry a unit: "質量(kg)". A
// second row with the English keys, as in our own templates, belongs to them. Columns that are none
// of ours are kept as additional information.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/problem.hpp"
#include "exchange/kinds.hpp"
#include "table/table.hpp"

namespace tenbin::exchange {

struct FoundColumn {
  std::uint32_t place = 0;         // in the sheet, 0 is A
  std::string heading;             // as the sheet has it, on one line
  const Column* column = nullptr;  // nullptr: none of ours
  std::string unit;                // t, kg … from the heading, or empty
  bool ours = false;               // one that an error workbook added: it is left out
};

struct Recognised {
  Kind kind = Kind::receipts;
  std::uint32_t heading_row = 0;  // rows behind it are data
  std::vector<FoundColumn> columns;
};

// A copy of the first rows of a sheet.
struct HeadCell {
  std::uint32_t column;
  std::string text;
};
struct HeadRow {
  std::uint32_t number;
  std::vector<HeadCell> cells;
};

// What somebody has said that headings mean: by fold(heading) the key of a column; an empty key:
// none of ours. It goes before what the headings say themselves.
using Naming = std::map<std::string, std::string>;

// The row that looks most like headings of a table, complete or not.
struct Closest {
  Recognised columns;
  std::string missing;  // headings of required columns
  std::string found;    // the headings there are
};
// Nothing when no row has `least` headings of one table.
std::optional<Closest> closest(const std::vector<HeadRow>& head, std::optional<Kind> wanted = {},
                               const Naming& naming = {}, std::size_t least = 2);

// The rows of a sheet among which headings are looked for.
Result<std::vector<HeadRow>> read_head(const table::Table& table, std::size_t sheet);

// import.unrecognised when no row of `head` looks like headings of a table (of `wanted`, if given)
// or a required column is missing: facts kind (what it looks like most), missing (the headings),
// found (what there is).
Result<Recognised> recognise(const std::vector<HeadRow>& head, std::optional<Kind> wanted = {},
                             const Naming& naming = {});

struct FoundTable {
  std::size_t sheet = 0;
  Recognised columns;
};

// The sheet 入力 if there is one, else the first one that is not hidden and recognised;
// `sheet_name` names another.
Result<FoundTable> find_table(const table::Table& table, std::optional<Kind> wanted = {},
                              const std::string& sheet_name = {}, const Naming& naming = {});

// The columns that an error workbook adds (error_workbook.hpp).
inline constexpr std::string_view fault_heading = "エラー内容";
inline constexpr std::string_view remedy_heading = "直し方";
inline constexpr std::string_view row_heading = "元の行";

}  // namespace tenbin::exchange
