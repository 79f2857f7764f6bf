#pragma once
// Tables given as text, imported whole.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "exchange/import_rows.hpp"

namespace tenbin::exchange::test {

struct Imported {
  Kind kind = Kind::receipts;
  std::vector<ImportedRow> rows;
  ImportSummary summary;
};

inline Imported import_table(const table::Table& table, const ImportOptions& options = {}) {
  Imported result;
  const auto found = find_table(table);
  EXPECT_TRUE(found) << (found ? "" : found.error().facts[0].value);
  if (!found) return result;
  result.kind = found->columns.kind;
  const auto summary = import_rows(table, *found, options, [&](ImportedRow&& row) {
    result.rows.push_back(std::move(row));
    return true;
  });
  EXPECT_TRUE(summary);
  if (summary) result.summary = *summary;
  return result;
}

inline Imported import_text(const std::string& text, const ImportOptions& options = {}) {
  const auto table = table::open_table(text);
  EXPECT_TRUE(table);
  return import_table(**table, options);
}

// "cell.date_unclear B read=8/7/1 first=…": the first problem of a row; empty if there is none.
inline std::string said(const std::vector<Fault>& faults) {
  if (faults.empty()) return {};
  std::string out(code_text(faults[0].problem.code));
  if (faults[0].place) out += ' ' + table::column_letters(*faults[0].place);
  for (const Fact& fact : faults[0].problem.facts)
    if (fact.name != "row" && fact.name != "column") out += ' ' + fact.name + '=' + fact.value;
  return out;
}

}  // namespace tenbin::exchange::test
