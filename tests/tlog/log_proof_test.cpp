// tlog-proofs and the texts of the witness protocol: the examples of the C2SP pages, refusals line
// by line, every proof of a small log verified, damaged and refused.
#include "tlog/log_proof.hpp"

#include <gtest/gtest.h>

#include "tlog/witness_text.hpp"

namespace tenbin::tlog {
namespace {

KeyPair log_key() {
  return KeyPair::from_seed(Seed{7});
}

VerifierKey log_vkey() {
  return {"mill.example/log", log_key().public_key()};
}

// The hashes of https://c2sp.org/tlog-proof, whose signatures are shortened there.
const std::string published_head =
    "index 73894\n"
    "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\n"
    "B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=\n"
    "EKNzoDWG8LGC0Yp9o+sv3qllpMP9uHQ9B20KNL+Q1zs=\n"
    "RoopEkOdqkYqMB4MJXrbt/hMjOxsVn0IrWjpz1ZMMes=\n"
    "AHCioX9nLjsrse6YhjRRmk1WUEirVOLLRoOQ6vfO5vk=\n\n";
const std::string a_checkpoint =
    "example.com/fancylog\n109482\n"
    "sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=\n\nsignatures\n";

TEST(LogProof, PublishedExampleIsReadAndWritten) {
  const std::string text = "c2sp.org/tlog-proof@v1\n" + published_head + a_checkpoint;
  const auto proof = parse_log_proof(text);
  ASSERT_TRUE(proof.has_value());
  EXPECT_EQ(proof->index, 73894U);
  EXPECT_EQ(proof->hashes.size(), 5U);
  EXPECT_EQ(proof->checkpoint, a_checkpoint);
  EXPECT_EQ(proof->extra, std::nullopt);
  EXPECT_EQ(format_log_proof(*proof), text);
  const std::string extra = "c2sp.org/tlog-proof@v1\nextra AAEC\n" + published_head + a_checkpoint;
  const auto with_extra = parse_log_proof(extra);
  ASSERT_TRUE(with_extra.has_value());
  EXPECT_EQ(with_extra->extra, std::string("\0\1\2", 3));
  EXPECT_EQ(format_log_proof(*with_extra), extra);
}

struct Refusal {
  std::string text;
  std::string place;
  std::string problem;
};

TEST(LogProof, RefusalsLineByLine) {
  const std::string head = "c2sp.org/tlog-proof@v1\n";
  const std::string hash = "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\n";
  std::string many;
  for (int i = 0; i < 64; ++i) many += hash;
  const std::vector<Refusal> rows = {
      {"", "1", "log_proof.head"},
      {"c2sp.org/tlog-proof@v2\n", "1", "log_proof.head"},
      {"c2sp.org/tlog-proof@v1\r\n", "1", "log_proof.head"},
      {head, "2", "log_proof.index"},
      {head + "extra \nindex 0\n\nx\n", "2", "log_proof.extra"},
      {head + "extra AA\nindex 0\n\nx\n", "2", "log_proof.extra"},
      {head + "extra AAEC\nextra AAEC\nindex 0\n\nx\n", "3", "log_proof.index"},
      {head + "index\n\nx\n", "2", "log_proof.index"},
      {head + "index 01\n\nx\n", "2", "log_proof.index"},
      {head + "index -1\n\nx\n", "2", "log_proof.index"},
      {head + "index 9007199254740991\n\nx\n", "2", "log_proof.index"},
      {head + "index 0\n", "3", "log_proof.no_checkpoint"},
      {head + "index 0\n\n", "4", "log_proof.no_checkpoint"},
      {head + "index 0\nAAAA\n\nx\n", "3", "log_proof.hash"},
      {head + "index 0\n" + many + "\nx\n", "66", "log_proof.hash"},
      {head + "index 0\n\n" + std::string(max_note_size + 1, 'x'), "4", "log_proof.no_checkpoint"},
  };
  for (const Refusal& row : rows) {
    const auto proof = parse_log_proof(row.text);
    ASSERT_FALSE(proof.has_value()) << row.text;
    EXPECT_EQ(proof.error(),
              (Problem{Code::input_invalid, {{"place", row.place}, {"problem", row.problem}}}))
        << row.text.substr(0, 100);
  }
}

LogProof proof_in(const Tree& tree, std::uint64_t index, std::uint64_t size) {
  const Checkpoint checkpoint{log_vkey().name, size, tree.root_at(size)};
  return {index, tree.inclusion(index, size), sign_checkpoint(checkpoint, log_key()), {}};
}

TEST(LogProof, EveryRecordOfASmallLogIsProven) {
  Tree tree;
  for (int i = 0; i < 40; ++i) tree.append(leaf_hash(std::to_string(i)));
  const Policy policy = policy_of(log_vkey());
  for (std::uint64_t size = 1; size <= 40; size += 3) {
    for (std::uint64_t index = 0; index < size; ++index) {
      const LogProof proof = parse_log_proof(format_log_proof(proof_in(tree, index, size))).value();
      const auto proven = verify_log_proof(proof, leaf_hash(std::to_string(index)), policy);
      ASSERT_TRUE(proven.has_value());
      EXPECT_EQ(proven->checkpoint.size, size);
      EXPECT_TRUE(proven->quorum);
      EXPECT_FALSE(verify_log_proof(proof, leaf_hash("other"), policy).has_value());
      LogProof moved = proof;
      moved.index = index == 0 ? 1 : index - 1;
      if (size > 1) {
        EXPECT_FALSE(verify_log_proof(moved, leaf_hash(std::to_string(index)), policy).has_value());
      }
    }
  }
}

TEST(LogProof, AnyChangedByteIsRefused) {
  Tree tree;
  for (int i = 0; i < 21; ++i) tree.append(leaf_hash(std::to_string(i)));
  const Policy policy = policy_of(log_vkey());
  const std::string text = format_log_proof(proof_in(tree, 12, 21));
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string wrong = text;
    wrong[i] = static_cast<char>(wrong[i] ^ 1);
    const auto proof = parse_log_proof(wrong);
    EXPECT_FALSE(proof && verify_log_proof(*proof, leaf_hash("12"), policy)) << i;
  }
}

TEST(LogProof, QuorumIsToldAndForgedCosignaturesAreRefused) {
  Tree tree;
  tree.append(leaf_hash("0"));
  LogProof proof = proof_in(tree, 0, 1);
  const KeyPair key = KeyPair::from_seed(Seed{9});
  const CosignerKey witness{"witness.example", key.public_key()};
  const auto policy = parse_policy("log " + format_vkey(log_vkey()) + "\nwitness W " +
                                   format_cosigner_vkey(witness) + "\nquorum W\n");
  ASSERT_TRUE(policy.has_value());
  EXPECT_FALSE(verify_log_proof(proof, leaf_hash("0"), *policy)->quorum);
  Note note = parse_note(proof.checkpoint).value();
  note.signatures.push_back(cosign(note.text, witness.name, key, 5));
  proof.checkpoint = format_note(note);
  const auto proven = verify_log_proof(proof, leaf_hash("0"), *policy);
  ASSERT_TRUE(proven.has_value());
  EXPECT_TRUE(proven->quorum);
  EXPECT_EQ(proven->cosignatures, (std::vector<Cosignature>{{witness, 5}}));
  note.signatures.back().bytes.back() ^= 1;
  proof.checkpoint = format_note(note);
  EXPECT_FALSE(verify_log_proof(proof, leaf_hash("0"), *policy).has_value());
}

// A log that the policy knows signs a checkpoint that names another log.
TEST(LogProof, TheOriginIsTheSignersName) {
  Note note{format_checkpoint({"other.example/log", 0, sha256({})}), {}};
  sign_note(note, log_vkey().name, log_key());
  const auto opened = open_by_policy(format_note(note), policy_of(log_vkey()));
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error(),
            (Problem{Code::verification_failed,
                     {{"problem", "checkpoint.origin"}, {"key", "mill.example/log"}}}));
}

