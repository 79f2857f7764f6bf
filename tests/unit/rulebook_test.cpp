// Every wrong key and value of a rulebook names its place and what is allowed there.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "rulebook/read_rulebook.hpp"

namespace tenbin {
namespace {

using Json = nlohmann::json;

Json plain() {
  return Json::parse(
      R"({"id":"t","title":{"ja":"試験","en":"test"},"method":"input_share","input_event":"receipt",
          "period":{"months":3,"starts":"2026-04-01"},"deficit":{"mode":"never"},
          "carry_over":{"periods":4},"account_by":"class",
          "default_factors":{"conventional":"15.1 kgCO2e/kg"}})");
}

std::string fact(const Problem& problem, std::string_view name) {
  for (const Fact& fact : problem.facts)
    if (fact.name == name) return fact.value;
  return {};
}

TEST(Rulebook, built_in_ones_load) {
  int count = 0;
  for (const auto& file : std::filesystem::directory_iterator(TENBIN_SOURCE_DIR "/rules")) {
    const std::string name = file.path().filename();
    if (!name.ends_with(".json") || name.ends_with(".sources.json")) continue;
    std::stringstream text;
    text << std::ifstream(file.path()).rdbuf();
    const auto rulebook = read_rulebook(text.str());
    ASSERT_TRUE(rulebook) << name << " " << fact(rulebook.error(), "place");
    EXPECT_EQ(rulebook->id + ".json", name);
    ++count;
  }
  EXPECT_EQ(count, 6);
}

TEST(Rulebook, has_the_defaults_of_the_contract) {
  const auto rules = read_rulebook(plain().dump());
  ASSERT_TRUE(rules);
  EXPECT_EQ(rules->mixed_emissions, MixedEmissions::weighted);
  EXPECT_TRUE(rules->partial_share);
  EXPECT_EQ(rules->share_step_ppm, 1);
  EXPECT_FALSE(rules->cross_site_transfer);
  EXPECT_EQ(rules->verification, Verification::none);
  EXPECT_EQ(rules->recycled_default, rules->conventional_default);
  EXPECT_FALSE(rules->cap_physical_stock);
  EXPECT_EQ(rules->period_of(Date::of(2026, 3, 31)), -1);
  EXPECT_EQ(rules->period_of(Date::of(2026, 6, 30)), 0);
  EXPECT_EQ(rules->last_day(1), Date::of(2026, 9, 30));
}

TEST(Rulebook, wrong_values_name_their_place) {
  struct Case {
    const char *patch, *place, *allowed;
  };
  // A merge patch (RFC 7396) of the plain one: null takes a member away.
  constexpr Case cases[] = {
      {R"({"id":null})", "/id", "\"…\""},
      {R"({"id":""})", "/id", "\"…\""},
      {R"({"title":"t"})", "/title", "\"ja\""},
      {R"({"title":{"ja":null}})", "/title/ja", "\"…\""},
      {R"({"title":{"en":5}})", "/title/en", "\"…\""},
      {R"({"method":null})", "/method", "rolling_average"},
      {R"({"method":"inputshare"})", "/method", "input_share"},
      {R"({"method":7})", "/method", "conversion_factor"},
      {R"({"method":"conversion_factor"})", "/conversion_factor", "0 < x"},
      {R"({"conversion_factor":"0"})", "/conversion_factor", "0 < x"},
      {R"({"conversion_factor":"1.01"})", "/conversion_factor", "0 < x"},
      {R"({"conversion_factor":"9e-1"})", "/conversion_factor", "0 < x"},
      {R"({"conversion_factor":0.9})", "/conversion_factor", "0 < x"},
      {R"({"input_event":"arrival"})", "/input_event", "charge"},
      {R"({"period":{"months":5}})", "/period/months", "1 | 2 | 3"},
      {R"({"period":{"months":0}})", "/period/months", "1 | 2 | 3"},
      {R"({"period":{"months":"3"}})", "/period/months", "1 | 2 | 3"},
      {R"({"period":{"starts":"2026-04-31"}})", "/period/starts", "2026-04-01"},
      {R"({"period":{"starts":"2026-03-29"}})", "/period/starts", "day ≤ 28"},
      {R"({"period":{"starts":null}})", "/period/starts", "…"},
      {R"({"deficit":"never"})", "/deficit", "mode"},
      {R"({"deficit":{"mode":"always"}})", "/deficit/mode", "period_end"},
      {R"({"deficit":{"mode":"overdraw"}})", "/deficit/limit_ppm", "1000000"},
      {R"({"deficit":{"mode":"overdraw","limit_ppm":-1}})", "/deficit/limit_ppm", "0 …"},
      {R"({"deficit":{"limit_ppm":5}})", "/deficit/limit_ppm", "overdraw"},
      {R"({"carry_over":4})", "/carry_over", "periods"},
      {R"({"carry_over":{"periods":-1}})", "/carry_over/periods", "0 …"},
      {R"({"carry_over":{"periods":1201}})", "/carry_over/periods", "1200"},
      {R"({"carry_over":{"cap":"stock"}})", "/carry_over/cap", "physical_stock"},
      {R"({"carry_over":{"cap":"physical_stock"},"account_by":"power_source"})", "/carry_over/cap",
       "class"},
      {R"({"account_by":"lot"})", "/account_by", "supplier_certificate"},
      {R"({"mixed_emissions":"best"})", "/mixed_emissions", "worst"},
      {R"({"partial_share":"true"})", "/partial_share", "true | false"},
      {R"({"cross_site_transfer":1})", "/cross_site_transfer", "true | false"},
      {R"({"share_step_ppm":0})", "/share_step_ppm", "1 …"},
      {R"({"share_step_ppm":1000001})", "/share_step_ppm", "1000000"},
      {R"({"default_factors":null})", "/default_factors", "conventional"},
      {R"({"default_factors":{"conventional":"15.1"}})", "/default_factors/conventional", "kgCO2e"},
      {R"({"default_factors":{"recycled":"x"}})", "/default_factors/recycled", "kgCO2e"},
      {R"({"verification":"yearly"})", "/verification", "period"},
  };
  for (const Case& c : cases) {
    Json json = plain();
    json.merge_patch(Json::parse(c.patch));
    const auto rules = read_rulebook(json.dump());
    ASSERT_FALSE(rules) << c.patch;
    EXPECT_EQ(rules.error().code, Code::input_invalid) << c.patch;
    EXPECT_EQ(fact(rules.error(), "place"), c.place) << c.patch;
    EXPECT_NE(fact(rules.error(), "allowed").find(c.allowed), std::string::npos)
        << c.patch << ": " << fact(rules.error(), "allowed");
  }
}

TEST(Rulebook, unknown_keys_and_no_rulebooks_are_refused) {
  constexpr std::pair<const char*, const char*> cases[] = {
      {R"({"metod":1})", "/metod"},
      {R"({"title":{"fr":"x"}})", "/title/fr"},
      {R"({"period":{"weeks":2}})", "/period/weeks"},
      {R"({"deficit":{"limit":2}})", "/deficit/limit"},
      {R"({"carry_over":{"years":2}})", "/carry_over/years"},
      {R"({"default_factors":{"renewable":"0 kgCO2e/kg"}})", "/default_factors/renewable"},
  };
  for (const auto& [patch, place] : cases) {
    Json json = plain();
    json.merge_patch(Json::parse(patch));
    const auto rules = read_rulebook(json.dump());
    ASSERT_FALSE(rules) << patch;
    EXPECT_EQ(fact(rules.error(), "place"), place);
  }
  for (const char* text : {"", "[]", "null", "{", "\"free-credit\"", "{}", "{} {}"})
    EXPECT_FALSE(read_rulebook(text)) << text;
}

}  // namespace
}  // namespace tenbin
