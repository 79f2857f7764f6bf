// A witness: each answer of the C2SP page in the page's order, what it remembers, and failing
// disks.
#include "witness/witness.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "../store/temporary_folder.hpp"
#include "model_folder.hpp"
#include "tlog/witness_text.hpp"

namespace tenbin::witness {
namespace {

tlog::KeyPair key_of(std::uint8_t byte) {
  return tlog::KeyPair::from_seed(tlog::Seed{byte});
}

constexpr const char* origin = "mill.example/log";

// A log of so many records, or of others.
tlog::Tree tree_of(std::uint64_t size, const std::string& word = "record") {
  tlog::Tree tree;
  for (std::uint64_t i = 0; i < size; ++i) tree.append(tlog::leaf_hash(word + std::to_string(i)));
  return tree;
}

std::string checkpoint_of(const tlog::Tree& tree, std::uint8_t key = 7,
                          const std::string& name = origin) {
  return tlog::sign_checkpoint({name, tree.size(), tree.root_at(tree.size())}, key_of(key));
}

std::string request(std::uint64_t old_size, const tlog::Tree& tree) {
  return tlog::format_add_checkpoint(
      {old_size, tree.consistency(old_size, tree.size()), checkpoint_of(tree)});
}

class WitnessTest : public testing::Test {
 protected:
  Witness open(std::vector<tlog::VerifierKey> logs = {{origin, key_of(7).public_key()}}) {
    return Witness::open(folder, {"witness.example", key_of(1), std::move(logs),
                                  [this] { return Instant{now_ms}; }})
        .value();
  }
  ModelFolder folder;
  std::int64_t now_ms = 1'790'000'000'999;
};

TEST_F(WitnessTest, CosignsALogThatGrows) {
  Witness witness = open();
  std::uint64_t known = 0;
  for (const std::uint64_t size : {0U, 1U, 2U, 2U, 17U, 400U}) {
    const tlog::Tree tree = tree_of(size);
    const Answer answer = witness.add_checkpoint(request(known, tree));
    ASSERT_EQ(answer.status, 200U) << answer.body;
    const auto lines = tlog::parse_signature_lines(answer.body);
    ASSERT_TRUE(lines.has_value());
    const tlog::Note note{tlog::parse_note(checkpoint_of(tree))->text, *lines};
    const tlog::CosignerKey key = witness.key();
    EXPECT_EQ(tlog::verify_cosignatures(note, {&key, 1}),
              (std::vector<tlog::Cosignature>{{key, 1'790'000'000}}));
    known = size;
  }
}

TEST_F(WitnessTest, WhatIsMalformedIs400) {
  Witness witness = open();
  const std::string right = request(0, tree_of(3));
  for (const std::string& wrong :
       {std::string(), std::string("old 0\n\n"), right.substr(1), right.substr(0, right.size() - 1),
        std::string("old 0\n\nno note\n"),
        "old 0\n\nx\ny\n\n" + right.substr(right.find("\u2014"))}) {
    EXPECT_EQ(witness.add_checkpoint(wrong).status, 400U) << wrong;
  }
  const tlog::Tree tree = tree_of(3);
  EXPECT_EQ(witness.add_checkpoint("old 4\n\n" + checkpoint_of(tree)).status, 400U);
  EXPECT_TRUE(folder.files.empty());
}

TEST_F(WitnessTest, UnknownLogsAndSignaturesAre404And403) {
  Witness witness = open();
  const tlog::Tree tree = tree_of(3);
  const auto ask = [&](const std::string& checkpoint) {
    return witness.add_checkpoint("old 0\n\n" + checkpoint).status;
  };
  EXPECT_EQ(ask(checkpoint_of(tree, 7, "other.example/log")), 404U);
  EXPECT_EQ(ask(checkpoint_of(tree, 8)), 403U);
  tlog::Note forged = tlog::parse_note(checkpoint_of(tree)).value();
  forged.signatures[0].bytes[3] ^= 1;
  EXPECT_EQ(ask(tlog::format_note(forged)), 403U);
  // A wrong signature beside a right one makes the note malformed; an unknown one does not matter.
  tlog::Note both = tlog::parse_note(checkpoint_of(tree)).value();
  both.signatures.push_back(forged.signatures[0]);
  EXPECT_EQ(ask(tlog::format_note(both)), 403U);
  tlog::Note more = tlog::parse_note(checkpoint_of(tree)).value();
  more.signatures.push_back({"other.example", 5, "whatever"});
  EXPECT_EQ(ask(tlog::format_note(more)), 200U);
}

TEST_F(WitnessTest, AnotherOldSizeIs409WithTheKnownOne) {
  Witness witness = open();
  ASSERT_EQ(witness.add_checkpoint(request(0, tree_of(5))).status, 200U);
  for (const std::uint64_t old_size : {0U, 3U, 6U, 9U}) {
    const Answer answer = witness.add_checkpoint(request(old_size, tree_of(9)));
    EXPECT_EQ(answer.status, 409U);
    EXPECT_EQ(answer.type, "text/x.tlog.size");
    EXPECT_EQ(answer.body, "5\n");
  }
  EXPECT_EQ(witness.add_checkpoint(request(3, tree_of(4))).status, 409U) << "no way back";
}

TEST_F(WitnessTest, ForksAre422) {
  Witness witness = open();
  ASSERT_EQ(witness.add_checkpoint(request(0, tree_of(5))).status, 200U);
  const ModelFolder::Files before = folder.files;
  EXPECT_EQ(witness.add_checkpoint(request(5, tree_of(9, "other"))).status, 422U);
  EXPECT_EQ(witness.add_checkpoint(request(5, tree_of(5, "other"))).status, 422U);
  const tlog::Tree tree = tree_of(9);
  tlog::Proof proof = tree.consistency(5, 9);
  proof.pop_back();
  EXPECT_EQ(
      witness.add_checkpoint(tlog::format_add_checkpoint({5, proof, checkpoint_of(tree)})).status,
      422U);
  const tlog::Tree five = tree_of(5);
  EXPECT_EQ(
      witness.add_checkpoint(tlog::format_add_checkpoint({5, {tlog::Hash{}}, checkpoint_of(five)}))
          .status,
      422U);
  EXPECT_EQ(folder.files, before);
  EXPECT_EQ(witness.add_checkpoint(request(5, tree)).status, 200U);
}

TEST_F(WitnessTest, OfSizeZeroOnlyTheEmptyTree) {
  Witness witness = open();
  const std::string wrong = tlog::sign_checkpoint({origin, 0, tlog::Hash{}}, key_of(7));
  EXPECT_EQ(witness.add_checkpoint("old 0\n\n" + wrong).status, 422U);
  const std::string hash = to_base64(tlog::Hash{}) + "\n";
  const tlog::Tree tree = tree_of(2);
  EXPECT_EQ(witness.add_checkpoint("old 0\n" + hash + "\n" + checkpoint_of(tree)).status, 422U);
}

TEST_F(WitnessTest, RemembersOverARestart) {
  ASSERT_EQ(open().add_checkpoint(request(0, tree_of(5))).status, 200U);
  Witness again = open();
  EXPECT_EQ(again.add_checkpoint(request(0, tree_of(6))).body, "5\n");
  EXPECT_EQ(again.add_checkpoint(request(5, tree_of(9, "other"))).status, 422U);
  EXPECT_EQ(again.add_checkpoint(request(5, tree_of(6))).status, 200U);
}

TEST_F(WitnessTest, KnowsALogThatChangedItsKey) {
  ASSERT_EQ(open().add_checkpoint(request(0, tree_of(5))).status, 200U);
  Witness again = open({{origin, key_of(9).public_key()}, {origin, key_of(10).public_key()}});
  const tlog::Tree tree = tree_of(6);
  const auto ask = [&](std::uint8_t key) {
    return again
        .add_checkpoint(
            tlog::format_add_checkpoint({5, tree.consistency(5, 6), checkpoint_of(tree, key)}))
        .status;
  };
  EXPECT_EQ(ask(7), 403U);
  EXPECT_EQ(ask(10), 200U);
}

TEST_F(WitnessTest, DoesNotStartWithADamagedMemory) {
  ASSERT_EQ(open().add_checkpoint(request(0, tree_of(5))).status, 200U);
  const auto [path, right] = *folder.files.begin();
  const auto refused = [&](std::uint8_t key = 1) {
    const auto opened = Witness::open(
        folder, {"witness.example", key_of(key), {{origin, key_of(7).public_key()}}, {}});
    return !opened && opened.error() == Problem{Code::witness_state, {{"path", path}}};
  };
  EXPECT_TRUE(refused(2)) << "of another witness";
  for (std::size_t i = 0; i < right.size(); i += 7) {
    std::string& wrong = folder.files[path];
    wrong = right;
    wrong[i] ^= 1;
    // The log's own signature is not what it trusts here.
    const bool in_log_signature = i >= right.find("\u2014") && i < right.rfind("\u2014");
    if (!in_log_signature) {
      EXPECT_TRUE(refused()) << i;
    }
  }
  folder.files[path] = "";
  EXPECT_TRUE(refused());
}

TEST_F(WitnessTest, ADiskThatFailsGivesNoCosignature) {
  for (int at = 0; at < 4; ++at) {
    folder.files.clear();
    Witness witness = open();
    folder.operations = 0;
    folder.fail_at = at;
    EXPECT_EQ(witness.add_checkpoint(request(0, tree_of(5))).status, 500U) << at;
    folder.fail_at = -1;
    // What it did not answer it has not promised: another checkpoint of the log may come.
    EXPECT_EQ(witness.add_checkpoint(request(0, tree_of(4))).status, 200U) << at;
    EXPECT_EQ(open().add_checkpoint(request(0, tree_of(4))).body, "4\n");
  }
}

// Whatever a crash leaves: nothing that was answered is forgotten.
TEST_F(WitnessTest, ACrashForgetsNoAnswer) {
  std::mt19937 random(2);
  for (int at = 0; at < 4; ++at) {
    for (int luck = 0; luck < 40; ++luck) {
      ModelFolder fresh;
      const auto open_it = [&] {
        return Witness::open(fresh,
                             {"witness.example", key_of(1), {{origin, key_of(7).public_key()}}, [] {
                                return Instant{};
                              }});
      };
      ASSERT_EQ(open_it()->add_checkpoint(request(0, tree_of(5))).status, 200U);
      auto witness = open_it();
      fresh.operations = 0;
      fresh.fail_at = at;
      fresh.fail_ever_after = true;
      EXPECT_EQ(witness->add_checkpoint(request(5, tree_of(8))).status, 500U);
      fresh.crash(random);
      auto again = open_it();
      ASSERT_TRUE(again.has_value());
      const Answer known = again->add_checkpoint(request(0, tree_of(9)));
      EXPECT_TRUE(known.body == "5\n" || known.body == "8\n") << known.body;
    }
  }
}

TEST_F(WitnessTest, ServesTheLastCheckpointWithItsCosignature) {
  Witness witness = open();
  const std::string hash = to_hex(tlog::sha256(as_bytes(origin)));
  EXPECT_EQ(witness.checkpoint(hash).status, 404U);
  tlog::Note more = tlog::parse_note(checkpoint_of(tree_of(5))).value();
  more.signatures.insert(more.signatures.begin(), {"other.example", 5, "whatever"});
  ASSERT_EQ(witness.add_checkpoint("old 0\n\n" + tlog::format_note(more)).status, 200U);
  const Answer answer = witness.checkpoint(hash);
  EXPECT_EQ(answer.status, 200U);
  const tlog::Note note = tlog::parse_note(answer.body).value();
  ASSERT_EQ(note.signatures.size(), 2U) << "the unknown one is not passed on";
  const tlog::VerifierKey log{origin, key_of(7).public_key()};
  const tlog::CosignerKey ours = witness.key();
  EXPECT_TRUE(tlog::open_checkpoint(answer.body, log).has_value());
  EXPECT_TRUE(tlog::verify_cosignatures(note, {&ours, 1}).has_value());
  EXPECT_EQ(witness.checkpoint(hash.substr(1)).status, 404U);
}

TEST(WitnessKey, IsMadeOnceAndForItsOwner) {
  const store::TemporaryFolder place;
  const std::string folder = place.path().string();
  const auto random = [](std::span<std::uint8_t> bytes) {
    std::fill(bytes.begin(), bytes.end(), 3);
  };
  const auto made = open_key(folder, random);
  ASSERT_TRUE(made.has_value());
  struct stat about = {};
  ASSERT_EQ(::stat(place.file("key").c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777U, 0600U);
  const auto again = open_key(folder, [](std::span<std::uint8_t>) { FAIL(); });
  EXPECT_EQ(again->public_key(), made->public_key());
  std::ofstream(place.file("key")) << "nonsense";
  EXPECT_EQ(open_key(folder, random).error().code, Code::key_invalid);
}

}  // namespace
}  // namespace tenbin::witness
