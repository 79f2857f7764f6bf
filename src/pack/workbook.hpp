#pragma once
// reconciliation.xlsx: the sheets of sheets.hpp through src/table, without a time in it.
#include <string>
#include <string_view>
#include <vector>

#include "pack/sheets.hpp"
#include "pack/zip.hpp"

namespace tenbin::pack {

// What writes it, for the manifest: another version may write other bytes for the same cells.
std::string workbook_writer();

// Headings from the catalogue: Japanese in the first row, English below.
Result<std::string> write_workbook(const std::vector<SheetTable>& sheets);

// Where two workbooks differ first: "input!K7" for a cell, the name of a part for anything else
// (formulas); nothing when no cell and no part that holds cells or formulas does. `same_writer`:
// whether the parts are to be compared too. pack.malformed when `bytes` is no workbook.
Result<std::optional<std::string>> first_difference(const std::string& bytes,
                                                    const std::string& expected, bool same_writer);

}  // namespace tenbin::pack
