#pragma once
// A table some of whose cells were put right after it was read: what was typed stands there, as
// text. The file itself stays as it was handed in.
#include <map>
#include <memory>
#include <string>

#include "table/table.hpp"

namespace tenbin::table {

// By Row::number and column; an empty text empties the cell.
using Mends = std::map<std::uint32_t, std::map<std::uint32_t, std::string>>;

// The table with the mends in one of its sheets. Rows that it does not have are not added.
std::unique_ptr<Table> mend(std::unique_ptr<Table> table, std::size_t sheet, Mends mends);

}  // namespace tenbin::table