// The example of https://c2sp.org/tlog-witness, "add-checkpoint".
const std::string published_request =
    "old 20852014\n"
    "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n"
    "jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n"
    "5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n"
    "/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n\n"
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/"
    "Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "\u2014 example.com/behind-the-sofa "
    "opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/"
    "V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=\n";

TEST(WitnessText, PublishedRequestIsReadAndWritten) {
  const auto request = parse_add_checkpoint(published_request);
  ASSERT_TRUE(request.has_value());
  EXPECT_EQ(request->old_size, 20852014U);
  EXPECT_EQ(request->proof.size(), 4U);
  EXPECT_EQ(parse_note(request->checkpoint)->signatures.size(), 2U);
  EXPECT_EQ(format_add_checkpoint(*request), published_request);
}

TEST(WitnessText, PublishedAnswerIsReadAndWritten) {
  const std::string answer =
      "\u2014 witness.example/w1 "
      "CMp+6LWBU0anHGH5aNDTJkH/gj79sG+T6+iP2ThYN5krrDJbR1HDnucjL39QsZTSvVjyQ"
      "Lrdk3DXDqI5G2HgLatVs0pWh6Up69HVOw==\n"
      "\u2014 witness.example/w2 "
      "AWui8Sk55XjYLOijihBjhqEH6nS1ndDymE0a+6idX7pLcnoB+dhnz0854aLZgrrKbYKA7"
      "nC3HNJhm/kWl7oJlqU3rXXvpysAdyP3wQ==\n";
  const auto lines = parse_signature_lines(answer);
  ASSERT_TRUE(lines.has_value());
  EXPECT_EQ(lines->size(), 2U);
  EXPECT_EQ(format_signature_lines(*lines), answer);
  for (const std::string& wrong : {std::string(), answer + "\n", answer + "more\n",
                                   answer.substr(0, answer.size() - 1), "\n" + answer}) {
    EXPECT_FALSE(parse_signature_lines(wrong).has_value());
  }
}

