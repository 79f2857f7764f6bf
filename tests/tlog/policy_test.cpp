// Policies: the example of the C2SP page with keys of ours, refusals line by line, every set of
// witnesses against the rule in words.
#include "tlog/policy.hpp"

#include <gtest/gtest.h>

namespace tenbin::tlog {
namespace {

KeyPair key_of(std::uint8_t byte) {
  Seed seed{};
  seed.fill(byte);
  return KeyPair::from_seed(seed);
}

std::string log_vkey(std::string name, std::uint8_t byte) {
  return format_vkey({std::move(name), key_of(byte).public_key()});
}

CosignerKey witness_key(std::uint8_t byte) {
  return {"witness.example/" + std::to_string(byte), key_of(byte).public_key()};
}

std::string witness_vkey(std::uint8_t byte) {
  return format_cosigner_vkey(witness_key(byte));
}

// The policy of https://c2sp.org/tlog-policy, "Example policy".
std::string published() {
  return "log " + log_vkey("mill.example/log", 1) + "\n\n" +               //
         "witness X1 " + witness_vkey(11) + "\n" +                         //
         "witness X2 " + witness_vkey(12) + "\n" +                         //
         "witness X3 " + witness_vkey(13) + "\n" +                         //
         "group X-witnesses 2 X1 X2 X3\n\n" +                              //
         "witness Y1 " + witness_vkey(21) + "\n" +                         //
         "witness Y2 " + witness_vkey(22) + "\n" +                         //
         "\twitness  Y3 " + witness_vkey(23) + " https://y3.example \n" +  //
         "group Y-witnesses any Y1 Y2 Y3\n" +                              //
         "  # both\n" +                                                    //
         "group X-and-Y all X-witnesses Y-witnesses\n" +                   //
         "quorum X-and-Y\n";
}

bool satisfied(const Policy& policy, const std::vector<std::uint8_t>& witnesses) {
  std::vector<Cosignature> cosignatures;
  for (const std::uint8_t byte : witnesses) cosignatures.push_back({witness_key(byte), 1});
  return quorum_satisfied(policy, cosignatures);
}

TEST(Policy, PublishedExample) {
  const auto policy = parse_policy(published());
  ASSERT_TRUE(policy.has_value());
  ASSERT_EQ(policy->logs.size(), 1U);
  EXPECT_EQ(policy->logs[0].key.name, "mill.example/log");
  EXPECT_EQ(policy->witnesses.size(), 6U);
  EXPECT_EQ(policy->witnesses[5].name, "Y3");
  EXPECT_EQ(policy->witnesses[5].url, "https://y3.example");
  EXPECT_EQ(policy->groups.size(), 3U);
  constexpr std::uint8_t all[] = {11, 12, 13, 21, 22, 23};
  for (unsigned set = 0; set < 64; ++set) {
    std::vector<std::uint8_t> members;
    unsigned x = 0;
    unsigned y = 0;
    for (unsigned i = 0; i < 6; ++i) {
      if ((set >> i & 1) == 0) continue;
      members.push_back(all[i]);
      ++(i < 3 ? x : y);
    }
    EXPECT_EQ(satisfied(*policy, members), x >= 2 && y >= 1) << set;
  }
}

TEST(Policy, QuorumOfNoneOneAndUnknown) {
  const auto none = parse_policy("quorum none\n");
  ASSERT_TRUE(none.has_value());
  EXPECT_TRUE(satisfied(*none, {}));
  const auto one = parse_policy("witness W " + witness_vkey(5) + "\nquorum W\n");
  ASSERT_TRUE(one.has_value());
  EXPECT_FALSE(satisfied(*one, {}));
  EXPECT_FALSE(satisfied(*one, {6}));
  EXPECT_TRUE(satisfied(*one, {5}));
  EXPECT_TRUE(satisfied(*one, {6, 5}));
}

// Two keys of one name are two witnesses: one cosignature must not count for both.
TEST(Policy, WitnessesOfOneNameAreTwo) {
  const CosignerKey first{"witness.example", key_of(1).public_key()};
  const CosignerKey second{"witness.example", key_of(2).public_key()};
  const auto policy = parse_policy("witness A " + format_cosigner_vkey(first) + "\nwitness B " +
                                   format_cosigner_vkey(second) + "\ngroup G all A B\nquorum G\n");
  ASSERT_TRUE(policy.has_value());
  EXPECT_FALSE(quorum_satisfied(*policy, std::vector<Cosignature>{{first, 1}}));
  EXPECT_FALSE(quorum_satisfied(*policy, std::vector<Cosignature>{{first, 1}, {first, 2}}));
  EXPECT_TRUE(quorum_satisfied(*policy, std::vector<Cosignature>{{first, 1}, {second, 1}}));
}

TEST(Policy, OfOneLog) {
  const Policy policy = policy_of({"mill.example/log", key_of(1).public_key()});
  EXPECT_EQ(policy.logs.size(), 1U);
  EXPECT_TRUE(satisfied(policy, {}));
}

struct Refusal {
  std::string text;
  std::string place;
  std::string problem;
};

TEST(Policy, RefusalsLineByLine) {
  const std::string w1 = "witness W1 " + witness_vkey(1) + "\n";
  const std::string w2 = "witness W2 " + witness_vkey(2) + "\n";
  const std::string log = "log " + log_vkey("a", 1) + "\n";
  const std::vector<Refusal> rows = {
      {"", "1", "policy.no_quorum"},
      {"# nothing\n\n", "3", "policy.no_quorum"},
      {"quorum none", "1", "policy.no_newline"},
      {"quorum none\r\n", "1", "policy.control_character"},
      {std::string("quorum none\0\n", 13), "1", "policy.control_character"},
      {"quorum none\x7F\n", "1", "policy.control_character"},
      {"quorum none\nquorum none\n", "2", "policy.quorum_twice"},
      {"quorum\n", "1", "policy.form"},
      {"quorum a b\n", "1", "policy.form"},
      {"quorum W1\n" + w1, "1", "policy.unknown_name"},
      {"Quorum none\n", "1", "policy.word"},
      {"allow none\n", "1", "policy.word"},
      {"log\n", "1", "policy.form"},
      {"log " + log_vkey("a", 1) + " http://a b\n", "1", "policy.form"},
      {"log abc\n", "1", "policy.log_key"},
      {"log " + witness_vkey(1) + "\n", "1", "policy.log_key"},
      {log + "log " + log_vkey("b", 1) + "\n", "2", "policy.key_twice"},
      {"witness W1\n", "1", "policy.form"},
      {"witness W1 " + log_vkey("a", 1) + "\n", "1", "policy.witness_key"},
      {w1 + "witness W2 " + witness_vkey(1) + "\n", "2", "policy.key_twice"},
      {w1 + "witness W1 " + witness_vkey(2) + "\n", "2", "policy.name_twice"},
      {"witness none " + witness_vkey(2) + "\n", "1", "policy.name_none"},
      {w1 + "group G all\n", "2", "policy.form"},
      {w1 + "group G 0 W1\n", "2", "policy.threshold"},
      {w1 + "group G 2 W1\n", "2", "policy.threshold"},
      {w1 + "group G 01 W1\n", "2", "policy.threshold"},
      {w1 + "group G +1 W1\n", "2", "policy.threshold"},
      {w1 + "group G most W1\n", "2", "policy.threshold"},
      {w1 + "group G any W1 W3\n", "2", "policy.unknown_name"},
      {w1 + "group G any G\n", "2", "policy.unknown_name"},
      {w1 + "group G any none\n", "2", "policy.unknown_name"},
      {w1 + "group G any W1 W1\n", "2", "policy.counted_twice"},
      {w1 + w2 + "group G any W1\ngroup H any W1 W2\n", "4", "policy.counted_twice"},
      {w1 + "group W1 any W1\n", "2", "policy.name_twice"},
      {w1 + "group none any W1\n", "2", "policy.name_none"},
  };
  for (const Refusal& row : rows) {
    const auto policy = parse_policy(row.text);
    ASSERT_FALSE(policy.has_value()) << row.text;
    EXPECT_EQ(policy.error(),
              (Problem{Code::input_invalid, {{"place", row.place}, {"problem", row.problem}}}))
        << row.text;
  }
}

TEST(Policy, NamesAreOctets) {
  const auto policy = parse_policy("witness \xFF\xFE " + witness_vkey(1) + "\nquorum \xFF\xFE\n");
  ASSERT_TRUE(policy.has_value());
  EXPECT_TRUE(satisfied(*policy, {1}));
}

TEST(Policy, AsLargeAsThePageAsksAndNoLargerThanOurLimit) {
  std::string text;
  for (unsigned i = 1; i <= 40; ++i) {
    const auto byte = static_cast<std::uint8_t>(i);
    const std::string number = std::to_string(i);
    text += "log " + log_vkey("log" + number, byte) + "\nwitness W" + number + " " +
            witness_vkey(byte) + "\ngroup G" + number + " any W" + number + "\n";
  }
  EXPECT_TRUE(parse_policy(text + "quorum G40\n").has_value());
  EXPECT_FALSE(parse_policy(std::string(max_policy_size + 1, '\n')).has_value());
}

}  // namespace
}  // namespace tenbin::tlog
