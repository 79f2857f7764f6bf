#include "credential/summary.hpp"

#include <gtest/gtest.h>

#include "issued.hpp"

namespace tenbin::credential {
namespace {

Summary sample(bool with_mass) {
  tlog::Hash digest{};
  digest.fill(0xAB);
  return summary_of(samples::certificate(40), digest, with_mass, 1'000'000);
}

std::string bytes_of(const std::string& url) {
  return from_base64url(url.substr(url.find('#') + 1)).value();
}

TEST(Summary, ReadsBackWhatItWrote) {
  for (const bool with_mass : {true, false}) {
    const std::string url = summary_url("https://mill.example", sample(with_mass), samples::key());
    EXPECT_TRUE(url.starts_with("https://mill.example/c/MB-2026-000123-8/NENTQAXB#"));
    EXPECT_LE(url.size(), longest_qr_text);
    const auto read = read_summary(url);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->summary, sample(with_mass));
    EXPECT_EQ(read->summary.allocated.has_value(), with_mass);
    EXPECT_TRUE(read->holds(samples::key().public_key()));
    EXPECT_FALSE(read->holds(samples::key(9).public_key()));
    EXPECT_EQ(read_summary(url.substr(url.find('#') + 1))->summary, read->summary);
  }
}

// RFC 8949: an array of 9, version 1, the number as text.
TEST(Summary, IsCbor) {
  const std::string bytes =
      bytes_of(summary_url("https://a.example", sample(false), samples::key()));
  EXPECT_EQ(bytes.substr(0, 19), "\x89\x01\x70MB-2026-000123-8");
  EXPECT_EQ(to_hex(as_bytes(bytes.substr(19, 3))), "015820");  // revision 1, 32 bytes
  EXPECT_EQ(static_cast<unsigned char>(bytes[54]), 0xF6);      // no mass
}

TEST(Summary, AnyChangedByteIsRefused) {
  const std::string bytes =
      bytes_of(summary_url("https://a.example", sample(true), samples::key()));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (const int change : {0x01, 0x20, 0x80}) {
      std::string changed = bytes;
      changed[i] = static_cast<char>(changed[i] ^ change);
      const auto read = read_summary(to_base64url(as_bytes(changed)));
      EXPECT_FALSE(read && read->holds(samples::key().public_key())) << i;
    }
  }
}

TEST(Summary, OnlyTheShortestCbor) {
  std::string bytes = bytes_of(summary_url("https://a.example", sample(true), samples::key()));
  bytes.replace(1, 1, std::string("\x18\x01"));  // version 1 in two bytes
  EXPECT_FALSE(read_summary(to_base64url(as_bytes(bytes))));
  EXPECT_FALSE(read_summary(""));
  EXPECT_FALSE(read_summary(std::string(5000, 'A')));
  EXPECT_FALSE(read_summary("https://a.example/c/1#" + std::string(80, '!')));
}

}  // namespace
}  // namespace tenbin::credential
