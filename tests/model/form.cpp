#include "form.hpp"

#include <map>
#include <set>
#include <sstream>
#include <vector>

namespace tenbin_model {
namespace {

// One line a command, as in the table of section 6: name[?]:kind[=default as JSON]. A kind with
// bars is a choice of words.
const std::map<std::string, std::string> forms = {
    {"add_site", "site:id name_ja?:text name_en?:text zone?:text=\"Asia/Tokyo\""},
    {"add_supplier", "supplier:id name_ja?:text name_en?:text"},
    {"add_customer", "customer:id name_ja?:text name_en?:text language?:text=\"ja\""},
    {"add_product",
     "product:id name_ja?:text name_en?:text alloy?:text temper?:text standard?:text group?:text "
     "allocatable?:boolean=true process_emissions?:factor"},
    {"register_supplier_certificate",
     "supplier_certificate:id supplier:id valid_from:date valid_to:date smelter:text country:text "
     "power_source:hydro|solar|wind|geothermal|biomass|mixed|nuclear|fossil|grid "
     "renewable_share?:share=1000000 mass:mass emission_factor:factor emission_boundary:text "
     "chain_model:identity_preserved|segregated|controlled_blending|mass_balance|book_and_claim "
     "scheme?:text scheme_valid_to?:date assurance_body?:text"},
    {"receive",
     "receipt:id date:date site:id supplier:id "
     "material:ingot|billet|slab|internal_scrap|external_scrap|alloying "
     "class:renewable|conventional|recycled|unknown mass:mass supplier_certificate?:id "
     "emission_factor?:factor lot?:text heat?:text delivery_note?:text"},
    {"back_receipt", "receipt:id supplier_certificate:id"},
    {"charge", "charge:id date:date site:id receipt:id mass:mass"},
    {"produce",
     "run:id date:date site:id product:id output:mass input?:mass0 internal_scrap?:mass0 "
     "loss?:mass0"},
    {"ship",
     "shipment:id line:line date:date site:id customer:id product:id mass:mass order?:text "
     "delivery_note?:text requested_share?:share"},
    {"allocate",
     "allocation:id date:date shipment:id line:line share?:share mass?:mass account?:id"},
    {"release", "allocation:id reason:text"},
    {"transfer", "transfer:id date:date from:id to:id account:id mass:mass"},
    {"issue_certificate",
     "customer:id date:date allocations?:ids from?:date to?:date certificate?:id language?:text"},
    {"replace_certificate", "certificate:id date:date reason:text allocations:ids"},
    {"revoke_certificate", "certificate:id date:date reason:text"},
    {"attest_certificate", "certificate:id revision:line digest:digest key?:id"},
    {"register_key", "key:multikey reason:text compromised:boolean=false"},
    {"close_period", "site:id period:date date:date physical_stock?:mass0 force_majeure?:words"},
    {"reverse", "entry:integer date:date reason:text"},
    {"adjust",
     "adjustment:id date:date entry:integer account:id mass:mass reason:text approver:text "
     "allocations?:ids"},
    {"record_verification",
     "site:id from:date to:date verifier:text kind:verification|validation "
     "level:limited|reasonable criteria:text statement:text date:date digest?:digest"}};

[[noreturn]] void invalid(const std::string& place) {
  throw Refusal{"input.invalid", {{"place", place}}};
}

Json decode_ids(const Json& value) {
  if (!value.is_array()) invalid("allocations");
  std::set<std::string> seen;
  for (const Json& id : value) {
    if (!id.is_string() || id.get<std::string>().empty()) invalid("allocations");
    if (!seen.insert(id.get<std::string>()).second) invalid("allocations");
  }
  return value;
}

Json decode_value(const std::string& kind, const Json& value) {
  if (kind == "date") return parse_date(value);
  if (kind == "mass") return parse_mass(value, false);
  if (kind == "mass0") return parse_mass(value, true);
  if (kind == "share") return parse_share(value);
  if (kind == "factor") return parse_factor(value);
  if (kind == "ids") return decode_ids(value);
  if (kind == "boolean") {
    if (!value.is_boolean()) invalid("boolean");
    return value;
  }
  if (kind == "digest") {
    if (!value.is_string() || value.get<std::string>().size() != 64) invalid(kind);
    if (value.get<std::string>().find_first_not_of("0123456789abcdef") != std::string::npos) {
      invalid(kind);
    }
    return value;
  }
  if (kind == "multikey") {  // 0xED 0x01 and 32 bytes make 48 digits that begin so
    const std::string digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    if (!value.is_string()) invalid(kind);
    const auto key = value.get<std::string>();
    if (key.size() != 48 || !key.starts_with("z6Mk")) invalid(kind);
    if (key.find_first_not_of(digits, 1) != std::string::npos) invalid(kind);
    return value;
  }
  if (kind == "line" || kind == "integer") {
    if (!value.is_number_integer()) invalid(kind);
    if (kind == "line" && value.get<std::int64_t>() <= 0) invalid(kind);
    return value.get<std::int64_t>();
  }
  if (!value.is_string()) invalid(kind);
  const auto text = value.get<std::string>();
  if ((kind == "id" || kind == "words") && text.empty()) invalid(kind);
  if (kind.find('|') != std::string::npos &&
      ("|" + kind + "|").find("|" + text + "|") == std::string::npos) {
    invalid(kind);
  }
  return value;
}

struct Field {
  std::string name, kind, default_text;
  bool optional = false;
};

std::vector<Field> fields_of(const std::string& form) {
  std::istringstream words(form + " note?:text command_id?:id");
  std::vector<Field> fields;
  for (std::string word; words >> word;) {
    Field field;
    const auto colon = word.find(':');
    const auto equals = word.find('=');
    field.name = word.substr(0, colon);
    field.kind = word.substr(colon + 1, equals == std::string::npos ? equals : equals - colon - 1);
    if (equals != std::string::npos) field.default_text = word.substr(equals + 1);
    field.optional = field.name.back() == '?';
    if (field.optional) field.name.pop_back();
    if (!field.optional && field.kind == "text")
      field.kind = "words";  // a required text says something
    fields.push_back(field);
  }
  return fields;
}

/// What a table of fields cannot say.
void check_together(const Json& content, bool stock_needed) {
  const auto has = [&](const char* name) { return content.contains(name); };
  const std::string what = content["do"];
  if (what == "receive" && has("supplier_certificate") && content["class"] != "renewable") {
    invalid("supplier_certificate");
  }
  if (what == "allocate") {
    if (has("share") == has("mass")) invalid("share");
    if (has("share") && content["share"] == 0) invalid("share");
  }
  if (what == "register_supplier_certificate" && content["valid_from"] > content["valid_to"]) {
    invalid("valid_to");
  }
  if (what == "record_verification" && content["from"] > content["to"]) invalid("to");
  if (what == "transfer" && content["from"] == content["to"]) invalid("to");
  if (what == "issue_certificate") {
    if (has("from") != has("to") || has("from") == has("allocations")) invalid("allocations");
  }
  if (what == "close_period" && stock_needed && !has("physical_stock")) invalid("physical_stock");
}

}  // namespace

Json decode(const Json& command, bool stock_needed) {
  if (!command.is_object() || !command.contains("do") || !command["do"].is_string()) invalid("do");
  const auto form = forms.find(command["do"].get<std::string>());
  if (form == forms.end()) invalid("do");
  Json content = {{"do", command["do"]}};
  std::set<std::string> known = {"do"};
  std::string without_unit;
  for (const Field& field : fields_of(form->second)) {
    known.insert(field.name);
    if (!command.contains(field.name)) {
      if (!field.optional) invalid(field.name);
      if (!field.default_text.empty()) content[field.name] = Json::parse(field.default_text);
      continue;
    }
    try {
      content[field.name] = decode_value(field.kind, command[field.name]);
    } catch (const Refusal& refusal) {
      if (refusal.code != "unit.missing") invalid(field.name);
      without_unit = field.name;
      content[field.name] = 1;  // goes on to look for what is invalid, which ranks before
    }
  }
  for (const auto& [name, value] : command.items()) {
    if (!known.contains(name)) invalid(name);
  }
  check_together(content, stock_needed);
  if (!without_unit.empty()) throw Refusal{"unit.missing", {{"place", without_unit}}};
  return content;
}

}  // namespace tenbin_model
