#pragma once
// The rows that could not be taken, as a workbook to be mended and handed in again: the original
// columns, and behind them エラー内容, 直し方 and 元の行 (the row in the original file). Cells that
// are wrong are coloured. The recogniser leaves the three added columns out, so the mended file is
// read like the original.
#include <map>
#include <string>
#include <vector>

#include "exchange/recognise.hpp"
#include "table/table.hpp"

namespace tenbin::exchange {

struct RowFault {
  std::string what;  // sentences of the catalogue
  std::string remedy;
  std::vector<std::uint32_t> places;  // columns of the sheet whose cells are wrong
};

// "何が。直し方。" is cut behind its first sentence; a lone sentence is what is wrong.
RowFault to_row_fault(const std::string& sentences);
// Several faults of one row as one.
void merge(RowFault& into, const RowFault& other);

// Reads the sheet again for the rows of `faults`, by their number in it.
Result<void> write_error_workbook(const std::string& path, const table::Table& table,
                                  const FoundTable& found,
                                  const std::map<std::uint32_t, RowFault>& faults);

}  // namespace tenbin::exchange
