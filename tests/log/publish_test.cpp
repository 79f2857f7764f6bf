// Publishing: what is in the folder after every step, crash and failure; forks; witnesses that
// answer, do not, or lie.
#include "service/publish.hpp"

#include <gtest/gtest.h>

#include "../store/temporary_folder.hpp"
#include "model_folder.hpp"
#include "service/log_reading.hpp"
#include "service/published.hpp"
#include "tlog/log_proof.hpp"
#include "tlog/tiles.hpp"
#include "witness/witness.hpp"

namespace tenbin {
namespace {

tlog::KeyPair key_of(std::uint8_t byte) {
  return tlog::KeyPair::from_seed(tlog::Seed{byte});
}

// A book whose records are lines of no meaning, in segments of `step`.
class Mill {
 public:
  explicit Mill(const std::string& path, std::string word = "record", std::uint8_t key = 7)
      : word_(std::move(word)),
        book_(store::Book::create(path,
                                  {{"origin", "mill.example/log"},
                                   {"public_key", tlog::format_multikey(key_of(key).public_key())}})
                  .value()) {}

  void grow_to(std::uint64_t size, std::uint64_t step = 100) {
    while (frontier_.size() < size) {
      const std::uint64_t first = frontier_.size() + 1;
      std::string records;
      for (std::uint64_t seq = first; seq < first + step && seq <= size; ++seq) {
        const std::string record = word_ + std::to_string(seq);
        records += record + "\n";
        frontier_.append(tlog::leaf_hash(record));
        tree_.append(tlog::leaf_hash(record));
      }
      const auto count = static_cast<std::uint32_t>(frontier_.size() - first + 1);
      const std::string frontier = frontier_.serialise();
      ASSERT_TRUE(book_.append({first, count, records, frontier}).has_value());
    }
  }
  const store::Book& book() const { return book_; }
  const tlog::Tree& tree() const { return tree_; }

