// Reading .xlsx: what other programs write, and what no honest program does.
#include <gtest/gtest.h>

#include "table/workbook.hpp"
#include "zipped.hpp"

namespace tenbin::table {
namespace {

using test::dump_bytes;
using test::workbook_parts;
using test::zipped;

std::string dump_rows(const std::string& rows, const std::string& behind = "") {
  return dump_bytes(zipped(workbook_parts(rows, behind)));
}

TEST(Workbook, texts_without_their_reading_aid) {
  EXPECT_EQ(dump_rows(R"(<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c>
    <c r="C2" t="s"><v>2</v></c><c r="D2" t="s"><v>3</v></c>
    <c r="AA2" t="inlineStr"><is><r><t>a</t></r><r><t><![CDATA[<b>]]></t></r>
      <rPh sb="0" eb="1"><t>カナ</t></rPh></is></c></row>)"),
            "2:A=受入番号|B=再エネ |C=A&B\rあ|AA=a<b>\n");
}

TEST(Workbook, kinds_of_cells) {
  EXPECT_EQ(
      dump_rows(R"(<row r="1"><c r="A1"><v>25.000000000000004</v></c><c r="B1" t="b"><v>1</v></c>
    <c r="C1" t="e"><f>NA()</f><v>#N/A</v></c><c r="D1" t="str"><f>A1&amp;"t"</f><v>25t</v></c>
    <c r="E1" s="4"><v>0.5</v></c><c r="F1" s="1"/><c r="G1"><f>1+1</f><v>2</v></c>
    <c r="H1" t="d"><v>2026-07-21T13:30:00</v></c></row>)"),
      "1:A#25.000000000000004|B?1|C!#N/A|D=25t|E%0.5|G#2|H@2026-07-21\n");
}

TEST(Workbook, dates_by_their_format) {
  const std::string rows =
      R"(<row r="1"><c r="A1" s="1"><v>46204</v></c><c r="B1" s="2"><v>46204</v></c>
    <c r="C1" s="3"><v>46204.75</v></c>
    <c r="D1" s="5"><v>46204</v></c><c r="E1" s="6"><v>46204</v></c>
    <c r="F1" s="1"><v>60</v></c></row>)";
  EXPECT_EQ(dump_rows(rows),
            "1:A@2026-07-01|B@2026-07-01|C@2026-07-01|D#46204|E@2026-07-01|F#60\n");
  auto parts = workbook_parts(rows);
  parts["xl/workbook.xml"].replace(parts["xl/workbook.xml"].find("<sheets>"), 0,
                                   "<workbookPr date1904=\"1\"/>");
  EXPECT_EQ(dump_bytes(zipped(parts)).substr(0, 14), "1:A@2030-07-02");
}

TEST(Workbook, formats) {
  EXPECT_EQ(classify_format("General"), NumberFormat::plain);
  EXPECT_EQ(classify_format("#,##0.000\" t/day\""), NumberFormat::plain);
  EXPECT_EQ(classify_format("[$-411]ggge\"年\"m\"月\"d\"日\";@"), NumberFormat::date);
  EXPECT_EQ(classify_format("[$-ja-JP]ge.m.d"), NumberFormat::date);
  EXPECT_EQ(classify_format("m/d"), NumberFormat::date);
  EXPECT_EQ(classify_format("yyyy/m/d h:mm"), NumberFormat::date);
  EXPECT_EQ(classify_format("mmm\\-yy"), NumberFormat::date);
  EXPECT_EQ(classify_format("h:mm:ss"), NumberFormat::plain);
  EXPECT_EQ(classify_format("[h]:mm"), NumberFormat::plain);
  EXPECT_EQ(classify_format("0.00E+00"), NumberFormat::plain);
  EXPECT_EQ(classify_format("[Red]0.0%"), NumberFormat::percent);
  EXPECT_EQ(classify_format("@"), NumberFormat::plain);
}

TEST(Workbook, merged_cells_have_only_their_first) {
  EXPECT_EQ(
      dump_rows(
          R"(<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row>
    <row r="2"><c r="A2"><v>4</v></c><c r="B2"><v>5</v></c></row>
    <row r="3"><c r="A3"><v>6</v></c></row>)",
          R"(<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>)"),
      "1:A#1|C#3\n3:A#6\n");
}

TEST(Workbook, places_left_out_follow_on) {
  EXPECT_EQ(
      dump_rows(
          "<row><c><v>1</v></c><c><v>2</v></c></row><row r=\"5\"/><row><c><v>3</v></c></row>"),
      "1:A#1|B#2\n6:A#3\n");
}

