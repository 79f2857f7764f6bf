#include "http/mcp.hpp"

#include <algorithm>
#include <array>
#include <mutex>
#include <unordered_map>

#include "codec/json_value.hpp"
#include "codec/json_writer.hpp"
#include "http/entrance.hpp"
#include "http/mcp_tools.hpp"
#include "http/parameters.hpp"
#include "http/replies.hpp"
#include "message/message.hpp"

namespace tenbin::http {
namespace {

// What we say is the same in both; the newest first.
constexpr std::array<std::string_view, 2> revisions = {"2025-11-25", "2025-06-18"};
constexpr std::uint64_t largest_body = 4U << 20;  // a certificate's file, in base64

constexpr int not_json = -32700;
constexpr int not_a_message = -32600;
constexpr int no_such_method = -32601;
constexpr int not_its_parameters = -32602;

bool speaks(std::string_view revision) {
  return std::find(revisions.begin(), revisions.end(), revision) != revisions.end();
}

// `id`: as JSON; empty where it is not known.
Reply error_reply(const std::string& id, int code, std::string_view said, unsigned status = 200) {
  std::string body;
  json::Writer json(body);
  json.begin_object().key("error").begin_object();
  json.key("code").integer(code).key("message").string(said).end_object();
  if (!id.empty()) json.key("id").raw(id);
  json.key("jsonrpc").string("2.0").end_object();
  return json_reply(std::move(body), status);
}

Reply error_reply(const Call& call, const std::string& id, int code, const Problem& problem,
                  unsigned status = 200) {
  return error_reply(id, code, sentence_of(call.language, problem), status);
}

Reply result_reply(const std::string& id, const std::string& result) {
  std::string body;
  json::Writer(body)
      .begin_object()
      .key("id")
      .raw(id)
      .key("jsonrpc")
      .string("2.0")
      .key("result")
      .raw(result)
      .end_object();
  return json_reply(std::move(body));
}

Problem unknown(std::string_view what, std::string_view value, std::string_view allowed) {
  return not_one_of(what, value, allowed).value();
}

std::string introduction(Language language, std::string_view revision) {
  std::string result;
  json::Writer json(result);
  json.begin_object().key("capabilities").begin_object();
  json.key("tools").begin_object().end_object().end_object();
  json.key("instructions").string(message(language, "mcp.instructions"));
  json.key("protocolVersion").string(revision);
  json.key("serverInfo").begin_object().key("name").string("tenbin");
  json.key("title").string(message(language, "mcp.title"));
  json.key("version").string(TENBIN_VERSION).end_object().end_object();
  return result;
}

// How often each token has called a tool in this minute.
class Minute {
 public:
  static constexpr int most = 120;

  // The seconds to wait; 0: it may, and is counted.
  std::int64_t wait(std::int64_t token, Instant now) {
    constexpr std::int64_t minute_ms = 60'000;
    constexpr std::int64_t second_ms = 1000;
    const std::lock_guard lock(mutex_);
    if (now.ms / minute_ms != minute_) calls_.clear();
    minute_ = now.ms / minute_ms;
    if (calls_[token]++ < most) return 0;
    return (minute_ms - now.ms % minute_ms) / second_ms + 1;
  }

 private:
  std::mutex mutex_;
  std::int64_t minute_ = 0;
  std::unordered_map<std::int64_t, int> calls_;
};

class Mcp {
 public:
  Mcp(Site& site, const Router& router) : site_(site), inside_(site, router) {}

  Reply answer(const Call& call);

 private:
  bool is_own(std::string_view origin) const {
    return site_.entrance != nullptr && origin == site_.entrance->address;
  }
  Reply request(const Call& call, const std::string& id, std::string_view method,
                const json::Value& params);

  Site& site_;
  const Inside inside_;
  Minute minute_;
};

Reply Mcp::answer(const Call& call) {
  if (!site_.mcp)
    return problem_reply(call, {Code::request_not_found, {{"path", call.request.path}}});
  const std::string_view origin = call.request.header("origin");
  if (!origin.empty() && !is_own(origin)) return problem_reply(call, {Code::request_forged, {}});
  const std::string_view revision = call.request.header("mcp-protocol-version");
  constexpr unsigned bad = 400;
  if (!revision.empty() && !speaks(revision))
    return error_reply(call, "", not_a_message,
                       unknown("MCP-Protocol-Version", revision, std::string(revisions.front())),
                       bad);
  const auto sent = json::parse(call.request.body);
  if (!sent) return error_reply(call, "", not_json, sent.error(), bad);
  const json::Value* const id = sent->find("id");
  const bool has_id = id != nullptr && (id->text() || id->integer());
  const bool answers = sent->find("result") != nullptr || sent->find("error") != nullptr;
  const auto method = sent->text_of("method");
  if (text_or_empty(*sent, "jsonrpc") != "2.0" || (id != nullptr && !has_id) ||
      (!method && !answers)) {
    const std::string known = has_id ? json::write_canonical(*id) : "";
    return error_reply(known, not_a_message, message(call.language, "mcp.no_message"), bad);
  }
  // A notification, or an answer to what we never ask: taken, and there is nothing to say.
  if (!method || !has_id) return Reply{202};
  const json::Value* const params = sent->find("params");
  const json::Value none(json::Object{}, "/params");
  if (params != nullptr && !params->object())
    return error_reply(call, json::write_canonical(*id), not_its_parameters,
                       params->object().error());
  return request(call, json::write_canonical(*id), *method, params == nullptr ? none : *params);
}

Reply Mcp::request(const Call& call, const std::string& id, std::string_view method,
                   const json::Value& params) {
  if (method == "ping") return result_reply(id, "{}");
  if (method == "initialize") {
    const auto wanted = params.text_of("protocolVersion");
    if (!wanted) return error_reply(call, id, not_its_parameters, wanted.error());
    return result_reply(id,
                        introduction(call.language, speaks(*wanted) ? *wanted : revisions.front()));
  }
  if (method == "tools/list") {
    if (const json::Value* const cursor = params.find("cursor"); cursor != nullptr)
      return error_reply(call, id, not_its_parameters,
                         unknown("cursor", text_or_empty(params, "cursor"), "-"));
    return result_reply(id, mcp_tools_json(call.language));
  }
  if (method != "tools/call")
    return error_reply(call, id, no_such_method,
                       unknown("method", method, "initialize ping tools/list tools/call"));
  const auto name = params.text_of("name");
  if (!name) return error_reply(call, id, not_its_parameters, name.error());
  const json::Value none(json::Object{}, "/params/arguments");
  const json::Value* const given = params.find("arguments");
  if (given != nullptr && !given->object())
    return error_reply(call, id, not_its_parameters, given->object().error());
  const std::int64_t seconds = minute_.wait(call.token.value_or(0), site_.outside.now());
  if (seconds > 0)
    return result_reply(id, tool_refusal(call, {Code::lookup_too_many,
                                                {{"calls", std::to_string(Minute::most)},
                                                 {"seconds", std::to_string(seconds)}}}));
  const auto result = call_tool(inside_, call, *name, given == nullptr ? none : *given);
  if (!result)
    return error_reply(call, id, not_its_parameters,
                       {Code::reference_unknown, {{"kind", "tool"}, {"id", std::string(*name)}}});
  return result_reply(id, *result);
}

}  // namespace

void add_mcp(Router& router, Site& site) {
  const auto mcp = std::make_shared<Mcp>(site, router);
  router.add({"POST", mcp_path, ByToken{}, Place::worker,
              [mcp](const Call& call) { return mcp->answer(call); }, largest_body});
}

}  // namespace tenbin::http
