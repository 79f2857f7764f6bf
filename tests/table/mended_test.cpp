#include "table/mended.hpp"

#include <gtest/gtest.h>

#include "table/cells.hpp"

namespace tenbin::table {
namespace {

std::string whole(const Table& table) {
  std::string out;
  const auto read = table.read(0, [&](const Row& row) {
    out += std::to_string(row.number) + ":";
    for (const Cell& cell : row.cells)
      out += " " + column_letters(cell.column) + "=" + std::string(cell.text);
    out += "\n";
    return true;
  });
  EXPECT_TRUE(read);
  return out;
}

std::string mended(const Mends& mends) {
  auto table = open_table("a,b,c\n1,,3\n4,5,6\n");
  EXPECT_TRUE(table);
  return whole(*mend(*std::move(table), 0, mends));
}

TEST(Mended, cells_replaced_filled_and_emptied) {
  EXPECT_EQ(mended({}), "1: A=a B=b C=c\n2: A=1 C=3\n3: A=4 B=5 C=6\n");
  EXPECT_EQ(
      mended({{2, {{1, "2"}, {2, ""}}}, {3, {{0, "x"}, {4, "e"}}}, {9, {{0, "no such row"}}}}),
      "1: A=a B=b C=c\n2: A=1 B=2\n3: A=x B=5 C=6 E=e\n");
}

TEST(Mended, another_sheet_is_left_alone) {
  auto table = open_table("a,b\n");
  ASSERT_TRUE(table);
  EXPECT_EQ(whole(*mend(*std::move(table), 1, {{1, {{0, "x"}}}})), "1: A=a B=b\n");
}

TEST(Mended, typed_text_means_the_same_again) {
  EXPECT_EQ(typed_text({0, CellKind::percent, "0.5"}), "50 %");
  EXPECT_EQ(typed_text({0, CellKind::percent, "-0.125"}), "-12.5 %");
  EXPECT_EQ(typed_text({0, CellKind::number, "25.000000000000004"}), "25");
  EXPECT_EQ(typed_text({0, CellKind::number, "-1.5E3"}), "-1500");
  EXPECT_EQ(typed_text({0, CellKind::date, "2026-07-21"}), "2026-07-21");
  EXPECT_EQ(typed_text({0, CellKind::text, "S-0l2"}), "S-0l2");
  EXPECT_EQ(typed_text({0, CellKind::error, "#N/A"}), "#N/A");
}

}  // namespace
}  // namespace tenbin::table