 private:
  std::string word_;
  store::Book book_;
  tlog::Frontier frontier_;
  tlog::Tree tree_;
};

tlog::VerifierKey log_vkey(std::uint8_t key = 7) {
  return {"mill.example/log", key_of(key).public_key()};
}

// The size of the folder's checkpoint, whose tiles are all there and right.
std::uint64_t consistent_size(const ModelFolder& folder, const tlog::Tree& tree) {
  const auto checkpoint_file = folder.files.find("checkpoint");
  if (checkpoint_file == folder.files.end()) return 0;
  const auto checkpoint = tlog::open_checkpoint(checkpoint_file->second, log_vkey());
  EXPECT_TRUE(checkpoint.has_value());
  if (!checkpoint) return 0;
  EXPECT_EQ(checkpoint->root, tree.root_at(checkpoint->size));
  for (const tlog::Tile& tile : tlog::new_tiles(0, checkpoint->size)) {
    std::string expected;
    for (std::uint64_t i = 0; i < tile.width; ++i) {
      const tlog::Hash hash = tree.node(tile.level * 8, tile.index * 256 + i);
      expected.append(hash.begin(), hash.end());
    }
    auto file = folder.files.find(tlog::tile_path(tile));
    if (file == folder.files.end()) {  // the page lets a full one stand for it
      file = folder.files.find(tlog::tile_path({tile.level, tile.index, 256}));
    }
    EXPECT_NE(file, folder.files.end()) << tlog::tile_path(tile);
    if (file != folder.files.end()) {
      EXPECT_EQ(file->second.substr(0, expected.size()), expected) << tlog::tile_path(tile);
    }
  }
  return checkpoint->size;
}

// Exactly the tiles of the tree, the checkpoint, and partial tiles of published sizes before.
void expect_complete(const ModelFolder& folder, const Mill& mill) {
  const std::uint64_t size = mill.tree().size();
  EXPECT_EQ(consistent_size(folder, mill.tree()), size);
  for (const tlog::Tile& tile : tlog::new_tiles(0, size)) {
    EXPECT_TRUE(folder.files.contains(tlog::tile_path(tile))) << tlog::tile_path(tile);
  }
}

TEST(Publish, GrowsStepByStep) {
  const store::TemporaryFolder place;
  Mill mill(place.file("mill.tenbin"));
  ModelFolder folder;
  const auto empty = publish(mill.book(), folder, {key_of(7)});
  ASSERT_TRUE(empty.has_value());
  EXPECT_EQ(empty->size, 0U);
  EXPECT_EQ(consistent_size(folder, mill.tree()), 0U);
  ModelFolder::Files full;
  for (const std::uint64_t size : {1U, 3U, 255U, 256U, 257U, 600U, 601U, 1024U, 66000U}) {
    mill.grow_to(size, 7000);
    const auto done = publish(mill.book(), folder, {key_of(7)});
    ASSERT_TRUE(done.has_value());
    EXPECT_EQ(done->size, size);
    EXPECT_EQ(done->tiles, tlog::new_tiles(done->old_size, size).size());
    expect_complete(folder, mill);
    for (const auto& [path, bytes] : full) EXPECT_EQ(folder.files[path], bytes);
    full.clear();
    for (const auto& [path, bytes] : folder.files) {
      EXPECT_FALSE(path.ends_with(".new"));
      const auto tile = tlog::parse_tile_path(path);
      if (!tile) continue;
      if (tile->full()) full[path] = bytes;
      if (!tile->full()) {
        EXPECT_FALSE(folder.files.contains(tlog::tile_path({tile->level, tile->index, 256})));
      }
    }
  }
  const int before = folder.operations;
  const auto again = publish(mill.book(), folder, {key_of(7)});
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->tiles, 0U);
  EXPECT_EQ(folder.operations, before) << "nothing is written twice";
}

// At every operation of every publication: the machine stops, or the operation fails.
TEST(Publish, SurvivesACrashAtEveryStep) {
  const store::TemporaryFolder place;
  Mill mill(place.file("mill.tenbin"));
  ModelFolder good;
  std::uint64_t old_size = 0;
  std::mt19937 random(1);
  for (const std::uint64_t size : {2U, 256U, 300U, 301U, 770U}) {
    mill.grow_to(size, 50);
    for (int at = 0;; ++at) {
      bool reached = true;
      for (int luck = 0; luck < 30; ++luck) {
        ModelFolder folder(good.files);
        folder.fail_at = at;
        folder.fail_ever_after = true;
        reached = !publish(mill.book(), folder, {key_of(7)}).has_value();
        if (!reached) break;
        if (luck == 0) {  // the process ends, the machine goes on
          folder.fail_at = -1;
        } else {
          folder.crash(random);
        }
        const std::uint64_t after = consistent_size(folder, mill.tree());
        EXPECT_TRUE(after == old_size || after == size) << after;
        ASSERT_TRUE(publish(mill.book(), folder, {key_of(7)}).has_value());
        expect_complete(folder, mill);
      }
      if (!reached) break;
    }
    ASSERT_TRUE(publish(mill.book(), good, {key_of(7)}).has_value());
    old_size = size;
  }
}

TEST(Publish, RefusesAForkAndAnotherLogAndWritesNothing) {
  const store::TemporaryFolder place;
  Mill mill(place.file("mill.tenbin"));
  mill.grow_to(300);
  ModelFolder folder;
  ASSERT_TRUE(publish(mill.book(), folder, {key_of(7)}).has_value());
  const auto refused = [&](const Mill& other, std::uint8_t key) {
    const ModelFolder::Files before = folder.files;
    const auto done = publish(other.book(), folder, {key_of(key)});
    EXPECT_FALSE(done.has_value());
    EXPECT_EQ(folder.files, before);
    return done ? Problem{Code::interrupted, {}} : done.error();
  };
  Mill shorter(place.file("shorter.tenbin"));
  shorter.grow_to(299);
  EXPECT_EQ(refused(shorter, 7), (Problem{Code::log_fork, {{"size", "300"}, {"records", "299"}}}));
  Mill longer(place.file("longer.tenbin"), "other");
  longer.grow_to(400);
  EXPECT_EQ(refused(longer, 7), (Problem{Code::log_fork, {{"size", "300"}, {"records", "400"}}}));
  Mill same_size(place.file("same.tenbin"), "other");
  same_size.grow_to(300);
  EXPECT_EQ(refused(same_size, 7).code, Code::log_fork);
  Mill foreign(place.file("foreign.tenbin"), "record", 8);
  foreign.grow_to(300);
  EXPECT_EQ(refused(foreign, 8), (Problem{Code::log_other, {{"path", "checkpoint"}}}));
  folder.files["checkpoint"].pop_back();
  EXPECT_EQ(refused(mill, 7).code, Code::log_other);
}

TEST(Publish, WritesAllTilesWhenTheLastOnesAreDamaged) {
  const store::TemporaryFolder place;
  Mill mill(place.file("mill.tenbin"));
  mill.grow_to(600);
  ModelFolder folder;
  ASSERT_TRUE(publish(mill.book(), folder, {key_of(7)}).has_value());
  const ModelFolder::Files right = folder.files;
  for (const char* path : {"tile/0/002.p/88", "tile/1/000.p/2"}) {
    folder.files[path][5] ^= 1;
    ASSERT_TRUE(publish(mill.book(), folder, {key_of(7)}).has_value());
    EXPECT_EQ(folder.files, right);
    folder.files.erase(path);
    ASSERT_TRUE(publish(mill.book(), folder, {key_of(7)}).has_value());
    EXPECT_EQ(folder.files, right);
  }
  folder.files["tile/0/000"][5] ^= 1;
  ASSERT_TRUE(publish(mill.book(), folder, {.key = key_of(7), .all = true}).has_value());
  EXPECT_EQ(folder.files, right);
}

// --- witnesses ---------------------------------------------------------------------------------

struct Somebody {
  ModelFolder state;
  std::optional<witness::Witness> witness;
  std::uint64_t asked = 0;