TEST(WitnessText, RefusalsLineByLine) {
  const std::string hash = "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\n";
  std::string many;
  for (int i = 0; i < 64; ++i) many += hash;
  const std::vector<Refusal> rows = {
      {"", "1", "add_checkpoint.old"},
      {"old 1", "1", "add_checkpoint.old"},
      {"old  1\n\nx", "1", "add_checkpoint.old"},
      {"old 01\n\nx", "1", "add_checkpoint.old"},
      {"old x\n\nx", "1", "add_checkpoint.old"},
      {"new 1\n\nx", "1", "add_checkpoint.old"},
      {"old 1\n", "2", "add_checkpoint.no_checkpoint"},
      {"old 1\nAAAA\n\nx", "2", "add_checkpoint.hash"},
      {"old 1\n" + many + "\nx", "65", "add_checkpoint.hash"},
  };
  for (const Refusal& row : rows) {
    const auto request = parse_add_checkpoint(row.text);
    ASSERT_FALSE(request.has_value()) << row.text;
    EXPECT_EQ(request.error(),
              (Problem{Code::input_invalid, {{"place", row.place}, {"problem", row.problem}}}));
  }
}

TEST(WitnessText, KnownSizes) {
  EXPECT_EQ(format_known_size(20852014), "20852014\n");
  EXPECT_EQ(parse_known_size("20852014\n"), 20852014U);
  EXPECT_EQ(parse_known_size("0\n"), 0U);
  for (const char* wrong :
       {"", "\n", "1", "01\n", "1\n\n", "-1\n", "1 \n", "99999999999999999999\n"}) {
    EXPECT_EQ(parse_known_size(wrong), std::nullopt) << wrong;
  }
}

}  // namespace
}  // namespace tenbin::tlog
