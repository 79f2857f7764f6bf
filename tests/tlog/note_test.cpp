// Signed notes: the example of the C2SP page byte for byte, refusals line by line, what is trusted.
#include "tlog/note.hpp"

#include <gtest/gtest.h>

namespace tenbin::tlog {
namespace {

KeyPair key_of(std::uint8_t byte) {
  Seed seed{};
  seed.fill(byte);
  return KeyPair::from_seed(seed);
}

VerifierKey verifier(std::string name, std::uint8_t byte) {
  return {std::move(name), key_of(byte).public_key()};
}

// A note signed by the key that the test logs of transparency-dev/tessera use (a public secret):

constexpr std::string_view published_vkey =
    "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";
constexpr std::string_view published_secret = "7KZj9JkBfSNlwnx6dnkVjUPP7BMwvbJZKQr70NIXd6A=";
constexpr std::string_view published_text =
    "example.com/log/testdata\n100270\nGRV1O0dCqmjjPvYi7CtOT79zb/fPwLNsMFWsynwU8Ac=\n";
constexpr std::string_view published_signature =
    "\u2014 example.com/log/testdata M9e0lkcvy5bAe7rrC8tCyAP+my+CLzswA91zOpBNWVU7qCojkUOHnfdQzDIm"
    "oYeYH8G8PJSwOqsx0RkSa261OmKVwwM=\n";
const std::string published = std::string(published_text) + "\n" + std::string(published_signature);

TEST(Note, PublishedNoteIsVerified) {
  const Result<Note> note = parse_note(published);
  ASSERT_TRUE(note.has_value());
  EXPECT_EQ(note->text, published_text);
  EXPECT_EQ(format_note(*note), published);
  const VerifierKey key = parse_vkey(published_vkey).value();
  EXPECT_EQ(verify_note(*note, {&key, 1}), std::vector<std::string>{"example.com/log/testdata"});
}

TEST(Note, PublishedNoteIsSignedByteForByte) {
  const KeyPair key = parse_key_file("tenbin-ed25519-v1 " + std::string(published_secret)).value();
  Note note{std::string(published_text), {}};
  sign_note(note, "example.com/log/testdata", key);
  EXPECT_EQ(format_note(note), published);
}

TEST(Note, SignedIsVerified) {
  Note note{"first\n\nlast\n", {}};
  sign_note(note, "mill.example/log", key_of(1));
  sign_note(note, "witness.example", key_of(2));
  const Result<Note> parsed = parse_note(format_note(note));
  ASSERT_EQ(parsed, note);
  const std::vector<VerifierKey> both = {verifier("mill.example/log", 1),
                                         verifier("witness.example", 2)};
  EXPECT_EQ(verify_note(*parsed, both),
            (std::vector<std::string>{"mill.example/log", "witness.example"}));
  EXPECT_EQ(verify_note(*parsed, {&both[1], 1}), std::vector<std::string>{"witness.example"});
}

TEST(Note, UnknownKeysAreIgnoredAndDoNotSuffice) {
  Note note{"text\n", {}};
  sign_note(note, "mill.example/log", key_of(1));
  for (const VerifierKey& key : {verifier("mill.example/log", 2), verifier("other.example", 1)}) {
    const auto answer = verify_note(note, {&key, 1});
    ASSERT_FALSE(answer.has_value());
    EXPECT_EQ(answer.error().code, Code::verification_failed);
    EXPECT_EQ(answer.error().facts[0].value, "note.no_known_key");
  }
}

TEST(Note, WrongSignatureOfAKnownKeyRefusesTheWhole) {
  Note note{"text\n", {}};
  sign_note(note, "mill.example/log", key_of(1));
  sign_note(note, "witness.example", key_of(2));
  const std::vector<VerifierKey> keys = {verifier("mill.example/log", 1),
                                         verifier("witness.example", 2)};
  Note short_signature = note;
  short_signature.signatures[1].bytes.pop_back();
  note.signatures[1].bytes[5] ^= 1;
  for (const Note& wrong : {note, short_signature}) {
    const auto answer = verify_note(wrong, keys);
    ASSERT_FALSE(answer.has_value());
    EXPECT_EQ(answer.error().facts[0].value, "note.signature_wrong");
    EXPECT_EQ(answer.error().facts[1].value, "witness.example");
  }
  note.text = "other\n";
  EXPECT_FALSE(verify_note(note, {keys.data(), 1}).has_value());
}

struct Refusal {
  std::string text;
  std::string place;
  std::string what;
};

TEST(Note, ParseIsStrict) {
  const std::string good = "\u2014 a AAAAAAA=\n";  // key id 0 and one byte of signature
  ASSERT_TRUE(parse_note("t\n\n" + good).has_value());
  const std::vector<Refusal> refusals = {
      {"", "1", "note.no_newline"},
      {"t\n", "2", "note.no_blank_line"},
      {"t\n" + good, "3", "note.no_blank_line"},
      {"t\n\n", "3", "note.no_signature"},
      {"t\n\n" + good.substr(0, good.size() - 1), "3", "note.no_newline"},
      {"t\n\n" + good + "x\n", "4", "note.signature_line"},
      {"t\n\n- a AAAAAAA=\n", "3", "note.signature_line"},
      {"t\n\n\u2014 a  AAAAAAA=\n", "3", "note.signature_line"},
      {"t\n\n\u2014 a AAAAAAA\n", "3", "note.signature_line"},
      {"t\n\n\u2014 a AAAAAA==\n", "3", "note.signature_line"},
      {"t\n\n\u2014 a+b AAAAAAA=\n", "3", "note.signature_line"},
      {"t\n\n\u2014  AAAAAAA=\n", "3", "note.signature_line"},
      {"t\n\n\u2014 a\u3000b AAAAAAA=\n", "3", "note.signature_line"},
      {"t\n\n\u2014 a AAAAAAA= \n", "3", "note.signature_line"},
      {"t\n\tu\n\n" + good, "2", "note.control_character"},
      {"t\r\n\n" + good, "1", "note.control_character"},
      {"t\n\xC0\xAF\n\n" + good, "2", "note.utf8"},
      {"t\n\xED\xA0\x80\n\n" + good, "2", "note.utf8"},
  };
  for (const Refusal& refusal : refusals) {
    const Result<Note> note = parse_note(refusal.text);
    ASSERT_FALSE(note.has_value()) << refusal.text;
    EXPECT_EQ(note.error().code, Code::input_invalid);
    EXPECT_EQ(note.error().facts[0].value, refusal.place) << refusal.text;
    EXPECT_EQ(note.error().facts[1].value, refusal.what) << refusal.text;
  }
}

TEST(Note, LimitsOfSignaturesAndSize) {
  std::string text = "t\n\n";
  for (std::size_t i = 0; i < max_note_signatures; ++i) text += "\u2014 a AAAAAAA=\n";
  EXPECT_TRUE(parse_note(text).has_value());
  EXPECT_FALSE(parse_note(text + "\u2014 a AAAAAAA=\n").has_value());
  EXPECT_FALSE(parse_note(std::string(max_note_size, 'x') + text).has_value());
}

TEST(Vkey, PublishedKey) {
  const Result<VerifierKey> key = parse_vkey(published_vkey);
  ASSERT_TRUE(key.has_value());
  EXPECT_EQ(key->name, "example.com/log/testdata");
  EXPECT_EQ(key->id(), 0x33D7B496U);
  EXPECT_EQ(format_vkey(*key), published_vkey);
}

TEST(Vkey, ParseIsStrict) {
  const std::string good(published_vkey);
  const auto what = [](std::string_view text) {
    const Result<VerifierKey> key = parse_vkey(text);
    EXPECT_FALSE(key.has_value());
    return key ? "" : key.error().facts[0].value;
  };
  EXPECT_EQ(what(""), "vkey.malformed");
  EXPECT_EQ(what("a+b"), "vkey.malformed");
  const std::string name = "example.com/log/testdata";
  EXPECT_EQ(what(good.substr(name.size())), "vkey.name");
  EXPECT_EQ(what("x" + good), "vkey.id");
  EXPECT_EQ(what(good + "\n"), "vkey.malformed");
  EXPECT_EQ(what(name + "+33D7B496" + good.substr(name.size() + 9)), "vkey.malformed");
  EXPECT_EQ(what(name + "+33d7b496+Ag=="), "vkey.other_kind");
  // 0x04: a timestamped cosignature's key
  EXPECT_EQ(what(name + "+33d7b496+BOHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"),
            "vkey.other_kind");
}

}  // namespace
}  // namespace tenbin::tlog