  explicit Somebody(std::uint8_t byte) {
    witness = witness::Witness::open(state, {"w" + std::to_string(byte) + ".example",
                                             key_of(byte),
                                             {log_vkey()},
                                             [] { return Instant{5'000'000}; }})
                  .value();
  }
  WitnessAnswer answer(const std::string& url, const std::string& body) {
    EXPECT_TRUE(url.ends_with("/add-checkpoint")) << url;
    ++asked;
    const witness::Answer answer = witness->add_checkpoint(body);
    return {answer.status, answer.body};
  }
  WitnessAt at(std::string url) const { return {witness->key(), std::move(url)}; }
};

TEST(PublishWithWitnesses, TheyCosignAsTheLogGrows) {
  const store::TemporaryFolder place;
  Mill mill(place.file("mill.tenbin"));
  ModelFolder folder;
  Somebody one(1);
  Somebody two(2);
  bool two_answers = false;
  const Publishing how{key_of(7),
                       {one.at("http://one/"), two.at("http://two/prefix")},
                       [&](const std::string& url, const std::string& body) -> WitnessAnswer {
                         if (url == "http://one/add-checkpoint") return one.answer(url, body);
                         EXPECT_EQ(url, "http://two/prefix/add-checkpoint");
                         return two_answers ? two.answer(url, body) : WitnessAnswer{};
                       }};
  using Kind = WitnessOutcome::Kind;
  mill.grow_to(3);
  const auto first = publish(mill.book(), folder, how);
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->witnesses[0].kind, Kind::cosigned);
  EXPECT_EQ(first->witnesses[1].kind, Kind::no_answer);
  two_answers = true;  // it comes later, to the same size, and the first is not asked again
  const auto second = publish(mill.book(), folder, how);
  ASSERT_TRUE(second.has_value());
  EXPECT_EQ(one.asked, 1U);
  EXPECT_EQ(tlog::parse_note(folder.files["checkpoint"])->signatures.size(), 3U);
  mill.grow_to(500);
  const auto third = publish(mill.book(), folder, how);
  ASSERT_TRUE(third.has_value());
  EXPECT_EQ(third->witnesses[1].kind, Kind::cosigned);
  EXPECT_EQ(one.asked, 2U) << "the size that it knows was guessed";
  folder.files.erase("checkpoint");  // and told where it could not be
  const auto fourth = publish(mill.book(), folder, how);
  ASSERT_TRUE(fourth.has_value());
  EXPECT_EQ(fourth->witnesses[0].kind, Kind::cosigned);
  EXPECT_EQ(one.asked, 4U);
  EXPECT_EQ(fourth->checkpoint, folder.files["checkpoint"]);
}

