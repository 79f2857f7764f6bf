#include "credential/credential.hpp"

#include <gtest/gtest.h>

#include "codec/canonical.hpp"
#include "credential/parts.hpp"
#include "issued.hpp"

namespace tenbin::credential {
namespace {

Result<Document> read(std::string_view text) {
  const auto parsed = json::parse(text);
  if (!parsed) return tl::make_unexpected(parsed.error());
  return read_credential(**parsed->object());
}

std::string what_is_wrong(std::string_view text) {
  const auto document = read(text);
  if (document) return "";
  EXPECT_EQ(document.error().code, Code::certificate_malformed);
  std::string all;
  for (const Fact& fact : document.error().facts) all += fact.value + " ";
  return all;
}

TEST(Credential, ReadsBackWhatItWrote) {
  for (const CertificateContent& content :
       {samples::certificate(40), samples::whole(), samples::verified(2), samples::long_names(3)}) {
    const auto document = read(to_credential(content, envelope()));
    ASSERT_TRUE(document);
    EXPECT_EQ(document->content, content);
    EXPECT_EQ(document->claims, certificate::claims_of(content));
    EXPECT_EQ(document->envelope, envelope());
  }
}

TEST(Credential, WhatThereIsNoValueForIsLeftOut) {
  CertificateContent content = samples::whole();
  content.lines.front().with_allocation.reset();
  content.lines.front().without_allocation.reset();
  content.totals = certificate::totals_of(content.lines);
  content.balances.front().tonnage.reset();
  content.balances.front().usable_until.reset();
  content.sources.clear();
  const std::string text = to_credential(content, envelope());
  EXPECT_EQ(text.find("null"), std::string::npos);
  EXPECT_EQ(read(text).value().content, content);
}

TEST(Credential, SaysWhoApproved) {
  CertificateContent content = samples::whole();
  for (const auto& [how, word] : {std::pair{certificate::Approval::two_people, "two_people"},
                                  {certificate::Approval::one_person, "one_person"}}) {
    content.approval = how;
    const std::string text = to_credential(content, envelope());
    const std::string said = "\"approval\":\"" + std::string(word) + "\"";
    const std::size_t at = text.find(said);
    ASSERT_NE(at, std::string::npos);
    EXPECT_EQ(read(text).value().content, content);
    std::string other = text;
    EXPECT_FALSE(read(other.replace(at, said.size(), R"("approval":"nobody")")));
  }
}

TEST(Credential, IsCanonical) {
  const std::string text = signed_json(samples::verified(3));
  EXPECT_EQ(json::canonicalize(text).value(), text);
}

// It is the issuer's own word, with or without a verifier.
TEST(Credential, NeverAThirdPartys) {
  for (const CertificateContent& content : {samples::verified(2), samples::whole()}) {
    const std::string text = to_credential(content, envelope());
    EXPECT_NE(text.find(R"("assessorLevel":"self","attestationType":"declaration")"),
              std::string::npos);
    EXPECT_EQ(text.find("3rdParty"), std::string::npos);
    EXPECT_EQ(text.find(R"("attestationType":"certification")"), std::string::npos);
  }
}

TEST(Credential, RefusesAnotherForm) {
  const std::string text = to_credential(samples::certificate(1), envelope());
  const auto changed = [&](std::string_view from, std::string_view to) {
    return what_is_wrong(replaced(text, from, to));
  };
  const std::string lines = "/credentialSubject/massBalance/lines/0/";
  EXPECT_EQ(changed(R"("mass_kg":"2500.000","name")", R"("mass_kg":2500,"name")"),
            lines + "mass_kg text ");
  EXPECT_EQ(changed(R"("mass_kg":"2500.000","name")", R"("mass_kg":"2500.0","name")"),
            lines + "mass_kg decimal ");
  EXPECT_EQ(changed(R"("share_percent":"32")", R"("share_percent":"33")"),
            lines + "share_percent choice ");
  EXPECT_EQ(changed(R"("log_origin":)", R"("log_origin2":)"),
            "/credentialSubject/massBalance/log_origin missing ");
  EXPECT_EQ(changed(R"("massBalance":{)", R"("massBalance":{"a":1,)"),
            "/credentialSubject/massBalance unknown_field ");
  EXPECT_EQ(changed(R"("assessorLevel":"self")", R"("assessorLevel":"3rdParty")"),
            "/credentialSubject/assessorLevel choice ");
  EXPECT_EQ(changed(R"("validFrom":)", R"("valid":1,"validFrom":)"), "/valid choice ");
  EXPECT_EQ(
      changed(R"("value":32)", R"("value":33)"),
      "/credentialSubject/conformityAssessment/0/assessedPerformance/0/measure/value choice ");
  EXPECT_EQ(changed("did:web:mill.example", "did:key:mill.example"), "/issuer/id did ");
  EXPECT_EQ(changed(R"("statusListIndex":94567)", R"("statusListIndex":131072)"),
            "/credentialStatus choice ");
  EXPECT_EQ(changed(R"("model":"mass_balance")", R"("model":"segregated")"),
            "/credentialSubject/massBalance choice ");
  EXPECT_NE(what_is_wrong("{}"), "");
}

// Every member stands in our context: another JSON-LD reader must not drop one.
void expect_terms(const json::Value& value, const std::string& context) {
  if (const auto array = value.array()) {
    for (const json::Value& each : **array) expect_terms(each, context);
  }
  const auto object = value.object();
  if (!object) return;
  for (const json::Member& member : **object) {
    const bool is_language = member.key == "ja" || member.key == "en";
    EXPECT_TRUE(is_language || context.find("\"" + member.key + "\": {") != std::string::npos)
        << member.key;
    expect_terms(member.value, context);
  }
}

TEST(Credential, TheContextHasEveryMember) {
  CertificateContent content = samples::verified(2);
  content.approval = certificate::Approval::two_people;
  content.rulebook.carry_over_periods = 4;
  content.rulebook.carried_over = {{content.periods.front(), Mass::of_kg(1)}};
  content.rulebook.transferred_in = {{"HQ/renewable", content.periods.front(), Mass::of_kg(1)}};
  const auto parsed = json::parse(to_credential(content, envelope()));
  ASSERT_TRUE(parsed);
  expect_terms(*parsed->find("credentialSubject")->find("massBalance"),
               std::string(own_context_text()));
}

TEST(Credential, NumbersOfUntpHaveAtMost15Digits) {
  EXPECT_EQ(json_number("12500.000"), "12500");
  EXPECT_EQ(json_number("12500.500"), "12500.5");
  EXPECT_EQ(json_number("0.000"), "0");
  EXPECT_EQ(json_number("0.000001"), "0.000001");
  EXPECT_EQ(json_number("-0.500"), "-0.5");
  EXPECT_EQ(json_number("123456789012345.678"), "123456789012345");
  EXPECT_EQ(json_number("12345678901234.567"), "12345678901234.5");
  EXPECT_EQ(json_number("1152921504606846.976"), "999999999999999");
  EXPECT_EQ(json_number("100"), "100");
}

TEST(Web, AddressAndDid) {
  EXPECT_EQ(did_of("https://mill.example"), "did:web:mill.example");
  EXPECT_EQ(did_of("https://mill.example:8443"), "did:web:mill.example%3A8443");
  EXPECT_EQ(web_of("did:web:mill.example%3A8443"), "https://mill.example:8443");
  for (const char* wrong : {"http://mill.example", "https://", "https://mill.example/",
                            "https://Mill.example", "https://mill..example", "https://-a.example",
                            "https://mill.example:", "https://mill.example:123456", "mill.example"})
    EXPECT_FALSE(check_web(wrong)) << wrong;
  for (const char* wrong :
       {"did:web:", "did:key:z6Mk", "did:web:mill.example:8443", "did:web:a%3A1%3A2"})
    EXPECT_FALSE(web_of(wrong)) << wrong;
  EXPECT_EQ(certificate_url("https://mill.example", "工場/7", 2),
            "https://mill.example/cert/%E5%B7%A5%E5%A0%B4%2F7.r2");
}

}  // namespace
}  // namespace tenbin::credential
