#pragma once
// Brings the rows of a table into the book (design/ux.md section 3). Every row has one of four
// outcomes: new, the same as the book has (ignored), changed (offered as a correction: the old
// entry reversed, the new one posted under the next revision of its number, "R-1#2"), or an error.
//
// What a batch posted is known from the journal alone: each of its commands carries the command_id
// "import:<batch>:<row>", and the batch is named by the file's SHA-256. So the same file is known
// again and a batch can be undone. A row that says something else than the file, since cells of it
// were mended, is "import:<batch>:<row>:mended".
//
// Everything is tried in memory; nothing is on disk before the caller commits the ledger.
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "exchange/error_workbook.hpp"
#include "exchange/import_rows.hpp"
#include "exchange/row_changes.hpp"
#include "service/ledger.hpp"

namespace tenbin::exchange {

enum class RowOutcome : std::uint8_t { fresh, same, changed, error };

struct ImportPlan {
  std::string batch;
  bool known_file = false;  // its batch, or an earlier one of the same file, stands in the journal
  std::size_t rows = 0;
  std::map<RowOutcome, std::size_t> counts;
  std::size_t posted = 0;  // commands accepted in memory, those for unknown suppliers included
  std::vector<std::string> suppliers;        // that were added because rows name them
  std::map<std::uint32_t, RowFault> faults;  // by row
  std::vector<Fault> problems;               // of all error rows, in order
  std::vector<Fault> notices;
  struct Change {
    std::uint32_t row;
    std::string key;
    std::vector<ChangedCell> cells;  // of the first 100 changes
  };
  std::vector<Change> changes;
  Mass mass;                         // of the rows that are commands
  std::vector<std::string> factors;  // commands that register an emission factor, as JSON
};

struct ImportRequest {
  std::string file_sha256;  // hex
  std::string default_site;
  std::string default_unit;
  std::string actor;
  Language language = Language::ja;
  bool corrections = false;  // post the changed rows as corrections
  std::string reason;        // of their reversals; empty: "import: " and the number
  std::set<std::uint32_t> mended_rows;
  std::string approval;  // the mark (service/approval_note.hpp) for the commands with a factor
  // Tells how many rows were taken; false stops with `interrupted`.
  std::function<bool(std::size_t)> progress;
};

// Reads the table and submits its commands to the ledger, in memory, which holds nothing else that
// is not committed. A row that is refused changes nothing, a correction neither.
Result<ImportPlan> import_table(Ledger& ledger, const table::Table& table, const FoundTable& found,
                                const ImportRequest& request);

// Reverses what the batch posted, last first, in memory; master data stays. import.unknown_batch,
// or the refusal of the first entry that cannot be reversed.
Result<std::size_t> undo_import(Ledger& ledger, std::string_view batch, std::string_view actor,
                                Date today);

// Rows and mass of what the book has of a kind: the control totals.
struct ControlTotal {
  std::size_t rows = 0;
  Mass mass;
};
ControlTotal control_total(const State& state, Kind kind);

}  // namespace tenbin::exchange
