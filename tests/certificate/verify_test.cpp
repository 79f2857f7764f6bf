#include "certificate/verify.hpp"

#include <gtest/gtest.h>

#include "samples.hpp"

namespace tenbin::certificate {
namespace {

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

std::string signed_with(Content content) {
  return sign(content, samples::key());
}

// The change is signed too: only the check itself can find it.
template <class F>
std::string after(std::string_view check, F change) {
  Content content = samples::certificate(3);
  change(content);
  return result(verify(signed_with(content), {}), check);
}

TEST(Verify, AGoodCertificatePassesAll) {
  const Content content = samples::certificate(40);
  const OneEntry book({BookEntry::State::live, 1, content_digest(content), {}});
  const Report report =
      verify(signed_with(content), {.key = samples::key().public_key(), .book = &book});
  for (const Check& check : report.checks)
    EXPECT_EQ(check.result, CheckResult::passed) << check.name;
  EXPECT_EQ(report.checks.size(), 8U);
  EXPECT_TRUE(report.passed());
}

TEST(Verify, SaysWhatItCouldNotCheck) {
  const Report report = verify(signed_with(samples::whole()), {});
  EXPECT_TRUE(report.passed());
  EXPECT_EQ(result(report, "trusted_key"), "not checked no_key_given");
  EXPECT_EQ(result(report, "book"), "not checked no_book_given");
  EXPECT_EQ(result(report, "footprints"), "not checked no_book_given");
}

TEST(Verify, AnyChangedByteFails) {
  const std::string json = signed_with(samples::verified(2));
  const Trust trust{.key = samples::key().public_key()};
  ASSERT_TRUE(verify(json, trust).passed());
  for (std::size_t i = 0; i < json.size(); ++i) {
    for (const int change : {0x01, 0x20, 0x80}) {
      std::string changed = json;
      changed[i] = static_cast<char>(changed[i] ^ change);
      EXPECT_FALSE(verify(changed, trust).passed()) << i << " " << json.substr(i, 20);
      EXPECT_FALSE(verify(changed, {}).passed()) << i << " " << json.substr(i, 20);
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
  const std::string json = sign(samples::whole(), samples::key(8));
  EXPECT_TRUE(verify(json, {}).passed());
  const Report report = verify(json, {.key = samples::key().public_key()});
  EXPECT_EQ(result(report, "trusted_key"), "failed another_key");
  EXPECT_EQ(report.problem()->code, Code::verification_failed);
}

TEST(Verify, Unsigned) {
  EXPECT_EQ(result(verify(to_json(samples::whole()), {}), "signature"), "failed unsigned");
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
  const Content content = samples::certificate(1);
  std::string text = to_json(content);
  const std::string_view word = "equivalent to 32.0 %";
  const std::size_t at = text.find(word);
  ASSERT_NE(at, std::string::npos);
  text.replace(at, word.size(), "containing 100.0 %");
  // Signed by the issuer all the same.
  const tlog::Signature signature = samples::key().sign(as_bytes(text));
  const std::string proof = R"("proof":{"key":")" +
                            tlog::format_multikey(samples::key().public_key()) +
                            R"(","signature":")" + to_base64(signature) + R"(","type":"Ed25519"},)";
  text.insert(text.find("\"recipient\":{"), proof);
  const Report report = verify(text, {});
  EXPECT_EQ(result(report, "form"), "passed");
  EXPECT_EQ(result(report, "signature"), "passed");
  EXPECT_EQ(result(report, "wording"), "failed claims/allocation");
}

TEST(Verify, TheBookHasTheLastWord) {
  const Content content = samples::whole();
  const std::string json = signed_with(content);
  const std::string digest = content_digest(content);
  const auto with = [&](BookEntry entry) {
    const OneEntry book(std::move(entry));
    return result(verify(json, {.key = {}, .book = &book}), "book");
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
    return verify(signed_with(content), {.key = {}, .book = &book});
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
}  // namespace tenbin::certificate
