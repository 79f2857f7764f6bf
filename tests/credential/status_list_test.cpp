#include "credential/status_list.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

#include "credential/time.hpp"
#include "issued.hpp"

namespace tenbin::credential {
namespace {

std::string packed(std::string bytes) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&stream, bytes.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<unsigned char*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<unsigned char*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return "u" + to_base64url(as_bytes(out));
}

TEST(StatusBits, TheFirstBitIsTheHighest) {
  StatusBits bits;
  bits.set(0);
  bits.set(9);
  std::string bytes(status_list_bits / 8, '\0');
  bytes[0] = '\x80';
  bytes[1] = '\x40';
  EXPECT_EQ(bits.encode(), packed(bytes));
}

TEST(StatusBits, ReadsBackWhatItWrote) {
  StatusBits bits;
  for (std::uint64_t i = 0; i < status_list_bits; i += 977) bits.set(i);
  const auto read = StatusBits::decode(bits.encode());
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, bits);
  EXPECT_TRUE(read->test(977));
  EXPECT_FALSE(read->test(978));
}

TEST(StatusBits, RefusesAnythingElse) {
  const std::string right = StatusBits().encode();
  EXPECT_FALSE(StatusBits::decode(""));
  EXPECT_FALSE(StatusBits::decode(right.substr(1)));
  EXPECT_FALSE(StatusBits::decode(right.substr(0, right.size() - 4)));
  EXPECT_FALSE(StatusBits::decode(right + "AAAA"));
  EXPECT_FALSE(StatusBits::decode(packed(std::string(status_list_bits / 8 - 1, '\0'))));
  EXPECT_FALSE(StatusBits::decode(packed(std::string(status_list_bits / 8 + 1, '\0'))));
  // A bomb: a gigabyte in a megabyte, refused for its length alone; 30 MB in 40 kB, unpacked no
  // further than a list is long.
  EXPECT_FALSE(StatusBits::decode("u" + std::string(std::size_t{1} << 20, 'A')));
  EXPECT_FALSE(StatusBits::decode(packed(std::string(std::size_t{30} << 20, '\0'))));
}

TEST(StatusList, ReadsBackWhatItWrote) {
  StatusBits bits;
  bits.set(5);
  const Instant as_of = *parse_time("2026-08-01T00:00:00Z");
  const std::string text = status_list_json({"https://mill.example", 1, as_of}, bits);
  const auto parsed = json::parse(text);
  const auto list = read_status_list(**parsed->object());
  ASSERT_TRUE(list);
  EXPECT_EQ(list->url, "https://mill.example/status/1");
  EXPECT_EQ(list->issuer, "did:web:mill.example");
  EXPECT_EQ(list->as_of, as_of);
  EXPECT_EQ(list->bits, bits);
  for (const auto& [from, to] : std::initializer_list<std::pair<const char*, const char*>>{
           {"revocation", "suspension"},
           {"#list", "#other"},
           {"BitstringStatusListCredential", "X"}}) {
    const auto other = json::parse(replaced(text, from, to));
    EXPECT_FALSE(read_status_list(**other->object())) << from;
  }
}

}  // namespace
}  // namespace tenbin::credential
