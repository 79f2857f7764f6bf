// POST /api/v1/claims/check {text, language?}: what a sentence about an allocation may not say.
#include "claim/claim.hpp"

#include "codec/json_value.hpp"
#include "codec/json_writer.hpp"
#include "http/parameters.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"

namespace tenbin::http {
namespace {

constexpr std::uint64_t largest_body = 64U << 10;

Result<Language> language_in(const json::Value& body, std::string_view text) {
  if (body.find("language") == nullptr) return claim::language_of(text);
  const auto name = body.text_of("language");
  if (!name) return tl::make_unexpected(name.error());
  const auto language = value_named<Language>(*name);
  if (!language) return not_one_of("language", *name, "ja en");
  return *language;
}

Reply check(const Call& call) {
  const auto body = json::parse(call.request.body);
  if (!body) return problem_reply(call, body.error());
  if (const auto known = body->only_keys({"text", "language"}); !known)
    return problem_reply(call, known.error());
  const auto text = body->text_of("text");
  if (!text) return problem_reply(call, text.error());
  const auto language = language_in(*body, *text);
  if (!language) return problem_reply(call, language.error());
  const auto findings = claim::lint(*text, *language);
  if (!findings) return problem_reply(call, findings.error());
  std::string out;
  json::Writer json(out);
  json.begin_object().key("findings").begin_array();
  for (const claim::Finding& each : *findings) {
    json.begin_object().key("code").string(claim::kind_code(each.kind));
    json.key("detail").string(claim::wrong(call.language, each));
    json.key("from").integer(static_cast<std::int64_t>(each.characters.from));
    json.key("instead").string(claim::instead(*language, each)).key("text").string(each.words);
    json.key("to").integer(static_cast<std::int64_t>(each.characters.to)).end_object();
  }
  json.end_array().key("language").string(name_of(*language)).end_object();
  return json_reply(std::move(out));
}

}  // namespace

void add_claims(Router& router, Site&) {
  router.add({"POST", "/api/v1/claims/check", SignedIn{}, Place::worker,
              [](const Call& call) { return check(call); }, largest_body});
}

}  // namespace tenbin::http
