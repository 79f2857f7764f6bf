#include <gtest/gtest.h>

#include "zipped.hpp"

namespace tenbin::table {
namespace {

using test::dump_bytes;

TEST(Csv, quotes_line_ends_and_numbers_of_rows) {
  EXPECT_EQ(dump_bytes("a,\"b \"\"x\"\"\r\ny\",c\r\n\r\n,d\r1,\"2\"\n"),
            "1:A=a|B=b \"x\"\r\ny|C=c\n3:B=d\n4:A=1|B=2\n");
  EXPECT_EQ(dump_bytes("a\"b,c"), "1:A=a\"b|B=c\n");
  EXPECT_EQ(dump_bytes("a,\"b"), "table.malformed");
  EXPECT_EQ(dump_bytes(""), "");
}

TEST(Csv, delimiters) {
  EXPECT_EQ(dump_bytes("a\tb,c\td\n"), "1:A=a|B=b,c|C=d\n");
  EXPECT_EQ(dump_bytes("a;b;\"c,,,,\"\n"), "1:A=a|B=b|C=c,,,,\n");
  EXPECT_EQ(dump_bytes("sep=;\na,b;c\n"), "2:A=a,b|B=c\n");
  ReadOptions options;
  options.delimiter = ',';
  EXPECT_EQ(dump_bytes("a\tb\tc,d\n", options), "1:A=a\tb\tc|B=d\n");
}

TEST(Csv, guard_against_formulas_is_taken_off) {
  EXPECT_EQ(dump_bytes("'=1+1,'-a,'abc\n"), "1:A==1+1|B=-a|C='abc\n");
}

}  // namespace
}  // namespace tenbin::table