TEST(PublishWithWitnesses, AWitnessThatHasSeenMoreSaysSo) {
  const store::TemporaryFolder place;
  Mill mill(place.file("mill.tenbin"));
  mill.grow_to(20);
  Somebody one(1);
  const Publishing how{key_of(7), {one.at("u")}, [&](const std::string& url, const std::string& b) {
                         return one.answer(url, b);
                       }};
  ModelFolder folder;
  ASSERT_TRUE(publish(mill.book(), folder, how).has_value());
  Mill copy(place.file("copy.tenbin"));  // the book, from an old backup, in another folder
  copy.grow_to(10);
  ModelFolder elsewhere;
  const auto done = publish(copy.book(), elsewhere, how);
  ASSERT_TRUE(done.has_value());
  EXPECT_EQ(done->witnesses[0].kind, WitnessOutcome::Kind::ahead);
  EXPECT_EQ(done->witnesses[0].size, 20U);
  Mill fork(place.file("fork.tenbin"), "other");
  fork.grow_to(30);
  ModelFolder third;
  const auto forked = publish(fork.book(), third, how);
  ASSERT_TRUE(forked.has_value());
  EXPECT_EQ(forked->witnesses[0].kind, WitnessOutcome::Kind::refused);
  EXPECT_EQ(forked->witnesses[0].status, 422U);
}

TEST(PublishWithWitnesses, AnswersOfOthersAreNotTaken) {
  const store::TemporaryFolder place;
  Mill mill(place.file("mill.tenbin"));
  mill.grow_to(20);
  Somebody one(1);
  Somebody other(2);
  WitnessAnswer said;
  const Publishing how{key_of(7), {one.at("u")}, [&](const std::string&, const std::string& body) {
                         return said.status == 1 ? other.answer("/add-checkpoint", body) : said;
                       }};
  using Kind = WitnessOutcome::Kind;
  const std::vector<std::pair<WitnessAnswer, Kind>> rows = {
      {{200, ""}, Kind::malformed},        {{200, "nonsense\n"}, Kind::malformed},
      {{1, ""}, Kind::malformed},          {{409, "x\n"}, Kind::malformed},
      {{409, "21\n"}, Kind::ahead},        {{409, "5\n"}, Kind::refused},
      {{404, "unknown\n"}, Kind::refused}, {{503, ""}, Kind::refused},
      {{0, ""}, Kind::no_answer},
  };
  for (const auto& [answer, kind] : rows) {
    said = answer;
    ModelFolder folder;
    const auto done = publish(mill.book(), folder, how);
    ASSERT_TRUE(done.has_value());
    EXPECT_EQ(done->witnesses[0].kind, kind) << answer.status << answer.body;
    EXPECT_EQ(tlog::parse_note(folder.files["checkpoint"])->signatures.size(), 1U);
  }
}

// --- reading and proofs ------------------------------------------------------------------------

