// The sample mill's workbooks (examples/) are read whole; the messy one is refused where it must
// be.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "codec/command_reader.hpp"
#include "helpers.hpp"

namespace tenbin::exchange {
namespace {

using test::import_table;
using test::Imported;
using test::said;

const std::filesystem::path folder = std::filesystem::path(TENBIN_SOURCE_DIR) / "examples";

Imported import_file(const std::filesystem::path& path, const ImportOptions& options = {}) {
  const auto table = table::open_table(*table::load_file(path.string()));
  EXPECT_TRUE(table) << path;
  return import_table(**table, options);
}

TEST(Examples, the_year_has_no_problem) {
  std::map<Kind, std::size_t> rows;
  CommandReader reader;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const auto ending = entry.path().extension();
    if (ending != ".xlsx" && ending != ".csv") continue;
    const Imported got = import_file(entry.path());
    rows[got.kind] += got.rows.size();
    for (const ImportedRow& row : got.rows) {
      EXPECT_EQ(said(row.problems), "") << entry.path() << row.number;
      std::string line = row.command;
      line.reserve(line.size() + read_ahead);
      EXPECT_TRUE(reader.read(line)) << line;
    }
  }
  EXPECT_EQ(rows[Kind::receipts], 96u);
  EXPECT_EQ(rows[Kind::production], 240u);
  EXPECT_EQ(rows[Kind::shipments], 1180u);
  EXPECT_EQ(rows[Kind::customers], 6u);
  EXPECT_EQ(rows[Kind::products], 40u);
  EXPECT_EQ(rows[Kind::supplier_certificates], 6u);
}

TEST(Examples, the_messy_one) {
  ImportOptions options;
  options.default_site = "HQ";
  options.known.suppliers.emplace(
      std::vector<std::string>{"S-003", "S-005", "S-007", "S-012", "S-015", "S-021"});
  for (const auto& entry : std::filesystem::directory_iterator(folder / "messy")) {
    if (entry.path().extension() != ".xlsx") continue;
    const Imported got = import_file(entry.path(), options);
    std::map<std::uint32_t, std::string> problems;
    for (const ImportedRow& row : got.rows)
      problems[row.number] = said(row.problems).substr(0, said(row.problems).find(' '));
    const std::map<std::uint32_t, std::string> expected = {{5, ""},
                                                           {6, ""},
                                                           {7, ""},
                                                           {8, "cell.code_unknown"},
                                                           {9, "cell.date_unclear"},
                                                           {10, "cell.number_unclear"},
                                                           {11, ""},
                                                           {12, ""},
                                                           {13, ""},
                                                           {14, "cell.unit_missing"},
                                                           {15, "cell.not_in_list"},
                                                           {16, ""}};
    EXPECT_EQ(problems, expected);
    EXPECT_EQ(got.rows[7].repeats, 7u);
    EXPECT_EQ(got.rows[1].mass, Mass::of_kg(25'100));
    EXPECT_EQ(got.rows[8].mass, Mass::of_kg(7'840));
    EXPECT_NE(got.rows[8].command.find("\"date\":\"2026-08-18\""), std::string::npos);
    EXPECT_NE(got.rows[0].command.find("検収者: 見本"), std::string::npos);
    EXPECT_EQ(said(got.summary.notices), "row.total_skipped");
  }
}

}  // namespace
}  // namespace tenbin::exchange
