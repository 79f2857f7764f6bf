// What a person was in the middle of, kept under a key of the screen's (office/drafts.hpp):
//   GET    /api/v1/drafts/{key}  {"draft": what was kept, or null, "saved_at"}; ETag names it
//   PUT    /api/v1/drafts/{key}  a JSON object; If-Match where one is kept already
//   DELETE /api/v1/drafts/{key}
// Only for who signed in: an API token is no one who could be interrupted. What it leaves for its
// owner comes by http/mcp_draft.hpp.
#include <charconv>

#include "codec/json_value.hpp"
#include "codec/json_writer.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"
#include "office/drafts.hpp"

namespace tenbin::http {
namespace {

std::string tag_of(Instant saved) {
  return '"' + std::to_string(saved.ms) + '"';
}

// What a header If-Match names; what no ETag of ours could be names nothing that is kept.
std::optional<Instant> named_by(std::string_view tag) {
  if (tag.empty()) return std::nullopt;
  if (tag.starts_with("W/")) tag.remove_prefix(2);  // a proxy that compresses weakens it
  Instant saved{0};
  if (tag.size() > 2 && tag.front() == '"' && tag.back() == '"')
    std::from_chars(tag.data() + 1, tag.data() + tag.size() - 1, saved.ms);
  return saved;
}

Reply draft_reply(const std::optional<office::Draft>& draft, bool with_body) {
  std::string body;
  json::Writer json(body);
  json.begin_object();
  if (with_body) {
    json.key("draft");
    draft ? json.raw(draft->body) : json.null();
  }
  json.key("saved_at");
  draft ? json.string(format_instant(draft->saved)) : json.null();
  json.end_object();
  Reply reply = json_reply(std::move(body));
  if (draft) reply.headers.emplace_back("ETag", tag_of(draft->saved));
  return reply;
}

Reply find(Site& site, const Call& call) {
  const auto draft = office::Drafts(site.office).find(*call.person, call.part("key"));
  return draft ? draft_reply(*draft, true) : problem_reply(call, draft.error());
}

Reply save(Site& site, const Call& call) {
  const auto body = json::parse(call.request.body);
  if (!body) return problem_reply(call, body.error());
  if (const auto members = body->object(); !members) return problem_reply(call, members.error());
  const auto saved = office::Drafts(site.office)
                         .save(*call.person, call.part("key"), call.request.body,
                               named_by(call.request.header("if-match")));
  return saved ? draft_reply(*saved, false) : problem_reply(call, saved.error());
}

Reply forget(Site& site, const Call& call) {
  const auto gone = office::Drafts(site.office).forget(*call.person, call.part("key"));
  return gone ? Reply{204} : problem_reply(call, gone.error());
}

}  // namespace

void add_drafts(Router& router, Site& site) {
  const auto add = [&](std::string_view method, Reply (*act)(Site&, const Call&),
                       std::uint64_t body) {
    router.add({method, "/api/v1/drafts/{key}", SignedIn{}, Place::worker,
                [&site, act](const Call& call) {
                  if (call.session.empty()) return problem_reply(call, {Code::session_expired, {}});
                  return act(site, call);
                },
                body});
  };
  add("GET", find, 0);
  add("PUT", save, office::longest_draft);
  add("DELETE", forget, 0);
}

}  // namespace tenbin::http
