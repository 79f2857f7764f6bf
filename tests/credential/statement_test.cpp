#include "credential/statement.hpp"

#include <gtest/gtest.h>

#include <random>

#include "credential/statement_check.hpp"
#include "issued.hpp"

namespace tenbin::credential {
namespace {

constexpr std::uint8_t verifier_seed = 9;

tlog::PublicKey verifier_key(std::uint8_t seed = verifier_seed) {
  return samples::key(seed).public_key();
}

// What samples::verified cites, of the book of issued.hpp.
Statement sample() {
  Statement statement;
  statement.issuer = "did:web:verifier.example";
  statement.said = *samples::verified(1).verification;
  statement.site = "KAWABE";
  statement.accounts = {"KAWABE/renewable", "KAWABE/renewable/hydro"};
  statement.book_issuer = "did:web:mill.example";
  statement.log_origin = envelope().log_origin;
  statement.log_size = 1'234;
  statement.log_root = std::string(64, 'a');
  statement.rulebook_id = "free-credit";
  statement.rulebook_sha256 = std::string(64, 'b');
  statement.pack_sha256 = std::string(64, 'c');
  return statement;
}

Statement by_key() {
  Statement statement = sample();
  statement.issuer = did_of_key(verifier_key());
  statement.book_issuer.reset();
  return statement;
}

std::string signed_text(const Statement& statement, std::uint8_t seed = verifier_seed) {
  return sign_statement(statement, samples::key(seed));
}

DidDocument did(std::optional<Instant> revoked = {}, std::uint8_t seed = verifier_seed) {
  const std::string name = sample().issuer;
  return {name, {{method_of(name, verifier_key(seed)), verifier_key(seed), {}, revoked}}};
}

CertificateContent citing(const std::string& statement) {
  CertificateContent content = samples::verified(2);
  content.verification->digest = digest_of(statement);
  return content;
}

std::string said(const Check& check) {
  if (check.result == CheckResult::passed) return "passed";
  return (check.result == CheckResult::failed ? "failed " : "not checked ") + check.reason;
}

// The check of a certificate that cites `cited` while `statement` is at hand.
std::string with(const CertificateContent& content, const std::optional<std::string>& statement,
                 const VerifierKeys& keys = {verifier_key(), {}}) {
  Given given;
  given.statement = statement;
  given.verifier = keys;
  const Report report = verify(signed_json(content), given);
  const Check* check = report.find("statement");
  return check == nullptr ? "absent" : said(*check);
}

// The statement changed, signed, and cited as it is.
template <class F>
std::string after(F change, const VerifierKeys& keys = {verifier_key(), {}}) {
  Statement statement = sample();
  change(statement);
  const std::string text = signed_text(statement);
  return with(citing(text), text, keys);
}

TEST(Statement, ReadsBackWhatItWrote) {
  for (const Statement& statement : {sample(), by_key()}) {
    const std::string text = signed_text(statement);
    EXPECT_EQ(text, signed_text(statement));
    const auto read = read_statement(text);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->content, statement);
    EXPECT_EQ(read->digest, digest_of(text));
    EXPECT_EQ(read->signed_by, verifier_key());
    EXPECT_EQ(read->method, method_of(statement.issuer, verifier_key()));
  }
}

TEST(Statement, SaysThatItCertifiesNoProduct) {
  const std::string text = statement_json(sample());
  EXPECT_NE(text.find(R"("assessorLevel":"3rdParty","attestationType":"verification")"),
            std::string::npos);
  EXPECT_NE(text.find(statement_claim().text.ja), std::string::npos);
  EXPECT_NE(text.find(R"("code":"C7")"), std::string::npos);
  EXPECT_EQ(text.find("_kg"), std::string::npos);
  const std::string other =
      replaced(signed_text(sample()), "製品を認証するものではありません", "製品を認証するものです");
  EXPECT_FALSE(read_statement(other));
}

TEST(Statement, EveryChangedByteIsFound) {
  const std::string text = signed_text(sample());
  std::mt19937 chance(7);
  for (int i = 0; i < 200; ++i) {
    std::string other = text;
    char& place = other[chance() % other.size()];
    const char before = place;
    while (place == before) place = static_cast<char>(chance() % 256);
    EXPECT_EQ(said(check_statement(other, {verifier_key(), {}})).substr(0, 6), "failed") << other;
    EXPECT_EQ(with(citing(text), other).substr(0, 6), "failed");
  }
}

TEST(Statement, OneWayOnlyToWriteIt) {
  const std::string text = signed_text(sample());
  const std::size_t from = text.find(R"("proof":{)");
  const std::size_t to = text.find(R"(,"type":["VerifiableCredential")");
  const std::string proof = text.substr(from + 8, to - from - 8);
  const std::string wrong[] = {
      text + "\n",
      " " + text,
      replaced(text, proof, "[" + proof + "]"),
      replaced(text, proof, "[" + proof + "," + proof + "]"),
      replaced(text, R"("log_size":1234)", R"("log_size":1234.0)"),
      replaced(text, R"("log_size":1234)", R"("log_size":0)"),
      replaced(text, R"("accounts":["KAWABE/renewable",)", R"("accounts":["Z",)"),
      replaced(text, R"("created":"2026-10-20T)", R"("created":"2026-10-21T)"),
      replaced(text, R"("from":"2026-04-01")", R"("from":"2026-10-01")"),
      replaced(text, R"("level":"limited")", R"("level":"total")"),
      replaced(text, R"("site":"KAWABE")", R"("site":"")"),
      replaced(text, R"("site":"KAWABE")", R"("site":"KAWABE\u001b")"),
      replaced(text, R"("verifier":)", R"("unknown":1,"verifier":)"),
      replaced(text, std::string(64, 'a'), std::string(64, 'A')),
      replaced(text, std::string(64, 'c'), std::string(62, 'c')),
      replaced(text, "did:web:mill.example", "did:web:Mill.example"),
      "{}",
      "",
      signed_json(samples::verified(1))};
  for (const std::string& each : wrong) {
    EXPECT_FALSE(read_statement(each)) << each;
    EXPECT_EQ(said(check_statement(each, {})).substr(0, 16), "failed malformed");
  }
}

TEST(Statement, NamesOfVerifiers) {
  EXPECT_TRUE(is_verifier_did("did:web:verifier.example"));
  EXPECT_TRUE(is_verifier_did("did:web:verifier.example%3A8443"));
  EXPECT_TRUE(is_verifier_did(did_of_key(verifier_key())));
  for (const char* other : {"", "did:web:", "did:key:", "did:key:z6Mk", "did:web:Verifier.example",
                            "https://verifier.example", "did:web:verifier.example:path"})
    EXPECT_FALSE(is_verifier_did(other)) << other;
}

TEST(StatementCheck, StandsBehindVerificationAndOnlyWhereCitedOrGiven) {
  const std::string text = signed_text(sample());
  EXPECT_EQ(with(samples::verified(1), {}), "absent");
  EXPECT_EQ(with(samples::whole(), {}), "absent");
  const Report report = verify(signed_json(citing(text)), {});
  for (std::size_t i = 1; i < report.checks.size(); ++i) {
    if (report.checks[i].name == "statement") {
      EXPECT_EQ(report.checks[i - 1].name, "verification");
    }
  }
  EXPECT_TRUE(report.passed());
}

TEST(StatementCheck, Results) {
  const std::string text = signed_text(sample());
  const CertificateContent content = citing(text);
  EXPECT_EQ(with(content, {}), "not checked no_statement_given");
  EXPECT_EQ(with(content, "{"), "failed malformed");
  EXPECT_EQ(with(content, replaced(text, "KAWABE\"", "KAWABA\"")), "failed does_not_match");
  EXPECT_EQ(with(content, statement_json(sample())), "failed does_not_match");
  EXPECT_EQ(with(samples::verified(1), text), "failed not_cited");
  EXPECT_EQ(with(samples::whole(), text), "failed not_cited");
  EXPECT_EQ(with(citing(text + " "), text), "failed not_cited");
  EXPECT_EQ(with(content, text, {verifier_key(8), {}}), "failed another_key");
  EXPECT_EQ(with(content, text, {}), "not checked no_verifier_key");
  EXPECT_EQ(with(content, text), "passed");
  const std::string of_key = signed_text(by_key());
  EXPECT_EQ(with(citing(of_key), of_key), "passed");
}

TEST(StatementCheck, SaysWhatTheCertificateSays) {
  EXPECT_EQ(after([](Statement&) {}), "passed");
  EXPECT_EQ(after([](Statement& s) { s.said.verifier = "Another"; }), "failed differs");
  EXPECT_EQ(after([](Statement& s) { s.said.kind = AssuranceKind::validation; }), "failed differs");
  EXPECT_EQ(after([](Statement& s) { s.said.level = AssuranceLevel::reasonable; }),
            "failed differs");
  EXPECT_EQ(after([](Statement& s) { s.said.criteria += "."; }), "failed differs");
  EXPECT_EQ(after([](Statement& s) { s.said.statement = "VS-2"; }), "failed differs");
  EXPECT_EQ(after([](Statement& s) { s.said.scope.from = Date::of(2026, 1, 1); }),
            "failed differs");
  EXPECT_EQ(after([](Statement& s) { s.said.scope.to = Date::of(2026, 12, 31); }),
            "failed differs");
  EXPECT_EQ(after([](Statement& s) { s.said.date = Date::of(2026, 10, 21); }), "failed differs");
}

TEST(StatementCheck, IsAboutTheSameBook) {
  EXPECT_EQ(after([](Statement& s) { s.site = "HQ"; }), "failed another_book");
  EXPECT_EQ(after([](Statement& s) { s.site = "KAWA"; }), "failed another_book");
  EXPECT_EQ(after([](Statement& s) { s.log_origin += "x"; }), "failed another_book");
  EXPECT_EQ(after([](Statement& s) { s.book_issuer = "did:web:other.example"; }),
            "failed another_book");
  EXPECT_EQ(after([](Statement& s) { s.book_issuer.reset(); }), "passed");
}

TEST(StatementCheck, KeysOfADidDocument) {
  const auto day = [](unsigned n) {
    return Instant{std::int64_t{Date::of(2026, 10, n).days()} * 86'400'000};
  };
  const auto same = [](Statement&) {};
  EXPECT_EQ(after(same, {{}, did()}), "passed");
  EXPECT_EQ(after(same, {verifier_key(), did()}), "passed");
  EXPECT_EQ(after(same, {verifier_key(8), did()}), "failed another_key");
  EXPECT_EQ(after(same, {{}, did({}, 8)}), "failed another_key");
  EXPECT_EQ(after(same, {{}, did(day(20))}), "failed another_key");
  EXPECT_EQ(after(same, {{}, did(day(21))}), "passed");
  EXPECT_EQ(after(same, {{}, DidDocument{sample().issuer, {}}}), "failed another_key");
  DidDocument other = did();
  other.did = "did:web:other.example";
  EXPECT_EQ(after(same, {{}, other}), "failed another_key");
}

// Only the key that the issuer's name and the proof's both hold is the issuer's.
TEST(StatementCheck, ANameOfSomebodyElse) {
  const std::string text = signed_text(by_key(), 8);
  EXPECT_EQ(said(check_statement(text, {verifier_key(8), {}})), "failed does_not_match");
  const std::string method = method_of(sample().issuer, verifier_key());
  const std::string other =
      replaced(signed_text(sample()), "\"" + method,
               "\"did:web:other.example#" + method.substr(method.find('#') + 1));
  EXPECT_EQ(said(check_statement(other, {})), "failed does_not_match");
}

TEST(Statement, CertificatesCiteItByDigest) {
  const CertificateContent content = citing(signed_text(sample()));
  const std::string text = to_credential(content, envelope());
  EXPECT_NE(text.find(R"("statement_sha256":")" + content.verification->digest), std::string::npos);
  EXPECT_NE(text.find(R"("linkURL":"ni:///sha-256;)"), std::string::npos);
  const auto parsed = json::parse(text);
  EXPECT_EQ(read_credential(**parsed->object())->content, content);
  for (const char* wrong : {"", "00", "ZZ"}) {
    const auto other = json::parse(replaced(text, content.verification->digest, wrong));
    EXPECT_FALSE(read_credential(**other->object()));
  }
}

}  // namespace
}  // namespace tenbin::credential
