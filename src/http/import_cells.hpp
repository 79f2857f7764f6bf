#pragma once
// The body of a call that mends a table:
// {"cells":[{"row":17,"column":"仕入先コード","value":"S-012"}]}.
#include <vector>

#include "codec/json_value.hpp"
#include "exchange/mended_cells.hpp"

namespace tenbin::http {

// input.invalid, with the place.
Result<std::vector<exchange::MendedCell>> cells_of(const json::Value& body);
// A cell that the table does not have.
Problem no_such_cell(std::size_t position);
// Those of before with the new ones among them, by row and column; input.invalid beyond 1000.
Result<std::vector<exchange::MendedCell>> with_cells(std::vector<exchange::MendedCell> before,
                                                     std::vector<exchange::MendedCell> added);

}  // namespace tenbin::http