TEST(Workbook, prefixes_comments_and_quotes) {
  EXPECT_EQ(
      dump_rows("<x:row r='1'><!-- <c> --><x:c r='A1' note=\"a>b\"><x:v>1</x:v></x:c></x:row>"),
      "1:A#1\n");
}

TEST(Workbook, sheets_and_which_is_preferred) {
  EXPECT_EQ(preferred_sheet({{"説明", false}, {"入力", false}}), 1u);
  EXPECT_EQ(preferred_sheet({{"控え", true}, {"Sheet2", false}}), 1u);
  auto parts = workbook_parts("");
  parts["xl/workbook.xml"].replace(parts["xl/workbook.xml"].find("sheetId"), 0,
                                   "state=\"hidden\" ");
  const auto table = open_table(zipped(parts));
  ASSERT_TRUE(table);
  EXPECT_EQ((*table)->sheets()[0].name, "表");
  EXPECT_TRUE((*table)->sheets()[0].hidden);
  EXPECT_EQ((*table)->read(1, [](const Row&) { return true; }).error().code,
            Code::table_sheet_unknown);
}

TEST(Workbook, a_sink_may_stop) {
  const auto table =
      open_table(zipped(workbook_parts("<row><c><v>1</v></c></row><row><c><v>1</v></c></row>")));
  int rows = 0;
  EXPECT_TRUE((*table)->read(0, [&](const Row&) { return ++rows < 1; }));
  EXPECT_EQ(rows, 1);
}

TEST(Hostile, broken_parts_are_said) {
  EXPECT_EQ(dump_rows("<row r=\"1\">"), "table.malformed");
  EXPECT_EQ(dump_rows("<row r=\"2\"/><row r=\"1\"/>"), "table.malformed");
  EXPECT_EQ(dump_rows("<row><c r=\"B1\"/><c r=\"A1\"/></row>"), "table.malformed");
  EXPECT_EQ(dump_rows("<row><c r=\"A1\" t=\"s\"><v>9</v></c></row>"), "table.malformed");
  EXPECT_EQ(dump_rows("<row><c><v>&bomb;</v></c></row>"), "table.malformed");
  EXPECT_EQ(dump_rows("<row><c><v>\xFF</v></c></row>"), "table.malformed");
  EXPECT_EQ(dump_rows("<row><c t=\"str\"><v>long text</v><row><c/></row></c></row>"),
            "table.malformed");
  EXPECT_EQ(dump_rows("<row><c><c/></c></row>"), "table.malformed");
  EXPECT_EQ(dump_rows("<row r=\"99999999\"/>"), "import.too_large");
  auto parts = workbook_parts("");
  parts["xl/workbook.xml"] = "<!DOCTYPE a [<!ENTITY b \"c\">]>" + parts["xl/workbook.xml"];
  EXPECT_EQ(dump_bytes(zipped(parts)), "table.malformed");
  std::string deep;
  for (int i = 0; i < 1000; ++i) deep += "<a>";
  EXPECT_EQ(dump_rows(deep), "table.malformed");
}

TEST(Hostile, what_is_no_workbook) {
  EXPECT_EQ(dump_bytes("PK\x03\x04 nonsense"), "table.malformed");
  EXPECT_EQ(dump_bytes(zipped({{"a.txt", "b"}})), "table.malformed");
  EXPECT_EQ(dump_bytes("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old"), "table.old_format");
  const std::string encrypted("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32);
  EXPECT_EQ(dump_bytes("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + encrypted), "table.encrypted");
  EXPECT_EQ(dump_bytes(std::string("a,b\0c", 5)), "table.malformed");
}

TEST(Hostile, zip_bomb) {
  const std::string bomb =
      "<row><c t=\"str\"><v>" + std::string(20'000'000, 'a') + "</v></c></row>";
  EXPECT_EQ(dump_rows(bomb), "import.too_large");
  EXPECT_EQ(dump_rows("<row><c t=\"str\"><v>" + std::string(5'000'000, 'a') + "</v></c></row>"),
            "table.malformed");  // longer than any token may be
}

TEST(Hostile, limits) {
  ReadOptions options;
  options.limits.rows = 2;
  EXPECT_EQ(dump_bytes("a\nb\nc\n", options), "1:A=a\n2:A=b\nimport.too_large");
  options.limits.columns = 2;
  EXPECT_EQ(dump_bytes("a,b,c\n", options), "import.too_large");
  options.limits.file_bytes = 3;
  EXPECT_EQ(dump_bytes("a,b,c\n", options), "import.too_large");
}

}  // namespace
}  // namespace tenbin::table
