// Keys: RFC 8032 vectors, key file, Multikey, base58.
#include "tlog/key.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tlog/base58.hpp"

namespace tenbin::tlog {
namespace {

template <class Array>
Array array_of_hex(std::string_view hex) {
  const std::string bytes = from_hex(hex).value();
  Array array{};
  std::copy(bytes.begin(), bytes.end(), array.begin());
  return array;
}

struct Rfc8032 {
  std::string_view seed, key, message, signature;
};
// RFC 8032 section 7.1, TEST 1 to 3.
constexpr Rfc8032 vectors[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b"
     "4"
     "6bd25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11"
     "d"
     "8c387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc"
     "6"
     "594a7c15e9716ed28dc027beceea1ec40a"}};

TEST(Key, Rfc8032) {
  for (const Rfc8032& row : vectors) {
    const KeyPair key = KeyPair::from_seed(array_of_hex<Seed>(row.seed));
    const std::string message = from_hex(row.message).value();
    EXPECT_EQ(to_hex(key.public_key()), row.key);
    EXPECT_EQ(to_hex(key.seed()), row.seed);
    Signature signature = key.sign(as_bytes(message));
    EXPECT_EQ(to_hex(signature), row.signature);
    EXPECT_TRUE(verify_signature(key.public_key(), as_bytes(message), signature));
    EXPECT_FALSE(verify_signature(key.public_key(), as_bytes(message + "x"), signature));
    EXPECT_FALSE(verify_signature(key.public_key(), as_bytes(message), Bytes(signature).first(63)));
    signature[40] ^= 1;
    EXPECT_FALSE(verify_signature(key.public_key(), as_bytes(message), signature));
  }
}

TEST(Key, FileGoesThereAndBack) {
  const KeyPair key = KeyPair::from_seed(array_of_hex<Seed>(vectors[0].seed));
  const std::string text = format_key_file(key);
  EXPECT_EQ(text, "tenbin-ed25519-v1 nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=\n");
  for (const std::string& form : {text, text.substr(0, text.size() - 1)}) {
    const Result<KeyPair> parsed = parse_key_file(form);
    ASSERT_TRUE(parsed.has_value());
    EXPECT_EQ(parsed->seed(), key.seed());
  }
  for (const std::string& wrong :
       {std::string(), text + "\n", " " + text, "tenbin-ed25519-v2" + text.substr(17),
        std::string("tenbin-ed25519-v1 "), "tenbin-ed25519-v1  " + text.substr(18),
        std::string("tenbin-ed25519-v1 AAAA"), text.substr(0, 40)}) {
    const Result<KeyPair> parsed = parse_key_file(wrong);
    ASSERT_FALSE(parsed.has_value()) << wrong;
    EXPECT_EQ(parsed.error().code, Code::key_invalid);
  }
}

TEST(Key, Multikey) {
  // W3C vc-di-eddsa, TestVectors/keyPair.json.
  constexpr std::string_view published = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
  const Result<PublicKey> key = parse_multikey(published);
  ASSERT_TRUE(key.has_value());
  EXPECT_EQ(format_multikey(*key), published);
  const std::string text(published);
  for (const std::string& wrong :
       {std::string(), std::string("z"), text.substr(1), "u" + text.substr(1), text + "1",
        text.substr(0, 46), "z0" + text.substr(2), "z1" + text.substr(1)}) {
    EXPECT_FALSE(parse_multikey(wrong).has_value()) << wrong;
  }
  const std::string p256 = "z" + to_base58(as_bytes("\x80\x24" + std::string(32, 'k')));
  ASSERT_FALSE(parse_multikey(p256).has_value());
  EXPECT_EQ(parse_multikey(p256).error().facts[0].value, "multikey.other_kind");
}

TEST(Base58, Vectors) {  // draft-msporny-base58-03 section 5
  EXPECT_EQ(to_base58(as_bytes("Hello World!")), "2NEpo7TZRRrLZSi2U");
  EXPECT_EQ(to_base58(as_bytes("The quick brown fox jumps over the lazy dog.")),
            "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z");
  EXPECT_EQ(to_base58(as_bytes(from_hex("0000287fb4cd").value())), "11233QC4");
}

TEST(Base58, ThereAndBack) {
  for (std::size_t size = 0; size < 80; ++size) {
    std::string bytes(size % 5, '\0');
    for (std::size_t i = 0; i < size; ++i) bytes.push_back(static_cast<char>(i * 37 + size));
    EXPECT_EQ(from_base58(to_base58(as_bytes(bytes))), bytes);
  }
  for (const char* wrong : {"0", "O", "I", "l", "1 ", "+"}) EXPECT_FALSE(from_base58(wrong));
  EXPECT_FALSE(from_base58(std::string(257, '1')));
}

}  // namespace
}  // namespace tenbin::tlog
