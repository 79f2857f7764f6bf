// What is written can be read again as it was.
#include <gtest/gtest.h>

#include <cstdio>

#include "table/write_csv.hpp"
#include "table/write_xlsx.hpp"
#include "zipped.hpp"

namespace tenbin::table {
namespace {

const std::vector<OutColumn> columns = {
    {"製品コード", "product_code", OutKind::text, true, {}, "社内の番号"},
    {"日付", "on", OutKind::date, false, {}, ""},
    {"質量", "mass", OutKind::number, false, {}, ""},
    {"区分", "class", OutKind::text, false, {"再エネ", "通常"}, ""}};
const std::vector<OutCell> row = {{OutKind::text, "000123", false},
                                  {OutKind::date, "2026-07-01", false},
                                  {OutKind::number, "25.004", true},
                                  {OutKind::text, "=1+1", false}};

TEST(WriteXlsx, is_read_again) {
  const std::string path = testing::TempDir() + "tenbin_write_test.xlsx";
  XlsxWriter writer(path);
  writer.begin_sheet({"入力", columns, true, false});
  writer.add_row(row);
  writer.add_row(std::vector<OutCell>{{OutKind::text, "1-2", false},
                                      {},
                                      {OutKind::number, "12345678901234567.5", false},
                                      {OutKind::text, "", true}});
  writer.begin_sheet({"説明", {}, false, true});
  writer.add_row(std::vector<OutCell>{{OutKind::text, "質量は t で", false}});
  ASSERT_TRUE(writer.close());
  const auto table = open_table(*load_file(path));
  ASSERT_TRUE(table);
  EXPECT_EQ(test::dump(**table),
            "1:A=製品コード*|B=日付|C=質量|D=区分\n2:A=product_code|B=on|C=mass|D=class\n"
            "3:A=000123|B@2026-07-01|C#25.004|D==1+1\n4:A=1-2|C=12345678901234567.5\n");
  EXPECT_EQ(test::dump(**table, 1), "1:A=質量は t で\n");
  std::remove(path.c_str());
}

TEST(WriteXlsx, says_when_it_cannot) {
  XlsxWriter writer("/nonexistent/folder/a.xlsx");
  writer.begin_sheet({"入力", columns, false, false});
  EXPECT_EQ(writer.close().error().code, Code::file_unwritable);
}

TEST(WriteCsv, quotes_and_guards) {
  CsvWriter writer;
  writer.add_headings(columns);
  writer.add_row(row);
  writer.add_row(std::vector<OutCell>{
      {OutKind::text, "a \"b\", c", false}, {}, {OutKind::number, "-5", false}});
  const auto bytes = writer.bytes(Encoding::utf8);
  EXPECT_EQ(*bytes,
            "\xEF\xBB\xBF製品コード,日付,質量,区分\r\n000123,2026-07-01,25.004,'=1+1\r\n"
            "\"a \"\"b\"\", c\",,-5\r\n");
  EXPECT_EQ(test::dump_bytes(*bytes),
            "1:A=製品コード|B=日付|C=質量|D=区分\n2:A=000123|B=2026-07-01|C=25.004|D==1+1\n"
            "3:A=a \"b\", c|C=-5\n");
}

TEST(WriteCsv, cp932_names_what_it_lacks) {
  CsvWriter writer;
  writer.add_row(std::vector<OutCell>{{OutKind::text, "𠮷田 é", false}});
  EXPECT_EQ(writer.bytes(Encoding::cp932).error(),
            (Problem{Code::export_unencodable, {{"characters", "𠮷 é"}}}));
  EXPECT_EQ(*writer.bytes(Encoding::cp932, true), "?\x93\x63 ?\r\n");
}

}  // namespace
}  // namespace tenbin::table
