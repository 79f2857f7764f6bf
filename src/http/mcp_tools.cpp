#include "http/mcp_tools.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "base/encoding.hpp"
#include "codec/json_writer.hpp"
#include "http/mcp_draft.hpp"
#include "http/parameters.hpp"
#include "http/replies.hpp"
#include "message/message.hpp"

namespace tenbin::http {
namespace {

struct Parameter {
  std::string_view name;
  std::string_view type;  // of JSON Schema
  bool required = false;
  std::string_view one_of = {};  // words; empty: any
};

constexpr std::string_view lists =
    "allocations charges customers products receipts runs shipments sites supplier-certificates "
    "suppliers";

// The rows of a plan (planner/simulation.hpp), as JSON Schema.
constexpr std::string_view plan_rows =
    R"({"additionalProperties":false,"properties":{"line":{"type":"integer"},)"
    R"("mass_kg":{"type":"string"},"share_ppm":{"maximum":1000000,"minimum":0,"type":"integer"},)"
    R"("shipment":{"type":"string"}},"required":["shipment","line"],"type":"object"})";

// An argument as a parameter of a query.
std::string text_of(const json::Value& value) {
  if (const auto text = value.text()) return std::string(*text);
  if (const auto flag = value.boolean()) return *flag ? "true" : "false";
  return json::write_canonical(value);
}

Reply ask_for(const Inside& inside, const Call& call, const json::Value& arguments,
              std::string path) {
  Asked asked{"GET", std::move(path)};
  for (const json::Member& each : **arguments.object())
    if (each.key != "list") asked.query[each.key] = text_of(each.value);
  return inside.ask(call, asked);
}

Reply post(const Inside& inside, const Call& call, std::string body, std::string path) {
  return inside.ask(call, {"POST", std::move(path), {}, std::move(body)});
}

Reply get_balance(const Inside& inside, const Call& call, const json::Value& arguments) {
  return ask_for(inside, call, arguments, "/api/v1/balance");
}
Reply explain_number(const Inside& inside, const Call& call, const json::Value& arguments) {
  return ask_for(inside, call, arguments, "/api/v1/explain");
}
Reply search_ledger(const Inside& inside, const Call& call, const json::Value& arguments) {
  return ask_for(inside, call, arguments, "/api/v1/" + text_or_empty(arguments, "list"));
}
Reply list_certificates(const Inside& inside, const Call& call, const json::Value& arguments) {
  return ask_for(inside, call, arguments, "/api/v1/certificates");
}
Reply check_claim_text(const Inside& inside, const Call& call, const json::Value& arguments) {
  return post(inside, call, json::write_canonical(arguments), "/api/v1/claims/check");
}
Reply simulate_allocation(const Inside& inside, const Call& call, const json::Value& arguments) {
  return post(inside, call, json::write_canonical(arguments), "/api/v1/simulate");
}
Reply verify_certificate(const Inside& inside, const Call& call, const json::Value& arguments) {
  const json::Value* const encoded = arguments.find("base64");
  if (encoded == nullptr) {
    const auto text = arguments.text_of("text");
    if (!text) return problem_reply(call, text.error());
    return post(inside, call, std::string(*text), "/api/v1/verify");
  }
  auto bytes = from_base64(*encoded->text());
  if (!bytes) return problem_reply(call, not_one_of("base64", "", "RFC 4648").value());
  return post(inside, call, *std::move(bytes), "/api/v1/verify");
}

struct Tool {
  std::string_view name;
  bool reads;
  std::span<const Parameter> parameters;  // by name
  Reply (*make)(const Inside&, const Call&, const json::Value& arguments);
};

constexpr std::array of_balance = {Parameter{"as_of", "string"}, Parameter{"period", "string"},
                                   Parameter{"site", "string"}};
constexpr std::array of_claim = {Parameter{"language", "string", false, "ja en"},
                                 Parameter{"text", "string", true}};
constexpr std::array of_certificates = {
    Parameter{"cursor", "string"}, Parameter{"customer", "string"}, Parameter{"limit", "integer"},
    Parameter{"period", "string"}, Parameter{"q", "string"},        Parameter{"site", "string"}};
constexpr std::array of_draft = {Parameter{"name", "string"}, Parameter{"period", "string", true},
                                 Parameter{"rows", "array", true},
                                 Parameter{"site", "string", true}};
constexpr std::array of_explain = {Parameter{"account", "string"},
                                   Parameter{"figure", "string", true},
                                   Parameter{"period", "string"}, Parameter{"site", "string"}};
constexpr std::array of_search = {Parameter{"certificate", "string"},
                                  Parameter{"cursor", "string"},
                                  Parameter{"customer", "string"},
                                  Parameter{"limit", "integer"},
                                  Parameter{"list", "string", true, lists},
                                  Parameter{"open", "boolean"},
                                  Parameter{"period", "string"},
                                  Parameter{"product", "string"},
                                  Parameter{"q", "string"},
                                  Parameter{"site", "string"},
                                  Parameter{"supplier", "string"}};
constexpr std::array of_simulation = {
    Parameter{"date", "string"}, Parameter{"period", "string", true},
    Parameter{"rows", "array", true}, Parameter{"site", "string", true}};
constexpr std::array of_verify = {Parameter{"base64", "string"}, Parameter{"text", "string"}};

constexpr std::array tools = {
    Tool{"get_balance", true, of_balance, get_balance},
    Tool{"explain_number", true, of_explain, explain_number},
    Tool{"search_ledger", true, of_search, search_ledger},
    Tool{"list_certificates", true, of_certificates, list_certificates},
    Tool{"verify_certificate", true, of_verify, verify_certificate},
    Tool{"check_claim_text", true, of_claim, check_claim_text},
    Tool{"simulate_allocation", true, of_simulation, simulate_allocation},
    Tool{"draft_allocation", false, of_draft, draft_allocation},
};

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

void write_parameter(json::Writer& json, Language language, const Parameter& parameter) {
  const std::string key = "mcp.parameter." + std::string(parameter.name);
  json.key(parameter.name).begin_object().key("description").string(message(language, key));
  if (!parameter.one_of.empty()) {
    json.key("enum").begin_array();
    for (const std::string_view each : words_of(parameter.one_of)) json.string(each);
    json.end_array();
  }
  if (parameter.type == "array") json.key("items").raw(plan_rows);
  json.key("type").string(parameter.type).end_object();
}

void write_tool(json::Writer& json, Language language, const Tool& tool) {
  const std::string key = "mcp.tool." + std::string(tool.name);
  json.begin_object().key("annotations").begin_object();
  json.key("destructiveHint").boolean(false).key("openWorldHint").boolean(false);
  json.key("readOnlyHint").boolean(tool.reads).end_object();
  json.key("description").string(message(language, key)).key("inputSchema").begin_object();
  json.key("additionalProperties").boolean(false).key("properties").begin_object();
  for (const Parameter& each : tool.parameters) write_parameter(json, language, each);
  json.end_object().key("required").begin_array();
  for (const Parameter& each : tool.parameters)
    if (each.required) json.string(each.name);
  json.end_array().key("type").string("object").end_object();
  json.key("name").string(tool.name);
  json.key("title").string(message(language, key + ".title")).end_object();
}

Result<void> check_argument(const Parameter& parameter, const json::Value& value) {
  if (parameter.type == "array") TENBIN_TRY(value.array());
  if (parameter.type == "boolean") TENBIN_TRY(value.boolean());
  if (parameter.type == "integer") TENBIN_TRY(value.integer());
  if (parameter.type != "string") return {};
  const auto text = value.text();
  if (!text) return tl::make_unexpected(text.error());
  const auto words = words_of(parameter.one_of);
  if (!words.empty() && std::find(words.begin(), words.end(), *text) == words.end())
    return not_one_of(parameter.name, *text, parameter.one_of);
  return {};
}

Result<void> check_arguments(const Tool& tool, const json::Value& arguments) {
  for (const json::Member& each : **arguments.object()) {
    const auto found =
        std::find_if(tool.parameters.begin(), tool.parameters.end(),
                     [&](const Parameter& parameter) { return parameter.name == each.key; });
    if (found == tool.parameters.end())
      return json::invalid_at(each.value.place(), "unknown_field");
    TENBIN_TRY(check_argument(*found, each.value));
  }
  for (const Parameter& each : tool.parameters)
    if (each.required) TENBIN_TRY(arguments.at(each.name));
  return {};
}

std::string result_of(const Reply& reply) {
  std::string result;
  json::Writer json(result);
  json.begin_object().key("content").begin_array().begin_object();
  json.key("text").string(reply.body).key("type").string("text").end_object().end_array();
  json.key("isError").boolean(reply.status >= 400);
  json.key("structuredContent").raw(reply.body).end_object();
  return result;
}

}  // namespace

std::string mcp_tools_json(Language language) {
  std::string result;
  json::Writer json(result);
  json.begin_object().key("tools").begin_array();
  for (const Tool& each : tools) write_tool(json, language, each);
  json.end_array().end_object();
  return result;
}

std::optional<std::string> call_tool(const Inside& inside, const Call& call, std::string_view name,
                                     const json::Value& arguments) {
  const auto tool =
      std::find_if(tools.begin(), tools.end(), [&](const Tool& each) { return each.name == name; });
  if (tool == tools.end()) return std::nullopt;
  if (const auto good = check_arguments(*tool, arguments); !good)
    return tool_refusal(call, good.error());
  return result_of(tool->make(inside, call, arguments));
}

std::string tool_refusal(const Call& call, const Problem& problem) {
  return result_of(problem_reply(call, problem));
}

}  // namespace tenbin::http
