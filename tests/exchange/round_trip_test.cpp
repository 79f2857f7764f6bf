// Templates and error workbooks can be handed in.
#include <gtest/gtest.h>

#include <cstdio>

#include "exchange/error_workbook.hpp"
#include "exchange/template.hpp"
#include "helpers.hpp"

namespace tenbin::exchange {
namespace {

using test::import_table;
using test::said;

TEST(Template, is_recognised_and_its_example_is_right) {
  const std::string path = testing::TempDir() + "tenbin_template_test.xlsx";
  for (const KindInfo& kind : all_kinds()) {
    ASSERT_TRUE(
        write_template(kind.kind, path, [](std::string_view key) { return std::string(key); }));
    const auto table = table::open_table(*table::load_file(path));
    ASSERT_TRUE(table);
    const auto empty = import_table(**table);
    EXPECT_EQ(empty.kind, kind.kind);
    EXPECT_TRUE(empty.rows.empty());
    ASSERT_EQ((*table)->sheets().size(), 4u);
    const auto found = find_table(**table, kind.kind, "記入例");
    ASSERT_TRUE(found);
    int rows = 0;
    ASSERT_TRUE(import_rows(**table, *found, {}, [&](ImportedRow&& row) {
      EXPECT_EQ(said(row.problems), "") << kind.name;
      EXPECT_FALSE(row.command.empty());
      return ++rows > 0;
    }));
    EXPECT_EQ(rows, 1) << kind.name;
  }
  std::remove(path.c_str());
}

TEST(ErrorWorkbook, is_mended_and_handed_in_again) {
  const std::string text =
      "メモ\n受入番号,受入日,事業所コード,仕入先コード,材料区分,環境区分,質量(t),検収者\n"
      "000123,2026-07-01,HQ,S-1,地金,通常,25.5,見本\n000124,8/7/1,HQ,S-1,地金,通常,25,見本\n";
  const auto table = table::open_table(text);
  const auto found = find_table(**table);
  ASSERT_TRUE(found);
  RowFault fault =
      to_row_fault("行 4・受入日「8/7/1」が分かりません。2026-07-01 と書いてください。");
  EXPECT_EQ(fault.remedy, "2026-07-01 と書いてください。");
  fault.places = {1};
  merge(fault, to_row_fault("一文だけ。"));
  const std::string path = testing::TempDir() + "tenbin_errors_test.xlsx";
  ASSERT_TRUE(write_error_workbook(path, **table, *found, {{4, fault}, {3, fault}}));
  const auto again = table::open_table(*table::load_file(path));
  ASSERT_TRUE(again);
  const auto got = import_table(**again);
  const auto first = import_table(**table);
  ASSERT_EQ(got.rows.size(), 2u);
  EXPECT_EQ(got.rows[0].command, first.rows[0].command);
  EXPECT_EQ(said(got.rows[1].problems), said(first.rows[1].problems));
  std::remove(path.c_str());
}

}  // namespace
}  // namespace tenbin::exchange
