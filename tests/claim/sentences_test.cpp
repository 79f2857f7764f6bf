// The labelled sentences of sentences.{ja,en}.tsv, and every sentence of the catalogue and of a
// certificate: what Tenbin prints itself must pass.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "base/prng.hpp"
#include "certificate/wording.hpp"
#include "claim/claim.hpp"

namespace tenbin::claim {
namespace {

struct Labelled {
  std::string sentence;
  std::vector<std::string> codes;  // sorted
};

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  for (std::size_t to = 0; to != std::string::npos; from = to + 1) {
    to = text.find(at, from);
    parts.push_back(text.substr(from, to - from));
  }
  return parts;
}

std::vector<Labelled> labelled(const std::string& language) {
  std::ifstream file(TENBIN_SOURCE_DIR "/tests/claim/sentences." + language + ".tsv");
  std::vector<Labelled> rows;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("#")) continue;
    const auto fields = split(line, '\t');
    EXPECT_EQ(fields.size(), 2u) << line;
    Labelled row{fields[0], {}};
    if (fields[1] != "ok")
      for (const std::string& code : split(fields[1], ',')) row.codes.push_back("claim." + code);
    std::ranges::sort(row.codes);
    rows.push_back(row);
  }
  return rows;
}

std::vector<std::string> codes_of(const std::string& sentence, Language language) {
  const auto findings = lint(sentence, language);
  EXPECT_TRUE(findings) << sentence;
  std::vector<std::string> codes;
  for (const Finding& finding : findings.value_or(std::vector<Finding>()))
    codes.emplace_back(kind_code(finding.kind));
  std::ranges::sort(codes);
  return codes;
}

void check_all(const std::string& name, Language language) {
  const auto rows = labelled(name);
  EXPECT_GE(rows.size(), 60u);
  EXPECT_GE(std::ranges::count_if(rows, [](const Labelled& row) { return row.codes.empty(); }), 25);
  for (const Labelled& row : rows) {
    EXPECT_EQ(codes_of(row.sentence, language), row.codes) << row.sentence;
    EXPECT_EQ(language_of(row.sentence), language) << row.sentence;
  }
}

TEST(sentences, japanese) {
  check_all("ja", Language::ja);
}

TEST(sentences, english) {
  check_all("en", Language::en);
}

TEST(sentences, every_kind_stands_among_them) {
  for (const std::string name : {"ja", "en"}) {
    std::vector<std::string> seen;
    for (const Labelled& row : labelled(name))
      seen.insert(seen.end(), row.codes.begin(), row.codes.end());
    for (int kind = 0; kind <= static_cast<int>(Kind::scope_missing); ++kind) {
      const std::string code(kind_code(static_cast<Kind>(kind)));
      EXPECT_NE(std::ranges::find(seen, code), seen.end()) << name << " " << code;
    }
  }
}

std::string filled(std::string text, Prng& random) {
  for (const auto& [place, largest] :
       std::vector<std::pair<std::string, std::uint64_t>>{{"{M}", 4'000'000'000},
                                                          {"{A}", 4'000'000'000},
                                                          {"{X}", 4'000'000'000},
                                                          {"{Y}", 4'000'000'000}}) {
    const auto at = text.find(place);
    const auto grams = static_cast<std::int64_t>(random.below(largest));
    // Small numbers too: 0.000 is one that reads like a claim.
    const auto mass = Mass::of_grams(random.below(8) == 0 ? 0 : grams);
    if (at != std::string::npos) text.replace(at, place.size(), certificate::show_t(mass));
  }
  const auto share = static_cast<std::int32_t>(random.below(1'000'001));
  for (const auto& [place, value] : std::vector<std::pair<std::string, std::string>>{
           {"{P}", certificate::show_percent(Share::of_ppm(share))},
           {"{N}", "MB-2026-" + std::to_string(100'000 + random.below(900'000)) + "-8"},
           {"{F}", "FY" + std::to_string(2020 + random.below(30))}}) {
    const auto at = text.find(place);
    if (at != std::string::npos) text.replace(at, place.size(), value);
  }
  return text;
}

TEST(catalogue, passes_with_any_numbers) {
  const auto sentences = catalogue();
  ASSERT_EQ(sentences.size(), 6u);
  Prng random(20261124);
  for (int round = 0; round < 60; ++round) {
    for (const Sentence& sentence : sentences) {
      const std::string ja = filled(sentence.ja, random);
      const std::string en = filled(sentence.en, random);
      EXPECT_EQ(codes_of(ja, Language::ja), std::vector<std::string>()) << ja;
      EXPECT_EQ(codes_of(en, Language::en), std::vector<std::string>()) << en;
    }
  }
}

TEST(catalogue, claims_of_certificates_pass) {
  for (const std::int64_t allocated : {1, 6'250'000, 12'500'000}) {
    certificate::Content content;
    content.totals.mass = Mass::of_grams(12'500'000);
    content.totals.allocated = Mass::of_grams(allocated);
    content.totals.share = Share::of_ppm(static_cast<std::int32_t>(allocated * 2 / 25));
    const certificate::Claims claims = certificate::claims_of(content);
    for (const certificate::Claim& claim :
         {claims.allocation, claims.physical, *claims.unverified}) {
      EXPECT_EQ(codes_of(claim.text.ja, Language::ja), std::vector<std::string>());
      EXPECT_EQ(codes_of(claim.text.en, Language::en), std::vector<std::string>());
    }
  }
}

TEST(catalogue, notes_of_certificates_pass) {
  for (const std::string key :
       {"note.1", "note.2", "note.3", "title", "subtitle", "verification.none", "d.scope.text",
        "d.residual.text", "d.rounding.text", "e.mass_balance.text", "e.renewable.text",
        "e.entitlement.text", "e.share.text", "e.residual.text", "d.carry_over.yes",
        "d.carry_over.no", "d.mixed.worst"}) {
    for (const Language language : {Language::ja, Language::en}) {
      const std::string text(certificate::label(language, key));
      EXPECT_EQ(codes_of(text, language), std::vector<std::string>()) << text;
    }
  }
}

}  // namespace
}  // namespace tenbin::claim
