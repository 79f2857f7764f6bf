#pragma once
// One row's cells as the fields of a command. Private to exchange.
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "exchange/import_rows.hpp"

namespace tenbin::exchange {

// A value of a command: a text, or canonical JSON as it stands (numbers, true).
struct FieldValue {
  std::string text;
  bool raw = false;
};
using Fields = std::map<std::string, FieldValue, std::less<>>;

// What the cells of a row say, before it is made a command.
struct RowContent {
  Fields fields;
  std::string note;
  std::vector<KeptText> extra;  // what has no field: for the note
  std::string reversal_type;    // "return", "cancel"
  std::string original;         // 元出荷番号
  std::optional<Date> date;
};

class RowReader {
 public:
  RowReader(const Recognised& columns, const ImportOptions& options);

  // Fills `out` (problems, notices, beside, mass) and answers the content.
  RowContent read(const table::Row& row, ImportedRow& out);
  // The column of a key, if the sheet has it.
  const FoundColumn* column(std::string_view key) const;
  // A problem of a cell of this row.
  void add(std::vector<Fault>& to, Problem problem, const FoundColumn* at, std::uint32_t row) const;

 private:
  void read_cell(const table::Row& row, const FoundColumn& found, RowContent& content,
                 ImportedRow& out);
  Result<FieldValue> value_of(const table::Row& row, const table::Cell& cell,
                              const FoundColumn& found, RowContent& content, ImportedRow& out);
  Result<FieldValue> mass_value(const table::Row& row, const table::Cell& cell,
                                const FoundColumn& found, const RowContent& content,
                                ImportedRow& out);
  Result<FieldValue> share_value(const table::Cell& cell, const FoundColumn& found,
                                 ImportedRow& out);
  Result<FieldValue> choice_value(const table::Cell& cell, const FoundColumn& found);
  Result<std::string> unit_for(const table::Row& row, const FoundColumn& found, ImportedRow& out);
  Result<void> check_reference(const Column& column, const std::string& code, ImportedRow& out);
  const KnownCodes* known(Reference reference) const;

  const Recognised& columns_;
  const ImportOptions& options_;
  std::vector<const FoundColumn*> order_;  // what decides how others are read comes first
  std::unordered_map<std::string, std::string_view>
      choices_;  // read before: "heading\0text" to key
};

}  // namespace tenbin::exchange
