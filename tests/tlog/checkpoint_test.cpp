// Checkpoints: the example of the C2SP page, refusals line by line, and the way from key to text.
#include "tlog/checkpoint.hpp"

#include <gtest/gtest.h>

namespace tenbin::tlog {
namespace {

// The example of https://c2sp.org/tlog-checkpoint@v1.0.0.
constexpr std::string_view published_text =
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
constexpr std::string_view published_signature =
    "\n\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/"
    "Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";

KeyPair some_key() {
  return KeyPair::from_seed(Seed{7});
}

TEST(Checkpoint, PublishedExample) {
  const auto note = parse_note(std::string(published_text) + std::string(published_signature));
  ASSERT_TRUE(note.has_value());
  const Result<Checkpoint> checkpoint = parse_checkpoint(note->text);
  ASSERT_TRUE(checkpoint.has_value());
  EXPECT_EQ(checkpoint->origin, "example.com/behind-the-sofa");
  EXPECT_EQ(checkpoint->size, 20852163U);
  EXPECT_EQ(format_checkpoint(*checkpoint), published_text);
}

TEST(Checkpoint, ExtensionLinesAreKept) {
  const std::string text = std::string(published_text) + "more\nand more\n";
  const Result<Checkpoint> checkpoint = parse_checkpoint(text);
  ASSERT_TRUE(checkpoint.has_value());
  EXPECT_EQ(checkpoint->extensions, (std::vector<std::string>{"more", "and more"}));
  EXPECT_EQ(format_checkpoint(*checkpoint), text);
}

TEST(Checkpoint, ParseIsStrict) {
  const std::string root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
  const std::vector<std::array<std::string, 3>> refusals = {
      {"", "1", "checkpoint.too_short"},
      {"a\n1\n", "3", "checkpoint.too_short"},
      {"\n1\n" + root, "1", "checkpoint.empty_line"},
      {"a\n\n" + root, "2", "checkpoint.empty_line"},
      {"a\n1\n" + root + "\n", "4", "checkpoint.empty_line"},
      {"a\n1\n" + root + "x", "4", "checkpoint.no_newline"},
      {"a\n01\n" + root, "2", "checkpoint.size"},
      {"a\n+1\n" + root, "2", "checkpoint.size"},
      {"a\n-1\n" + root, "2", "checkpoint.size"},
      {"a\n 1\n" + root, "2", "checkpoint.size"},
      {"a\n9007199254740992\n" + root, "2", "checkpoint.size"},
      {"a\n99999999999999999999\n" + root, "2", "checkpoint.size"},
      {"a\n1\nAAAA\n", "3", "checkpoint.root"},
      {"a\n1\n!" + root, "3", "checkpoint.root"},
  };
  for (const auto& [text, place, what] : refusals) {
    const Result<Checkpoint> checkpoint = parse_checkpoint(text);
    ASSERT_FALSE(checkpoint.has_value()) << text;
    EXPECT_EQ(checkpoint.error().facts[0].value, place) << text;
    EXPECT_EQ(checkpoint.error().facts[1].value, what) << text;
  }
  EXPECT_TRUE(parse_checkpoint("a\n0\n" + root).has_value());
  EXPECT_TRUE(parse_checkpoint("a\n9007199254740991\n" + root).has_value());
}

TEST(Checkpoint, SignedOpens) {
  const Checkpoint checkpoint{"mill.example/log", 12, leaf_hash("x")};
  const std::string text = sign_checkpoint(checkpoint, some_key());
  const VerifierKey log{"mill.example/log", some_key().public_key()};
  EXPECT_EQ(open_checkpoint(text, log), checkpoint);
  const VerifierKey stranger{"mill.example/log", KeyPair::from_seed(Seed{8}).public_key()};
  EXPECT_FALSE(open_checkpoint(text, stranger).has_value());
}

TEST(Checkpoint, OriginIsTheKeysName) {
  Note note{format_checkpoint({"other.example/log", 12, leaf_hash("x")}), {}};
  sign_note(note, "mill.example/log", some_key());
  const auto opened =
      open_checkpoint(format_note(note), {"mill.example/log", some_key().public_key()});
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().code, Code::verification_failed);
  EXPECT_EQ(opened.error().facts[0].value, "checkpoint.origin");
}

}  // namespace
}  // namespace tenbin::tlog
