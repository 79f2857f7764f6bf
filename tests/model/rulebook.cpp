#include "rulebook.hpp"

#include <set>

namespace tenbin_model {
namespace {

[[noreturn]] void invalid(const std::string& place) {
  throw Refusal{"input.invalid", {{"place", place}}};
}

void check_keys(const Json& object, const std::string& place, const std::set<std::string>& required,
                const std::set<std::string>& optional) {
  if (!object.is_object()) invalid(place);
  for (const auto& name : required) {
    if (!object.contains(name)) invalid(name);
  }
  for (const auto& [name, value] : object.items()) {
    if (!required.contains(name) && !optional.contains(name)) invalid(name);
  }
}

std::string choice(const Json& object, const char* name, const std::set<std::string>& words) {
  if (!object[name].is_string() || !words.contains(object[name].get<std::string>())) invalid(name);
  return object[name];
}

std::int64_t integer(const Json& object, const char* name, std::int64_t low, std::int64_t high) {
  if (!object[name].is_number_integer()) invalid(name);
  const auto value = object[name].get<std::int64_t>();
  if (value < low || value > high) invalid(name);
  return value;
}

bool boolean(const Json& object, const char* name, bool otherwise) {
  if (!object.contains(name)) return otherwise;
  if (!object[name].is_boolean()) invalid(name);
  return object[name];
}

void parse_deficit(const Json& deficit, Rulebook& rules) {
  if (!deficit.is_object() || !deficit.contains("mode")) invalid("deficit");
  rules.deficit = choice(deficit, "mode", {"never", "period_end", "overdraw"});
  if (rules.deficit == "overdraw") {
    check_keys(deficit, "deficit", {"mode", "limit_ppm"}, {});
    rules.limit_ppm = integer(deficit, "limit_ppm", 0, 1000000);
  } else {
    check_keys(deficit, "deficit", {"mode"}, {});
  }
}

void parse_carry_over(const Json& carry, Rulebook& rules) {
  check_keys(carry, "carry_over", {"periods"}, {"cap"});
  if (!carry["periods"].is_null()) rules.carry_periods = integer(carry, "periods", 0, 1000000);
  if (carry.contains("cap")) {
    choice(carry, "cap", {"physical_stock"});
    if (rules.account_by != "class") invalid("cap");
    rules.cap = true;
  }
}

}  // namespace

std::int64_t Rulebook::period_of(std::int64_t date) const {
  if (date < starts) return -1;
  std::int64_t index = 0;
  while (period_start(index + 1) <= date) ++index;
  return index;
}

Rulebook parse_rulebook(const Json& text) {
  check_keys(text, "rulebook",
             {"id", "title", "method", "input_event", "period", "deficit", "carry_over",
              "account_by", "default_factors"},
             {"conversion_factor", "mixed_emissions", "partial_share", "share_step_ppm",
              "cross_site_transfer", "verification"});
  if (!text["id"].is_string() || text["id"].get<std::string>().empty()) invalid("id");
  check_keys(text["title"], "title", {"ja", "en"}, {});
  Rulebook rules;
  rules.method = choice(text, "method", {"input_share", "conversion_factor", "rolling_average"});
  if (text.contains("conversion_factor")) {
    if (!text["conversion_factor"].is_string()) invalid("conversion_factor");
    rules.conversion_factor = parse_decimal(text["conversion_factor"], false);
    if (rules.conversion_factor <= 0 || rules.conversion_factor > 1) invalid("conversion_factor");
  } else if (rules.method == "conversion_factor") {
    invalid("conversion_factor");
  }
  rules.charges = choice(text, "input_event", {"receipt", "charge"}) == "charge";
  check_keys(text["period"], "period", {"months", "starts"}, {});
  rules.months = integer(text["period"], "months", 1, 12);
  if (12 % rules.months != 0) invalid("months");
  rules.starts = parse_date(text["period"]["starts"]);
  parse_deficit(text["deficit"], rules);
  rules.account_by = choice(text, "account_by", {"class", "power_source", "supplier_certificate"});
  parse_carry_over(text["carry_over"], rules);
  if (text.contains("mixed_emissions")) {
    rules.worst = choice(text, "mixed_emissions", {"weighted", "worst"}) == "worst";
  }
  rules.partial_share = boolean(text, "partial_share", true);
  if (text.contains("share_step_ppm")) {
    rules.share_step_ppm = integer(text, "share_step_ppm", 1, 1000000);
  }
  rules.cross_site_transfer = boolean(text, "cross_site_transfer", false);
  if (text.contains("verification")) choice(text, "verification", {"none", "period"});
  const Json& factors = text["default_factors"];
  check_keys(factors, "default_factors", {"conventional"}, {"recycled"});
  rules.conventional = parse_factor(factors["conventional"]);
  rules.recycled =
      factors.contains("recycled") ? parse_factor(factors["recycled"]) : rules.conventional;
  return rules;
}

}  // namespace tenbin_model