TEST(LogReading, FrontiersAtEverySize) {
  const store::TemporaryFolder place;
  Mill mill(place.file("mill.tenbin"));
  mill.grow_to(130, 11);
  for (std::uint64_t size = 0; size <= 130; ++size) {
    const auto frontier = frontier_at(mill.book(), size);
    ASSERT_TRUE(frontier.has_value());
    EXPECT_EQ(frontier->size(), size);
    EXPECT_EQ(frontier->root(), mill.tree().root_at(size));
  }
}

TEST(Proofs, EveryRecordUnderItsOwnCheckpointAndUnderOneOfWitnesses) {
  const store::TemporaryFolder place;
  Mill mill(place.file("mill.tenbin"));
  mill.grow_to(70, 13);
  const auto proofs = Proofs::of(mill.book());
  ASSERT_TRUE(proofs.has_value());
  const tlog::Policy policy = tlog::policy_of(log_vkey());
  ModelFolder folder;
  const auto published = publish(mill.book(), folder, {key_of(7)});
  ASSERT_TRUE(published.has_value());
  for (std::uint64_t seq = 1; seq <= 70; ++seq) {
    const tlog::Hash leaf = tlog::leaf_hash("record" + std::to_string(seq));
    const auto own = proofs->proof_of(seq, seq, key_of(7));
    EXPECT_EQ(own, proofs->proof_of(seq, seq, key_of(7)));
    ASSERT_TRUE(own.has_value());
    EXPECT_TRUE(tlog::verify_log_proof(*tlog::parse_log_proof(*own), leaf, policy).has_value());
    const auto under = proofs->proof_under(seq, published->checkpoint);
    ASSERT_TRUE(under.has_value());
    const auto proven = tlog::verify_log_proof(*tlog::parse_log_proof(*under), leaf, policy);
    ASSERT_TRUE(proven.has_value());
    EXPECT_EQ(proven->checkpoint.size, 70U);
    EXPECT_EQ(proofs->proof_for(seq, std::nullopt, key_of(7)), own);
    EXPECT_EQ(proofs->proof_for(seq, published->checkpoint, key_of(7)), under);
  }
  for (const auto& [seq, size] : {std::pair{0U, 5U}, {6U, 5U}, {5U, 71U}}) {
    EXPECT_EQ(proofs->proof_of(seq, size, key_of(7)).error().code, Code::reference_unknown);
  }
  Mill fork(place.file("fork.tenbin"), "other");
  fork.grow_to(60);
  ModelFolder other;
  const auto elsewhere = publish(fork.book(), other, {key_of(7)});
  EXPECT_EQ(proofs->proof_under(3, elsewhere->checkpoint).error().code, Code::log_fork);
}

TEST(Cosigned, TheLongestIsKept) {
  const store::TemporaryFolder place;
  const std::string book = place.file("mill.tenbin");
  const auto checkpoint = [](std::uint64_t size, std::uint8_t key = 7) {
    return tlog::sign_checkpoint({"mill.example/log", size, tlog::Hash{}}, key_of(key));
  };
  EXPECT_EQ(cosigned_checkpoint(book, log_vkey()).value(), std::nullopt);
  ASSERT_TRUE(keep_cosigned(book, log_vkey(), checkpoint(5)).has_value());
  EXPECT_EQ(cosigned_checkpoint(book, log_vkey()).value(), checkpoint(5));
  ASSERT_TRUE(keep_cosigned(book, log_vkey(), checkpoint(4)).has_value());
  EXPECT_EQ(cosigned_checkpoint(book, log_vkey()).value(), checkpoint(5));
  EXPECT_FALSE(keep_cosigned(book, log_vkey(), checkpoint(6, 8)).has_value());
  EXPECT_EQ(cosigned_checkpoint(book, log_vkey(8)).value(), std::nullopt);
}

}  // namespace
}  // namespace tenbin
