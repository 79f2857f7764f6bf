#include "certificate/json.hpp"

#include <gtest/gtest.h>

#include "codec/canonical.hpp"
#include "samples.hpp"

namespace tenbin::certificate {
namespace {

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

std::string what_is_wrong(std::string_view json) {
  const auto document = read_json(json);
  if (document) return "";
  EXPECT_EQ(document.error().code, Code::certificate_malformed);
  std::string all;
  for (const Fact& fact : document.error().facts) all += fact.value + " ";
  return all;
}

TEST(CertificateJson, ReadsBackWhatItWrote) {
  for (const Content& content :
       {samples::certificate(40), samples::whole(), samples::verified(2), samples::long_names(3)}) {
    const auto document = read_json(to_json(content));
    ASSERT_TRUE(document);
    EXPECT_EQ(document->content, content);
    EXPECT_EQ(document->claims, claims_of(content));
    EXPECT_TRUE(document->canonical);
    EXPECT_FALSE(document->proof.has_value());
  }
}

TEST(CertificateJson, EmptyAndNullParts) {
  Content content = samples::whole();
  content.lines.front().with_allocation.reset();
  content.lines.front().without_allocation.reset();
  content.totals = totals_of(content.lines);
  content.balances.front().tonnage.reset();
  content.balances.front().usable_until.reset();
  content.sources.clear();
  const auto document = read_json(to_json(content));
  ASSERT_TRUE(document);
  EXPECT_EQ(document->content, content);
  EXPECT_FALSE(document->content.totals.with_allocation.has_value());
}

TEST(CertificateJson, IsCanonical) {
  const std::string json = sign(samples::verified(3), samples::key());
  EXPECT_EQ(json::canonicalize(json).value(), json);
}

TEST(CertificateJson, SignatureIsOverTheDocumentWithoutProof) {
  const Content content = samples::certificate(2);
  const auto document = read_json(sign(content, samples::key()));
  ASSERT_TRUE(document && document->proof);
  EXPECT_EQ(document->unsigned_text, to_json(content));
  EXPECT_TRUE(tlog::verify_signature(samples::key().public_key(), as_bytes(document->unsigned_text),
                                     document->proof->signature));
}

TEST(CertificateJson, RefusesAnotherForm) {
  const std::string json = to_json(samples::certificate(1));
  EXPECT_EQ(what_is_wrong(replaced(json, R"("mass_kg":"2500.000")", R"("mass_kg":2500)")),
            "/lines/0/mass_kg text ");
  EXPECT_EQ(what_is_wrong(replaced(json, R"("mass_kg":"2500.000")", R"("mass_kg":"2500.0")")),
            "/lines/0/mass_kg decimal ");
  EXPECT_EQ(what_is_wrong(replaced(json, R"("mass_kg":"2500.000")", R"("mass_kg":"02500.000")")),
            "/lines/0/mass_kg decimal ");
  EXPECT_EQ(what_is_wrong(replaced(json, R"("schema":)", R"("schema2":)")), "/schema missing ");
  EXPECT_EQ(what_is_wrong(replaced(json, R"("schema":)", R"("note":"x","schema":)")),
            "/ unknown_field ");
  EXPECT_EQ(what_is_wrong(replaced(json, "certificate/1", "certificate/2")), "/ schema ");
  EXPECT_EQ(what_is_wrong(replaced(json, "2026-08-10", "2026-02-30")), "/issued_on date ");
  EXPECT_EQ(what_is_wrong(replaced(json, R"("revision":1)", R"("revision":0)")),
            "/revision range ");
  EXPECT_EQ(what_is_wrong(replaced(json, "input_share\"", "guess\"")), "/rulebook/method choice ");
  EXPECT_NE(what_is_wrong("{"), "");
  EXPECT_NE(what_is_wrong("[]"), "");
  EXPECT_NE(what_is_wrong(""), "");
}

TEST(CertificateJson, NotCanonicalIsSeen) {
  const auto document = read_json(to_json(samples::whole()) + "\n");
  ASSERT_TRUE(document);
  EXPECT_FALSE(document->canonical);
}

}  // namespace
}  // namespace tenbin::certificate
