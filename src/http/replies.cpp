#include "http/replies.hpp"

#include <algorithm>

#include "codec/json_writer.hpp"
#include "message/message.hpp"

namespace tenbin::http {
namespace {

// Codes whose status does not follow from the exit code of the command line.
struct Special {
  Code code;
  unsigned status;
};
constexpr Special specials[] = {
    {Code::input_invalid, 400},       {Code::unit_missing, 400},
    {Code::request_not_found, 404},   {Code::request_method, 405},
    {Code::request_busy, 503},        {Code::request_key_missing, 428},
    {Code::command_id_reused, 422},   {Code::login_failed, 401},
    {Code::login_too_many, 429},      {Code::session_expired, 401},
    {Code::totp_needed, 401},         {Code::totp_invalid, 401},
    {Code::token_invalid, 401},       {Code::lookup_too_many, 429},
    {Code::book_busy, 503},           {Code::request_too_large, 413},
    {Code::disk_full, 507},           {Code::draft_stale, 412},
    {Code::draft_match_missing, 428},
};

void write_facts(json::Writer& json, const Problem& problem) {
  std::vector<Fact> facts = problem.facts;
  std::sort(facts.begin(), facts.end(),
            [](const Fact& a, const Fact& b) { return json::key_less(a.name, b.name); });
  json.key("facts").begin_object();
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (i == 0 || facts[i].name != facts[i - 1].name)
      json.key(facts[i].name).string(facts[i].value);
  }
  json.end_object();
}

}  // namespace

std::string_view fact_of(const Problem& problem, std::string_view name) {
  for (const Fact& fact : problem.facts) {
    if (fact.name == name) return fact.value;
  }
  return {};
}

Reply json_reply(std::string json, unsigned status) {
  return {status, "application/json", std::move(json)};
}

Reply file_reply(std::string bytes, std::string_view type, std::string_view name) {
  std::string quoted;
  for (const char c : name) quoted += c >= ' ' && c < 127 && c != '"' && c != '\\' ? c : '_';
  Reply reply{200, std::string(type), std::move(bytes)};
  reply.headers = {{"Content-Disposition", "attachment; filename=\"" + quoted + "\""},
                   {"Content-Security-Policy", "default-src 'none'; sandbox"}};
  return reply;
}

unsigned status_of(Code code) {
  for (const Special& special : specials) {
    if (special.code == code) return special.status;
  }
  switch (code_exit(code)) {
    case 2:
      return 400;
    case 3:
    case 8:
      return 422;
    case 4:
    case 6:
      return 409;
    case 5:
      return 404;
    case 7:
      return 403;
    default:
      return 500;
  }
}

Reply problem_reply(const Call& call, const Problem& problem) {
  return problem_reply(call.request, call.language, problem);
}

Reply problem_reply(const net::Request& request, Language language, const Problem& given) {
  // Who hears of a failure can only hand on what names the request in the log.
  Problem problem = given;
  if (problem.code == Code::request_failed) problem.facts.push_back({"request", request.id});
  const unsigned status = status_of(problem.code);
  const std::string_view code = code_text(problem.code);
  const std::string detail = sentence_of(language, problem);
  const std::string_view place = fact_of(problem, "place");
  std::string body;
  json::Writer json(body);
  json.begin_object().key("code").string(code).key("detail").string(detail);
  if (place.starts_with('/')) {
    json.key("errors").begin_array().begin_object();
    json.key("code").string(code).key("detail").string(detail);
    json.key("pointer").string("#" + std::string(place == "/" ? "" : place));
    json.end_object().end_array();
  }
  write_facts(json, problem);
  json.key("instance").string(request.path).key("request_id").string(request.id);
  json.key("status").integer(status).key("title").string(
      message(language, "http.status." + std::to_string(status)));
  json.key("type").string("/docs/errors#" + std::string(code)).end_object();
  Reply reply{status, "application/problem+json", std::move(body)};
  reply.headers = {{"Content-Language", language == Language::ja ? "ja" : "en"},
                   {"Cache-Control", "no-store"}};
  if (problem.code == Code::token_invalid) reply.headers.emplace_back("WWW-Authenticate", "Bearer");
  if (const std::string_view seconds = fact_of(problem, "seconds"); !seconds.empty())
    reply.headers.emplace_back("Retry-After", std::string(seconds));
  else if (status == 503)
    reply.headers.emplace_back("Retry-After", "1");
  return reply;
}

Language language_of(const net::Request& request) {
  if (const std::string_view asked = request.parameter("lang"); !asked.empty())
    return asked == "en" ? Language::en : Language::ja;
  // The order that people write is the order that they want; weights are not looked at.
  std::string_view rest = request.header("accept-language");
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    std::string_view one = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    while (one.starts_with(' ')) one.remove_prefix(1);
    if (one.starts_with("ja")) return Language::ja;
    if (one.starts_with("en")) return Language::en;
  }
  return Language::ja;
}

}  // namespace tenbin::http
