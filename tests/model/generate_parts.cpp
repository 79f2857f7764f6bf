#include "generate_parts.hpp"

namespace tenbin_model {
namespace {

using Texts = std::vector<std::string>;

std::string plain_decimal(std::int64_t units, std::size_t decimals) {
  std::string text = std::to_string(units);
  if (text.size() <= decimals) text.insert(0, decimals + 1 - text.size(), '0');
  text.insert(text.size() - decimals, ".");
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

bool is_mass(const std::string& name) {
  return name == "mass" || name == "output" || name == "input" || name == "physical_stock";
}

bool is_date(const std::string& name) {
  return name == "date" || name == "from" || name == "to" || name == "period" ||
         name == "valid_from";
}

/// Another value for a field, wrong in one of the ways its kind allows.
Json wrong_value(Random& random, const std::string& name, const Json& value) {
  if (is_mass(name)) {
    const std::vector<Json> wrong = {"1000",      1000,    "-5 kg", "5kg",   "5 oz",    "0.1 g",
                                     "1e3 kg",    "+5 kg", "5  kg", true,    ". kg",    "1.2.3 kg",
                                     "0.0001 kg", Json(),  "kg",    "１ kg", "1,000 kg"};
    return random.pick(wrong);
  }
  if (is_date(name)) {
    const std::vector<Json> wrong = {"2026-02-30", "2026-4-1",   "01/04/2026", 20260401,
                                     "2026-03-31", "2024-01-01", "2026-13-01", "2031-05-05"};
    return random.pick(wrong);
  }
  if (name == "share" || name == "renewable_share" || name == "requested_share") {
    const std::vector<Json> wrong = {"50", 50, "0 %", "100.0001 %", "0.00001 %", "-1 %", "50%"};
    return random.pick(wrong);
  }
  if (name == "emission_factor") {
    const std::vector<Json> wrong = {"4.0 kg", "4.00000001 kgCO2e/kg", 4, "x kgCO2e/kg"};
    return random.pick(wrong);
  }
  if (name == "digest") {
    const std::string text = value;
    const std::vector<Json> wrong = {text.substr(1), text + "0", "A" + text.substr(1), 7};
    return random.pick(wrong);
  }
  if (name == "line" || name == "revision")
    return random.pick(std::vector<Json>{0, -1, "1", 1.5, 77});
  if (name == "entry") return random.pick(std::vector<Json>{1, 2, 9999, "3"});
  if (name == "allocations" && value.is_array()) {
    Json list = value;
    if (random.chance(30)) return Json::array();
    list.push_back(random.chance(50) && !value.empty() ? value[0] : Json("NOPE"));
    return list;
  }
  if (name == "allocatable") return "yes";
  return random.pick(std::vector<Json>{"NOPE", "", 7, Json::array()});
}

}  // namespace

Json random_rulebook(Random& random) {
  Json rules = {{"id", "t"}, {"title", {{"ja", "試験"}, {"en", "test"}}}};
  rules["method"] = random.pick(Texts{"input_share", "input_share", "input_share", "input_share",
                                      "conversion_factor", "conversion_factor", "conversion_factor",
                                      "rolling_average"});
  if (rules["method"] == "conversion_factor") {
    rules["conversion_factor"] = random.pick(Texts{"1", "0.92", "0.75", "0.333333", "0.001"});
  }
  rules["input_event"] = random.chance(60) ? "receipt" : "charge";
  rules["period"] = {{"months", random.chance(85)   ? 1
                                : random.chance(50) ? 2
                                                    : 3},
                     {"starts", "2026-04-01"}};
  const std::string mode = random.pick(Texts{"never", "never", "period_end", "overdraw"});
  rules["deficit"] = {{"mode", mode}};
  if (mode == "overdraw") {
    rules["deficit"]["limit_ppm"] = random.pick(std::vector<int>{0, 33333, 200000, 1000000});
  }
  rules["account_by"] =
      random.pick(Texts{"class", "class", "power_source", "supplier_certificate"});
  rules["carry_over"]["periods"] = random.pick(std::vector<Json>{Json(), 0, 1, 1, 2, 3});
  if (rules["account_by"] == "class" && random.chance(40)) {
    rules["carry_over"]["cap"] = "physical_stock";
  }
  if (random.chance(70)) rules["mixed_emissions"] = random.chance(70) ? "weighted" : "worst";
  if (random.chance(60)) rules["partial_share"] = random.chance(75);
  if (random.chance(50)) {
    rules["share_step_ppm"] = random.pick(std::vector<int>{1, 10000, 50000, 333});
  }
  if (random.chance(80)) rules["cross_site_transfer"] = random.chance(85);
  rules["default_factors"]["conventional"] =
      random.pick(Texts{"15.1 kgCO2e/kg", "10.8 kgCO2e/kg", "7.654321 kgCO2e/kg"});
  if (random.chance(60)) {
    rules["default_factors"]["recycled"] =
        random.pick(Texts{"0.6 kgCO2e/kg", "0 kgCO2e/kg", "-0.25 kgCO2e/kg"});
  }
  if (random.chance(50)) rules["verification"] = random.chance(50) ? "none" : "period";
  return rules;
}

std::string write_mass(Random& random, std::int64_t grams) {
  const auto unit = random.between(0, 2);
  if (unit == 0) return std::to_string(grams) + " g";
  if (unit == 1) return plain_decimal(grams, 3) + " kg";
  return plain_decimal(grams, 6) + " t";
}

const std::vector<std::string>& document_digests() {
  static const Texts digests = {"f6065ce8be732658ce43398ea1da159c98d57c15c9ff3832e91979db9cbe8bfd",
                                "7aba2e26e82bad298453edd2ba18f03201dfa3bba9a26720900238a7c1a18528",
                                "c1e2fd013db3520097dfd6459ad8d9a0516efb83a5afa51cb875368ddd86ee7b"};
  return digests;
}

Json spoil(Random& random, Json command) {
  Texts names;
  for (const auto& [name, value] : command.items()) {
    if (name != "certificate") names.push_back(name);
  }
  const std::string name = random.pick(names);
  switch (random.between(0, 9)) {
    case 0:
      command.erase(name);
      break;
    case 1:
      command["surplus"] = 1;
      break;
    case 2:
      command["note"] = 3;
      break;
    default:
      command[name] = wrong_value(random, name, command[name]);
  }
  return command;
}

}  // namespace tenbin_model
