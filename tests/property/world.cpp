#include "world.hpp"

#include <algorithm>

namespace tenbin_property {

Stream any_stream() {
  const auto seed = *rc::gen::noShrink(rc::gen::arbitrary<std::uint64_t>()).as("seed");
  const auto steps = *rc::gen::inRange(5, 90).as("steps");
  return tenbin_model::generate(seed, steps);
}

Stream any_stream_without_deficit() {
  Stream stream = any_stream();
  stream.rulebook["deficit"] = {{"mode", "never"}};
  return stream;
}

Json plain_rulebook() {
  return {{"id", "t"},
          {"title", {{"ja", "試験"}, {"en", "test"}}},
          {"method", "input_share"},
          {"input_event", "receipt"},
          {"period", {{"months", 1}, {"starts", "2026-04-01"}}},
          {"deficit", {{"mode", "never"}}},
          {"carry_over", {{"periods", 1}}},
          {"account_by", "power_source"},
          {"default_factors", {{"conventional", "15.1 kgCO2e/kg"}}}};
}

void set_up(Sut& sut, const std::vector<std::vector<std::string>>& papers) {
  must(sut, {{"do", "add_site"}, {"site", "HQ"}});
  must(sut, {{"do", "add_supplier"}, {"supplier", "S-1"}});
  must(sut, {{"do", "add_customer"}, {"customer", "C-1"}});
  must(sut, {{"do", "add_product"}, {"product", "EX-1"}});
  for (const auto& paper : papers) {
    must(sut, {{"do", "register_supplier_certificate"},
               {"supplier_certificate", paper[0]},
               {"supplier", "S-1"},
               {"valid_from", "2026-01-01"},
               {"valid_to", "2027-12-31"},
               {"smelter", "Example Smelter"},
               {"country", "NO"},
               {"power_source", paper[1]},
               {"renewable_share", paper[2]},
               {"mass", "10000 t"},
               {"emission_factor", paper[3]},
               {"emission_boundary", "cradle-to-gate"},
               {"chain_model", "segregated"}});
  }
}

Json receipt(const std::string& id, std::int64_t grams, const std::string& paper) {
  Json command = {{"do", "receive"},
                  {"receipt", id},
                  {"date", "2026-04-03"},
                  {"site", "HQ"},
                  {"supplier", "S-1"},
                  {"material", "ingot"},
                  {"class", paper.empty() ? "conventional" : "renewable"},
                  {"mass", in_grams(grams)}};
  if (!paper.empty()) command["supplier_certificate"] = paper;
  return command;
}

Json run(const std::string& id, std::int64_t grams) {
  return {{"do", "produce"}, {"run", id},         {"date", "2026-04-10"},
          {"site", "HQ"},    {"product", "EX-1"}, {"output", in_grams(grams)}};
}

Json line(const std::string& id, std::int64_t grams) {
  return {{"do", "ship"}, {"shipment", id},    {"line", 1},         {"date", "2026-04-20"},
          {"site", "HQ"}, {"customer", "C-1"}, {"product", "EX-1"}, {"mass", in_grams(grams)}};
}

Json must(Sut& sut, const Json& command) {
  const Json outcome = sut.apply(command);
  if (outcome["status"] != "accepted") RC_FAIL(command.dump() + " -> " + outcome.dump());
  return outcome;
}

mpz_class grams(const Json& kg) {
  auto text = kg.get<std::string>();
  text.erase(std::remove(text.begin(), text.end(), '.'), text.end());
  return mpz_class(text, 10);
}

std::string in_grams(std::int64_t grams) {
  return std::to_string(grams) + " g";
}

}  // namespace tenbin_property
