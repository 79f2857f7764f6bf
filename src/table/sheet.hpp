#pragma once
// The rows of one sheet part of a workbook (ECMA-376 part 1, 18.3), streamed.
//
// Values are what the workbook saved last: formulas are not computed. A cell that a merge covers is
// left out, though the file may keep a value there that no one sees; since merges stand behind the
// rows, the part is scanned for them first (about a fifth of the time).
#include <string>

#include "table/archive.hpp"
#include "table/table.hpp"
#include "table/workbook.hpp"

namespace tenbin::table {

Result<void> read_sheet(const Archive& archive, const std::string& part, const Workbook& workbook,
                        const Limits& limits, const RowSink& sink);

}  // namespace tenbin::table
