#include <gtest/gtest.h>

#include "table/text.hpp"

namespace tenbin::table {
namespace {

std::string decoded(const std::string& bytes, Encoding wanted = Encoding::automatic) {
  const auto result = decode(bytes, wanted);
  if (result) return std::string(encoding_name(result->encoding)) + ":" + result->text;
  return result.error().facts[0].value;
}

TEST(Text, encodings_in_their_order) {
  EXPECT_EQ(decoded("\xEF\xBB\xBFあ"), "utf8:あ");
  EXPECT_EQ(decoded("abc"), "utf8:abc");
  EXPECT_EQ(decoded(std::string("\xFF\xFE"
                                "B\x30"
                                "\x0A\0",
                                6)),
            "utf16le:あ\n");
  EXPECT_EQ(decoded("\x87\x40\x87\x8A\xFB\xFC\xEE\xE0\x81\x60\x81\x7C"), "cp932:①㈱髙髙～－");
  EXPECT_EQ(decoded("\xFA\x54\xEE\xF9\x81\xCA"), "cp932:￢￢￢");
  EXPECT_EQ(decoded("\xBC\xF5\xC6\xFE\xC8\xD6\xB9\xE6\n"), "euc_jp");
  EXPECT_EQ(decoded("\xBC\xF5\xC6\xFE\xC8\xD6\xB9\xE6", Encoding::euc_jp), "euc_jp:受入番号");
  EXPECT_EQ(decoded("\x1B$B<u\x1B(B"), "iso_2022_jp");
  EXPECT_EQ(decoded("\xFF\xFF\xA0"), "unknown");
  EXPECT_EQ(decoded("\xEF\xBB\xBF\xFF"), "unknown");
}

TEST(Text, long_texts_keep_pairs_whole) {
  std::string bytes = "\xFF\xFE";
  std::string text;
  for (int i = 0; i < 9001; ++i) {
    bytes += i % 3 == 0 ? std::string("a\0", 2) : std::string("\x42\xD8\xB7\xDF", 4);  // 𠮷
    text += i % 3 == 0 ? "a" : "𠮷";
  }
  EXPECT_EQ(decoded(bytes), "utf16le:" + text);
}

TEST(Text, cp932_twins_are_written_and_the_rest_is_named) {
  const Encoded encoded = encode_cp932("〜～−－‖∥—―髙①𠮷é€é");
  EXPECT_EQ(encoded.bytes,
            "\x81\x60\x81\x60\x81\x7C\x81\x7C\x81\x61\x81\x61\x81\x5C\x81\x5C"
            "\xFB\xFC\x87\x40????");
  EXPECT_EQ(encoded.missing, (std::vector<std::string>{"𠮷", "é", "€"}));
}

TEST(Text, headings_are_compared_folded) {
  EXPECT_EQ(fold("受入 番号＊"), fold("受入番号"));
  EXPECT_EQ(fold("Ｒｅｃｅｉｐｔ　No"), fold("receipt_no"));
  EXPECT_EQ(fold("ﾛｯﾄ番号"), fold("ロット番号"));
  EXPECT_EQ(fold("質量\n(t)"), "質量(t)");
}

TEST(Text, widths_and_trimming) {
  EXPECT_EQ(display_width("a受ｱ"), 4u);
  EXPECT_EQ(trim(" 　\xC2\xA0"
                 "a　\t"),
            "a");
}

TEST(Text, utf8_is_strict) {
  EXPECT_FALSE(is_valid_utf8("\xC0\xAF"));
  EXPECT_FALSE(is_valid_utf8("\xED\xA0\x80"));
  EXPECT_FALSE(is_valid_utf8("\xF4\x90\x80\x80"));
  EXPECT_FALSE(is_valid_utf8("\xE3\x81"));
  EXPECT_TRUE(is_valid_utf8("\xF0\xA0\xAE\xB7あ\x7F"));
}

}  // namespace
}  // namespace tenbin::table
