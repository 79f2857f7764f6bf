#pragma once
// The sheets of reconciliation.xlsx as rows of cells (docs/spec/pack.md): what the verifier of a
// period recomputes. Six sheets of rows (input, production, shipments, allocations, transfers,
// adjustments), two that compute live from them (entitlement, carry_over), and the tables a to g of
// design/domain-rules.md section 7.3. All masses in whole grams, so that a double holds them.
#include <string>
#include <vector>

#include "pack/replay.hpp"
#include "table/output.hpp"

namespace tenbin::pack {

struct SheetTable {
  std::string name;
  std::vector<std::string> keys;  // of the columns; their headings: catalogue, "pack.head.<key>"
  std::vector<std::vector<table::OutCell>> rows;
  bool named = false;                  // each column's cells have a name, "months_mass_t"
  std::vector<std::string> bars = {};  // keys of the columns that a chart shows
  std::string chart = {};              // the key of its title in the catalogue

  // "input!$K$3:$K$99": the cells of a column below its two rows of headings, at least one.
  std::string range(std::string_view key) const;
  // "$K7": a column in a row (from 0) of the same sheet; "input!$K7" from another.
  std::string cell(std::string_view key, std::size_t row) const;
  std::string cell_from(std::string_view key, std::size_t row) const;
};

// What the sheets are made for. `missing` are supplier certificates without an evidence file.
struct SheetScope {
  Index site = no_index;
  std::int32_t period = 0;
  std::vector<std::string> missing;
};

std::vector<SheetTable> reconciliation(const Replay& replay, const SheetScope& scope);

// The parts, each from those before it.
struct RowSheets {
  SheetTable input, production, shipments, allocations, transfers, adjustments;
};
RowSheets row_sheets(const Replay& replay, const SheetScope& scope);

struct LiveSheets {
  SheetTable entitlement, carry_over;
};
LiveSheets live_sheets(const Replay& replay, const SheetScope& scope, const RowSheets& rows);

std::vector<SheetTable> table_sheets(const Replay& replay, const SheetScope& scope,
                                     const RowSheets& rows, const LiveSheets& live);

// Cells.
table::OutCell text_cell(std::string_view text);
table::OutCell day_cell(Date date);
table::OutCell count_cell(std::int64_t number);
table::OutCell gram_cell(Mass mass);
// A formula with what it comes to.
table::OutCell computed(std::string formula, std::int64_t value);
// "OK" or "NG".
table::OutCell verdict(const std::string& condition, bool holds);

}  // namespace tenbin::pack
