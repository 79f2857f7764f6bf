#include "table/dates.hpp"

#include <gtest/gtest.h>

namespace tenbin::table {
namespace {

std::string date(std::string_view text, CellKind kind = CellKind::text, bool since_1904 = false) {
  const auto result = read_date({0, kind, text}, since_1904);
  if (result) return format_date(*result);
  std::string out(code_text(result.error().code));
  for (const Fact& fact : result.error().facts)
    if (fact.name != "read") out += " " + fact.name + "=" + fact.value;
  return out;
}

TEST(Dates, as_people_write_them) {
  for (const char* text :
       {"2026-07-01", "2026/7/1", "2026.7.1", "2026年7月1日", "２０２６／０７／０１", "20260701",
        "R8.7.1", "R08/07/01", "r8-7-1", "令和8年7月1日", "令和８年 ７月 １日", "㋿8年7月1日",
        "令8.7.1", "2026/7/1(水)", "2026-07-01 13:30", "2026-07-01T00:00:00",
        "2026年7月1日（水） 9:00", "46204"})
    EXPECT_EQ(date(text), "2026-07-01") << text;
  EXPECT_EQ(date("H31.4.30"), "2019-04-30");
  EXPECT_EQ(date("令和元年5月1日"), "2019-05-01");
  EXPECT_EQ(date("S64.1.7"), "1989-01-07");
}

TEST(Dates, of_a_workbook) {
  EXPECT_EQ(date("2026-07-01", CellKind::date), "2026-07-01");
  EXPECT_EQ(date("46204", CellKind::number), "2026-07-01");
  EXPECT_EQ(date("46204.75", CellKind::number), "2026-07-01");
  EXPECT_EQ(date("44742", CellKind::number, true), "2026-07-01");
  EXPECT_EQ(date("20260701", CellKind::number), "2026-07-01");
  EXPECT_EQ(date("25", CellKind::number), "cell.date_unreadable");
}

TEST(Dates, refused_with_both_readings) {
  EXPECT_EQ(date("8/7/1"), "cell.date_unclear first=R8.7.1 second=2008-07-01");
  EXPECT_EQ(date("26/7/1"), "cell.date_unclear first=H26.7.1 second=2026-07-01");
  EXPECT_EQ(date("7/1/2026"), "cell.date_unclear first=2026-07-01 second=2026-01-07");
  EXPECT_EQ(date("7/1"), "cell.date_unreadable");
  EXPECT_EQ(date("7月1日"), "cell.date_unreadable");
  EXPECT_EQ(date("昨日"), "cell.date_unreadable");
  EXPECT_EQ(date("#REF!", CellKind::error), "cell.error_value");
  EXPECT_EQ(date("1", CellKind::boolean), "cell.date_unreadable");
}

TEST(Dates, that_do_not_exist) {
  EXPECT_EQ(date("2026-02-30"), "cell.date_impossible write=");
  EXPECT_EQ(date("20261301"), "cell.date_impossible write=");
  EXPECT_EQ(date("H31.5.1"), "cell.date_impossible write=2019-05-01");
  EXPECT_EQ(date("R0.5.1"), "cell.date_impossible write=");
}

}  // namespace
}  // namespace tenbin::table
