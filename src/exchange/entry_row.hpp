#pragma once
// A posted entry as the row of the table by which such entries come in, so that it is corrected as
// it came: the row, changed, is imported with corrections.
#include <cstdint>
#include <string>
#include <vector>

#include "exchange/kinds.hpp"
#include "exchange/template.hpp"
#include "service/ledger.hpp"

namespace tenbin::exchange {

struct EntryCell {
  const Column* column = nullptr;
  std::string text;
  bool fixed = false;  // a part of the number: with another one it would be another entry
};

struct EntryRow {
  Kind kind = Kind::receipts;
  std::vector<EntryCell> cells;  // in the order of the table's columns
};

// The refusals of a reversal (engine/reverse.hpp), reference.unknown for an entry that comes in by
// no table, and input.invalid {field} for one that says what its table cannot hold.
Result<EntryRow> entry_row(const Ledger& ledger, std::uint64_t seq);

}  // namespace tenbin::exchange
