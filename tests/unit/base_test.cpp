#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/encoding.hpp"
#include "base/id_table.hpp"
#include "base/text_pool.hpp"

namespace tenbin {
namespace {

TEST(IdTable, finds_each_of_many_and_nothing_else) {
  IdTable table;
  std::vector<std::string> keys;
  const auto find = [&](const std::string& key) {
    return table.find(hash_text(key), [&](std::uint32_t at) { return keys[at] == key; });
  };
  EXPECT_EQ(find("R-0"), IdTable::none);
  for (std::uint32_t i = 0; i < 5'000; ++i) {
    keys.push_back("R-" + std::to_string(i));
    table.add(hash_text(keys.back()), i);
  }
  EXPECT_EQ(table.size(), keys.size());
  for (std::uint32_t i = 0; i < keys.size(); ++i) EXPECT_EQ(find(keys[i]), i);
  EXPECT_EQ(find("R-5000"), IdTable::none);
  table.clear();
  EXPECT_EQ(find("R-0"), IdTable::none);
}

TEST(IdTable, tells_keys_of_one_hash_apart) {
  IdTable table;
  for (std::uint32_t i = 0; i < 40; ++i) table.add(7, i);
  for (std::uint32_t i = 0; i < 40; ++i)
    EXPECT_EQ(table.find(7, [&](std::uint32_t at) { return at == i; }), i);
  EXPECT_EQ(table.find(7, [](std::uint32_t) { return false; }), IdTable::none);
}

TEST(HashText, depends_on_every_byte_and_the_length) {
  const std::string text = "S2607-001/1-and-more";
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string other = text;
    other[i] ^= 1;
    EXPECT_NE(hash_text(other), hash_text(text)) << i;
    EXPECT_NE(hash_text(std::string_view(text).substr(0, i)), hash_text(text)) << i;
  }
  EXPECT_NE(hash_text(std::string_view("\0", 1)), hash_text(""));
}

TEST(TextPool, keeps_texts_of_every_length) {
  TextPool pool;
  std::vector<std::string> texts = {"",
                                    "a",
                                    "日本",
                                    std::string(255, 'x'),
                                    std::string(256, 'y'),
                                    std::string(TextPool::length_max, 'z'),
                                    std::string("\0a", 2)};
  std::vector<TextRef> refs;
  for (const std::string& text : texts) refs.push_back(pool.add(text));
  TextPool copy;
  copy.set_bytes(pool.bytes());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    EXPECT_EQ(pool.get(refs[i]), texts[i]);
    EXPECT_EQ(copy.get(refs[i]), texts[i]);
  }
  EXPECT_DEATH(pool.add(std::string(TextPool::length_max + 1, 'z')), "length_max");
}

struct Code64 {
  std::string_view bytes, hex, base64;
};

TEST(Encoding, hex_and_base64_of_rfc_4648) {
  constexpr Code64 cases[] = {
      {"", "", ""},
      {"f", "66", "Zg=="},
      {"fo", "666f", "Zm8="},
      {"foo", "666f6f", "Zm9v"},
      {"foob", "666f6f62", "Zm9vYg=="},
      {"fooba", "666f6f6261", "Zm9vYmE="},
      {"foobar", "666f6f626172", "Zm9vYmFy"},
      {"\xff\xfe\xfd", "fffefd", "//79"},
  };
  for (const Code64& c : cases) {
    EXPECT_EQ(to_hex(as_bytes(c.bytes)), c.hex);
    EXPECT_EQ(from_hex(c.hex), c.bytes);
    EXPECT_EQ(to_base64(as_bytes(c.bytes)), c.base64);
    EXPECT_EQ(from_base64(c.base64), c.bytes);
  }
}

TEST(Encoding, is_strict) {
  for (const char* hex : {"6", "6F", "0x", "g0", " 66", "66 "}) EXPECT_FALSE(from_hex(hex)) << hex;
  // Missing or misplaced padding, other alphabets, spaces, bits that are not zero.
  for (const char* base64 : {"Zg", "Zg=", "Zg===", "=", "====", "Z===", "Zm9", "Zm=v",
                             "Zh==", "Zm9=", "__79", "Zm9v\n", " Zm9v", "Zg==Zg=="})
    EXPECT_FALSE(from_base64(base64)) << base64;
}

}  // namespace
}  // namespace tenbin
