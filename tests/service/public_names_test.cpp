// What a stranger names a certificate by: one name of number and code, so that no step knows one of
// them alone.
#include "service/public_names.hpp"

#include <gtest/gtest.h>

#include "base/encoding.hpp"
#include "certificate/check_code.hpp"

namespace tenbin {
namespace {

Outside outside(std::uint8_t seed) {
  return {[] { return Instant{}; },
          [seed](std::span<std::uint8_t> bytes) { std::fill(bytes.begin(), bytes.end(), seed); }};
}

class PublicNamesTest : public testing::Test {
 protected:
  // One more attested revision; its check code.
  std::string attest(Index certificate, std::uint8_t digest) {
    Attestation made;
    made.certificate = certificate;
    made.digest.fill(digest);
    state_.attestations.push_back(made);
    return certificate::check_code(to_hex(made.digest));
  }
  Index add(std::string_view number) {
    Certificate made;
    made.number = state_.texts.add(number);
    state_.certificates.push_back(std::move(made));
    return static_cast<Index>(state_.certificates.size() - 1);
  }
  Index find(std::string_view number, std::string_view code) {
    return names_.find(state_, names_.name_of(number, code));
  }

  State state_{Rulebook{}};
  PublicNames names_{outside(7)};
};

TEST_F(PublicNamesTest, NumberAndCodeTogetherFindTheirRevision) {
  const Index first = add("K-1");
  const std::string code = attest(first, 1);
  EXPECT_EQ(find("K-1", code), 0U);
  const Index second = add("K-2");
  const std::string newer = attest(first, 2);
  const std::string other = attest(second, 3);
  EXPECT_EQ(find("K-1", code), 0U);  // the old revision too
  EXPECT_EQ(find("K-1", newer), 1U);
  EXPECT_EQ(find("K-2", other), 2U);
}

// The same work by construction: what is looked up is a hash of both under a key that nobody knows,
// so a wrong code of a known number is as far from every name as a number that does not exist.
TEST_F(PublicNamesTest, AWrongNumberAndAWrongCodeAreTheSameMiss) {
  const std::string code = attest(add("K-1"), 1);
  const std::string other = attest(add("K-2"), 2);
  EXPECT_EQ(find("K-1", "00000000"), no_index);
  EXPECT_EQ(find("K-1", other), no_index);
  EXPECT_EQ(find("K-9", code), no_index);
  EXPECT_EQ(find("K-1", ""), no_index);
  EXPECT_EQ(find("", code), no_index);
}

TEST_F(PublicNamesTest, ANameSaysNothingOfItsParts) {
  const PublicName name = names_.name_of("K-1", "7K3Q9XAB");
  EXPECT_EQ(name, names_.name_of("K-1", "7K3Q9XAB"));
  EXPECT_NE(name, names_.name_of("K-17", "K3Q9XAB"));  // the same letters, parted elsewhere
  EXPECT_NE(name, names_.name_of("K-1", "7K3Q9XAC"));
  EXPECT_NE(name, PublicNames(outside(8)).name_of("K-1", "7K3Q9XAB"));  // another server's key
}

}  // namespace
}  // namespace tenbin
