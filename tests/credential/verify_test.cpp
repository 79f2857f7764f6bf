#include "credential/verify.hpp"

#include <gtest/gtest.h>

#include "credential/status_list.hpp"
#include "credential/summary.hpp"
#include "credential/time.hpp"
#include "issued.hpp"
#include "tlog/sha256.hpp"

namespace tenbin::credential {
namespace {

using Content = CertificateContent;

class OneEntry : public BookView {
 public:
  explicit OneEntry(BookEntry entry) : entry_(std::move(entry)) {}
  BookEntry find(std::string_view number) const override {
    return number == "MB-2026-000123-8" ? entry_ : BookEntry{};
  }

 private:
  BookEntry entry_;
};

std::string result(const Report& report, std::string_view name) {
  for (const Check& check : report.checks) {
    if (check.name != name) continue;
    if (check.result == CheckResult::passed) return "passed";
    return (check.result == CheckResult::failed ? "failed " : "not checked ") + check.reason;
  }
  return "absent";
}

std::string signed_with(const Content& content) {
  return signed_json(content);
}
std::string content_digest(const Content& content) {
  return digest_of(to_credential(content, envelope()));
}

std::string did_text(std::uint8_t seed = 7, std::optional<Instant> revoked = {}) {
  const std::string did = did_of(envelope().web);
  const auto key = samples::key(seed).public_key();
  return did_json({did, {{method_of(did, key), key, {}, revoked}}});
}

std::string status_text(std::initializer_list<std::uint64_t> revoked, std::uint64_t list = 1,
                        std::uint8_t seed = 7) {
  StatusBits bits;
  for (const std::uint64_t index : revoked) bits.set(index);
  const tlog::KeyPair key = samples::key(seed);
  const std::string& web = envelope().web;
  return add_proof(status_list_json({web, list, *parse_time("2026-09-01T00:00:00Z")}, bits),
                   {key, method_of(did_of(web), key.public_key()), "2026-09-01T00:00:00Z"});
}

// The change is signed too: only the check itself can find it.
template <class F>
std::string after(std::string_view check, F change) {
  Content content = samples::certificate(3);
  change(content);
  return result(verify(signed_with(content), {}), check);
}

TEST(Verify, AGoodCertificatePassesAll) {
  const Content content = samples::verified(40);
  const OneEntry book({BookEntry::State::live, 1, content_digest(content), {}});
  tlog::Hash digest = tlog::sha256(as_bytes(to_credential(content, envelope())));
  Given given;
  given.key = samples::key().public_key();
  given.did = Beside{did_text()};
  given.status = Beside{status_text({})};
  given.jwt = signed_jwt(content);
  given.summary =
      summary_url("https://mill.example", summary_of(content, digest, true, 7), samples::key());
  given.log.log = {"log", CheckResult::passed};
  given.log.witnesses = {"witnesses", CheckResult::passed};
  given.book = &book;
  const Report report = verify(signed_with(content), given);
  std::string names;
  for (const Check& check : report.checks) {
    EXPECT_EQ(check.result, CheckResult::passed) << check.name << " " << check.reason;
    names += check.name + " ";
  }
  EXPECT_EQ(names,
            "form integrity signature key schema number arithmetic wording log witnesses "
            "status verification jwt summary book footprints ");
  EXPECT_TRUE(report.passed());
  EXPECT_EQ(report.digest, content_digest(content));
}

TEST(Verify, TheSameAsJwt) {
  const Content content = samples::verified(3);
  const Report report = verify(signed_jwt(content), {.key = samples::key().public_key()});
  EXPECT_TRUE(report.passed());
  EXPECT_EQ(report.digest, content_digest(content));
  EXPECT_EQ(report.document->content, content);
  EXPECT_EQ(result(report, "key"), "passed");
}

TEST(Verify, SaysWhatItCouldNotCheck) {
  const Report report = verify(signed_with(samples::whole()), {});
  EXPECT_TRUE(report.passed());
  EXPECT_EQ(result(report, "key"), "not checked no_key_given");
  EXPECT_EQ(result(report, "log"), "not checked no_proof_given");
  EXPECT_EQ(result(report, "witnesses"), "not checked no_policy_given");
  EXPECT_EQ(result(report, "status"), "not checked no_status_given");
  EXPECT_EQ(result(report, "verification"), "not checked no_statement");
  EXPECT_EQ(result(report, "book"), "not checked no_book_given");
  EXPECT_EQ(result(report, "footprints"), "not checked no_book_given");
  EXPECT_EQ(result(report, "jwt"), "absent");
}

TEST(Verify, EveryProofHasToHold) {
  const std::string good = signed_with(samples::whole());
  const auto parsed = json::parse(good);
  const std::string proof = json::write_canonical(*parsed->find("proof"));
  const std::string other = replaced(proof, "\"created\":\"2026", "\"created\":\"2027");
  const auto with = [&](const std::string& a, const std::string& b) {
    return result(verify(replaced(good, proof, "[" + a + "," + b + "]"), {}), "signature");
  };
  EXPECT_EQ(with(proof, proof), "passed");
  EXPECT_EQ(with(proof, other), "failed does_not_match");
  EXPECT_EQ(with(other, proof), "failed does_not_match");
}

TEST(Verify, TheKeyByTheIssuersDidJson) {
  const std::string json = signed_with(samples::whole());
  const auto with = [&](const std::string& did, bool from_caller) {
    Given given;
    given.did = Beside{did, from_caller};
    return result(verify(json, given), "key");
  };
  EXPECT_EQ(with(did_text(), true), "passed");
  EXPECT_EQ(with(did_text(), false), "not checked own_copy");
  EXPECT_EQ(with(did_text(7, parse_time("2027-01-01T00:00:00Z")), true), "passed");
  EXPECT_EQ(with(did_text(7, parse_time("2026-01-01T00:00:00Z")), true), "failed key_retired");
  EXPECT_EQ(with(did_text(7, parse_time("2026-01-01T00:00:00Z")), false), "failed key_retired");
  EXPECT_EQ(with(did_text(9), true), "failed not_in_did");
  EXPECT_EQ(with("{}", true), "failed did_malformed");
  const tlog::KeyPair key = samples::key();
  const std::string elsewhere = add_proof(
      to_credential(samples::whole(), envelope()),
      {key, method_of("did:web:other.example", key.public_key()), "2026-08-10T00:00:00Z"});
  EXPECT_EQ(result(verify(elsewhere, {.key = key.public_key()}), "key"), "failed another_issuer");
}

TEST(Verify, TheStatusByItsList) {
  const std::string json = signed_with(samples::whole());
  const auto with = [&](const std::string& list, bool from_caller = true) {
    Given given;
    given.key = samples::key().public_key();
    given.status = Beside{list, from_caller};
    return result(verify(json, given), "status");
  };
  EXPECT_EQ(with(status_text({})), "passed");
  EXPECT_EQ(with(status_text({}), false), "not checked copy_as_of 2026-09-01T00:00:00Z");
  EXPECT_EQ(with(status_text({94'566, 94'568})), "passed");
  EXPECT_EQ(with(status_text({94'567})), "failed revoked_as_of 2026-09-01T00:00:00Z");
  EXPECT_EQ(with(status_text({94'567}), false), "failed revoked_as_of 2026-09-01T00:00:00Z");
  EXPECT_EQ(with(status_text({}, 0)), "failed another_list");
  EXPECT_EQ(with(status_text({}, 1, 9)), "failed another_key");
  EXPECT_EQ(with(replaced(status_text({}), "2026-09-01", "2026-09-02")), "failed does_not_match");
  EXPECT_EQ(with("{"), "failed malformed");
}

TEST(Verify, AStatementCountsInItsScopeAlone) {
  EXPECT_EQ(after("verification",
                  [](Content& c) {
                    c = samples::verified(3);
                    c.verification->scope.to = c.lines.back().date.plus_days(-1);
                  }),
            "failed out_of_scope");
  const auto verified = [](auto change) {
    return after("verification", [&](Content& c) {
      c = samples::verified(3);
      change(c);
    });
  };
  EXPECT_EQ(verified([](Content&) {}), "passed");
  EXPECT_EQ(verified([](Content& c) { c.periods[0].to = c.periods[0].to.plus_days(1); }),
            "failed out_of_scope");
  EXPECT_EQ(
      verified([](Content& c) { c.balances[0].period.to = c.balances[0].period.to.plus_days(1); }),
      "failed out_of_scope");
  EXPECT_EQ(verified([](Content& c) {
              c.verification->scope.from = c.verification->scope.from.plus_days(1);
            }),
            "failed carried_over");
  EXPECT_EQ(verified([](Content& c) {
              c.rulebook.transferred_in = samples::certificate(1).rulebook.transferred_in;
            }),
            "failed transferred_in");
  EXPECT_EQ(verified([](Content& c) { c.balances[0].closed = false; }), "failed open_period");
}

TEST(Verify, TheBookKnowsWhatTheVerifierSaw) {
  const Content content = samples::verified(3);
  BookEntry entry{BookEntry::State::live, 1, content_digest(content), "", ""};
  for (const std::string reason : {"", "posted_after", "open_period 2026-07-01", "not_recorded"}) {
    entry.not_covered = reason;
    const OneEntry book(entry);
    Given given;
    given.book = &book;
    EXPECT_EQ(result(verify(signed_with(content), given), "verification"),
              reason.empty() ? "passed" : "failed " + reason);
  }
}

TEST(Verify, WhatStandsBesideIt) {
  const Content content = samples::whole();
  Given given;
  given.jwt = signed_jwt(samples::certificate(1));
  EXPECT_EQ(result(verify(signed_with(content), given), "jwt"), "failed differs");
  given.jwt = "a.b.c";
  EXPECT_EQ(result(verify(signed_with(content), given), "jwt").substr(0, 6), "failed");
  given.summary =
      summary_url("https://mill.example", summary_of(content, {}, true, 7), samples::key());
  EXPECT_EQ(result(verify(signed_with(content), given), "summary"), "failed differs");
  given.summary =
      summary_url("https://mill.example", summary_of(content, {}, true, 7), samples::key(9));
  EXPECT_EQ(result(verify(signed_with(content), given), "summary"), "failed does_not_match");
}

TEST(Verify, AnyChangedByteFails) {
  const std::string json = signed_with(samples::verified(2));
  const Given trust{.key = samples::key().public_key()};
  ASSERT_TRUE(verify(json, trust).passed());
  for (std::size_t i = 0; i < json.size(); ++i) {
    for (const int change : {0x01, 0x20, 0x80}) {
      if (i % 16 != 0 && change != 0x01) continue;  // each costs a whole verification
      std::string changed = json;
      changed[i] = static_cast<char>(changed[i] ^ change);
      EXPECT_FALSE(verify(changed, trust).passed()) << i << " " << json.substr(i, 20);
    }
  }
}

TEST(Verify, AnyMissingOrAddedByteFails) {
  const std::string json = signed_with(samples::whole());
  for (std::size_t i = 0; i < json.size(); ++i) {
    EXPECT_FALSE(verify(json.substr(0, i), {}).passed());
    EXPECT_FALSE(verify(std::string(json).insert(i, 1, ' '), {}).passed());
  }
  EXPECT_FALSE(verify(json + "\n", {}).passed());
}

TEST(Verify, AnotherKey) {
  const std::string json = signed_json(samples::whole(), 8);
  EXPECT_TRUE(verify(json, {}).passed());
  const Report report = verify(json, {.key = samples::key().public_key()});
  EXPECT_EQ(result(report, "key"), "failed another_key");
  EXPECT_EQ(report.problem()->code, Code::verification_failed);
}

TEST(Verify, Unsigned) {
  const std::string text = to_credential(samples::whole(), envelope());
  EXPECT_EQ(result(verify(text, {}), "signature"), "failed unsigned");
}

TEST(Verify, Number) {
  EXPECT_EQ(after("number", [](Content& c) { c.number = "MB-2026-000123-4"; }),
            "failed check_digit");
  EXPECT_EQ(after("number", [](Content& c) { c.number = "K-7"; }), "not checked chosen_by_issuer");
}

TEST(Verify, ArithmeticOfALine) {
  EXPECT_EQ(after("arithmetic", [](Content& c) { c.lines[1].share = Share::of_ppm(320'001); }),
            "failed lines/1/share_ppm");
  EXPECT_EQ(
      after("arithmetic", [](Content& c) { c.lines[2].accounts[0].mass += Mass::of_grams(1); }),
      "failed lines/2/accounts");
  EXPECT_EQ(after("arithmetic",
                  [](Content& c) { c.lines[0].allocated = c.lines[0].mass + Mass::of_grams(1); }),
            "failed lines/0/allocated_kg");
  EXPECT_EQ(after("arithmetic", [](Content& c) { c.lines[0].without_allocation.reset(); }),
            "failed lines/0/without_allocation_kgco2e");
  EXPECT_EQ(after("arithmetic", [](Content& c) { c.lines.clear(); }), "failed lines");
}

TEST(Verify, ArithmeticOfTheTotals) {
  EXPECT_EQ(after("arithmetic", [](Content& c) { c.totals.mass += Mass::of_grams(1); }),
            "failed totals/mass_kg");
  EXPECT_EQ(after("arithmetic", [](Content& c) { c.totals.share = Share::of_ppm(320'000); }),
            "failed totals/share_ppm");
  EXPECT_EQ(after("arithmetic", [](Content& c) { c.totals.with_allocation = "1.000"; }),
            "failed totals/with_allocation_kgco2e");
  EXPECT_EQ(after("arithmetic", [](Content& c) { c.totals.without_allocation.reset(); }),
            "failed totals/without_allocation_kgco2e");
  EXPECT_EQ(after("arithmetic", [](Content& c) { c.totals.with_allocation_per_kg = "4.000000"; }),
            "failed totals/with_allocation_kgco2e_per_kg");
  EXPECT_EQ(after("arithmetic", [](Content& c) { c.balances[0].input_share = Share::whole(); }),
            "failed balances/0");
}

TEST(Verify, WordingIsTheCatalogues) {
  const tlog::KeyPair key = samples::key();
  const std::string text = replaced(to_credential(samples::certificate(1), envelope()),
                                    "equivalent to 32.0 %", "containing 100.0 %");
  // Signed by the issuer all the same.
  const Report report =
      verify(add_proof(text, signer_of(samples::certificate(1), envelope(), key)), {});
  EXPECT_EQ(result(report, "form"), "passed");
  EXPECT_EQ(result(report, "signature"), "passed");
  EXPECT_EQ(result(report, "schema"), "passed");
  EXPECT_EQ(result(report, "wording"), "failed claims/allocation");
}

TEST(Verify, TheBookHasTheLastWord) {
  const Content content = samples::whole();
  const std::string json = signed_with(content);
  const std::string digest = content_digest(content);
  const auto with = [&](BookEntry entry) {
    const OneEntry book(std::move(entry));
    return result(verify(json, {.book = &book}), "book");
  };
  using State = BookEntry::State;
  EXPECT_EQ(with({State::live, 1, digest, {}}), "passed");
  EXPECT_EQ(with({}), "failed unknown");
  EXPECT_EQ(with({State::revoked, 1, digest, {}}), "failed revoked");
  EXPECT_EQ(with({State::live, 2, digest, {}}), "failed replaced");
  EXPECT_EQ(with({State::live, 1, std::string(64, '0'), {}}), "failed differs");
}

// What was posted since the issue is said, and is no failure; of what the book does not vouch for,
// footprints say nothing.
TEST(Verify, FootprintsThatLaterPostingsChanged) {
  const Content content = samples::certificate(3);
  const auto with = [&](std::string digest, std::string changed) {
    const OneEntry book({BookEntry::State::live, 1, std::move(digest), std::move(changed)});
    return verify(signed_with(content), {.book = &book});
  };
  const Report same = with(content_digest(content), "");
  EXPECT_EQ(result(same, "footprints"), "passed");
  const Report changed = with(content_digest(content), "lines/1/with_allocation_kgco2e");
  EXPECT_EQ(result(changed, "footprints"),
            "not checked posted_since lines/1/with_allocation_kgco2e");
  EXPECT_TRUE(changed.passed());
  const Report other = with(std::string(64, '0'), "");
  EXPECT_EQ(result(other, "footprints"), "not checked not_of_the_book");
}

}  // namespace
}  // namespace tenbin::credential
