#include "credential/seal.hpp"

#include <gtest/gtest.h>

#include "credential/time.hpp"

namespace tenbin::credential {
namespace {

// Two P-256 keys of the W3C's and DIF's examples.
constexpr const char* ours = "zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv";
constexpr const char* theirs = "zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169";
constexpr const char* issuer = "did:web:mill.example";

std::string said(const Check& check) {
  if (check.result == CheckResult::passed) return "passed";
  return (check.result == CheckResult::failed ? "failed " : "not checked ") + check.reason;
}

Beside did_with(std::vector<DidSeal> seals, bool from_caller = true) {
  return {did_json({issuer, {}, std::move(seals)}), from_caller};
}

std::string by(const std::optional<Beside>& did, const std::vector<DidSeal>& of_book = {},
               const char* time = "2026-08-10T00:00:00Z") {
  return said(check_seal({ours, parse_time(time)}, issuer, did, of_book));
}

TEST(SealCheck, OnlyATrustedListIsAPass) {
  const DidSeal seal = seal_of(issuer, ours);
  const DidSeal other = seal_of(issuer, theirs);
  EXPECT_EQ(by({}), "not checked whose_seal");
  EXPECT_EQ(by(did_with({other, seal})), "passed");
  EXPECT_EQ(by(did_with({other})), "failed foreign_seal");
  EXPECT_EQ(by(did_with({})), "failed foreign_seal");
  EXPECT_EQ(by(did_with({seal}, false)), "not checked whose_seal");
  EXPECT_EQ(by(did_with({other}, false)), "failed foreign_seal");
  EXPECT_EQ(by(did_with({}, false)), "not checked whose_seal");
  EXPECT_EQ(by({}, {seal}), "passed");
  EXPECT_EQ(by({}, {other}), "failed foreign_seal");
  EXPECT_EQ(by(did_with({seal}), {other}), "failed foreign_seal");
  EXPECT_EQ(by(did_with({other}), {seal}), "failed foreign_seal");
}

TEST(SealCheck, TimesAndIssuers) {
  DidSeal stolen = seal_of(issuer, ours);
  stolen.revoked = parse_time("2026-08-10T00:00:00Z");
  EXPECT_EQ(by(did_with({stolen})), "failed key_retired");
  EXPECT_EQ(by({}, {stolen}), "failed key_retired");
  EXPECT_EQ(by(did_with({stolen}), {}, "2026-08-09T00:00:00Z"), "passed");
  EXPECT_EQ(by(did_with({seal_of(issuer, ours)}), {}, ""), "failed no_time");
  EXPECT_EQ(by(Beside{"{", true}), "failed did_malformed");
  const std::string other = did_json({"did:web:other.example", {}, {seal_of(issuer, ours)}});
  EXPECT_EQ(by(Beside{other, true}), "failed another_issuer");
}

}  // namespace
}  // namespace tenbin::credential
