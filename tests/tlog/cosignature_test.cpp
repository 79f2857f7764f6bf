// Cosignatures: a checkpoint of a log that runs, cosigned by witnesses that run, and what is
// trusted.
#include "tlog/cosignature.hpp"

#include <gtest/gtest.h>

#include "tlog/checkpoint.hpp"
#include "tlog/log_proof.hpp"

namespace tenbin::tlog {
namespace {

KeyPair key_of(std::uint8_t byte) {
  Seed seed{};
  seed.fill(byte);
  return KeyPair::from_seed(seed);
}

CosignerKey cosigner(std::string name, std::uint8_t byte) {
  return {std::move(name), key_of(byte).public_key()};
}

// A checkpoint of a staging log of Certificate Transparency with its witnesses' cosignatures, as
// the tests of the Python package signed-note-tools quote it (2026).
const std::string published =
    "arche2025h1.staging.ct.transparency.dev\n1432088532\n"
    "U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=\n\n"
    "\u2014 arche2025h1.staging.ct.transparency.dev "
    "zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGR"
    "EPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=\n"
    "\u2014 arche2025h1.staging.ct.transparency.dev "
    "ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzb"
    "C3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=\n"
    "\u2014 remora.n621.de "
    "2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sX"
    "Tynk5XeU/zZ0WBxtqB0DrAWfBw==\n"
    "\u2014 witness.stagemole.eu "
    "Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJ"
    "mIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==\n";
constexpr std::string_view published_log =
    "arche2025h1.staging.ct.transparency.dev+ba2f06c0+"
    "AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f";
constexpr std::string_view published_witness =
    "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";

TEST(Cosignature, PublishedOneIsVerified) {
  const CosignerKey witness = parse_cosigner_vkey(published_witness).value();
  EXPECT_EQ(format_cosigner_vkey(witness), published_witness);
  const Note note = parse_note(published).value();
  const auto cosignatures = verify_cosignatures(note, {&witness, 1});
  EXPECT_EQ(cosignatures, (std::vector<Cosignature>{{witness, 0x6A122120}}));
  const auto policy = parse_policy("log " + std::string(published_log) + "\nwitness R " +
                                   std::string(published_witness) + "\nquorum R\n");
  ASSERT_TRUE(policy.has_value());
  const auto proven = open_by_policy(published, *policy);
  ASSERT_TRUE(proven.has_value());
  EXPECT_EQ(proven->checkpoint.size, 1432088532U);
  EXPECT_TRUE(proven->quorum);
}

TEST(Cosignature, AnyOtherTextOrTimeIsRefused) {
  const CosignerKey witness = parse_cosigner_vkey(published_witness).value();
  const Note right = parse_note(published).value();
  Note longer = right;
  longer.text += "more\n";
  EXPECT_FALSE(verify_cosignatures(longer, {&witness, 1}).has_value());
  for (std::size_t i = 0; i < right.signatures[2].bytes.size(); ++i) {
    Note wrong = right;
    wrong.signatures[2].bytes[i] = static_cast<char>(wrong.signatures[2].bytes[i] ^ 1);
    const auto refused = verify_cosignatures(wrong, {&witness, 1});
    ASSERT_FALSE(refused.has_value()) << i;
    EXPECT_EQ(refused.error(),
              (Problem{Code::verification_failed,
                       {{"problem", "cosignature.wrong"}, {"key", "remora.n621.de"}}}));
  }
  Note cut = right;
  cut.signatures[2].bytes.pop_back();
  EXPECT_FALSE(verify_cosignatures(cut, {&witness, 1}).has_value());
}

TEST(Cosignature, SignedIsVerifiedAndIsOfItsKind) {
  const std::string text = format_checkpoint({"mill.example/log", 3, sha256({})});
  Note note{text, {}};
  sign_note(note, "mill.example/log", key_of(1));
  note.signatures.push_back(cosign(text, "witness.example", key_of(2), 1790000000));
  const CosignerKey witness = cosigner("witness.example", 2);
  const Note parsed = parse_note(format_note(note)).value();
  EXPECT_EQ(verify_cosignatures(parsed, {&witness, 1}),
            (std::vector<Cosignature>{{witness, 1790000000}}));
  EXPECT_EQ(parsed.signatures[1].bytes.size(), 72U);
  // The same key as a note key has another id: it never counts as a signature of the log.
  const VerifierKey as_log{"witness.example", key_of(2).public_key()};
  EXPECT_NE(as_log.id(), witness.id());
  EXPECT_FALSE(verify_note(parsed, {&as_log, 1}).has_value());
}

TEST(Cosignature, UnknownOnesArePassedOverAndTheFirstInTimeCounts) {
  const std::string text = format_checkpoint({"mill.example/log", 3, sha256({})});
  Note note{text, {}};
  note.signatures.push_back(cosign(text, "a.example", key_of(2), 30));
  note.signatures.push_back(cosign(text, "b.example", key_of(3), 20));
  note.signatures.push_back(cosign(text, "a.example", key_of(2), 10));
  note.signatures.push_back({"c.example", 7, "ML-DSA or what may come"});
  const std::vector<CosignerKey> known = {cosigner("a.example", 2), cosigner("a.example", 9)};
  EXPECT_EQ(verify_cosignatures(note, known), (std::vector<Cosignature>{{known[0], 10}}));
  EXPECT_EQ(verify_cosignatures(note, {}), std::vector<Cosignature>{});
}

TEST(Cosignature, TimesBeyondThePageAreRefused) {
  const std::string text = format_checkpoint({"mill.example/log", 3, sha256({})});
  const CosignerKey witness = cosigner("a.example", 2);
  Note note{text, {cosign(text, "a.example", key_of(2), (std::uint64_t{1} << 63) - 1)}};
  EXPECT_TRUE(verify_cosignatures(note, {&witness, 1}).has_value());
  note.signatures[0].bytes[0] = '\x80';
  EXPECT_FALSE(verify_cosignatures(note, {&witness, 1}).has_value());
}

TEST(Cosignature, VkeysOfTheOtherKindAreRefused) {
  const std::string as_log = format_vkey({"a.example", key_of(2).public_key()});
  const std::string as_witness = format_cosigner_vkey(cosigner("a.example", 2));
  EXPECT_EQ(parse_cosigner_vkey(as_log).error(),
            (Problem{Code::key_invalid, {{"problem", "vkey.no_cosigner"}}}));
  EXPECT_EQ(parse_vkey(as_witness).error(),
            (Problem{Code::key_invalid, {{"problem", "vkey.other_kind"}}}));
  for (std::size_t i = 0; i < as_witness.size(); ++i) {
    std::string wrong = as_witness;
    wrong[i] = wrong[i] == 'B' ? 'C' : 'B';
    const auto parsed = parse_cosigner_vkey(wrong);
    EXPECT_FALSE(parsed.has_value()) << wrong;
  }
}

}  // namespace
}  // namespace tenbin::tlog
