// Signing in and out, and the first start.
#include "http/sessions.hpp"
#include "codec/json_writer.hpp"
#include "http/entrance.hpp"
#include "http/identity.hpp"
#include "http/parameters.hpp"
#include "http/public_html.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"
#include "message/message.hpp"
#include "passkey/passkey.hpp"

namespace tenbin::http {
namespace {

constexpr std::uint64_t small_body = 4096;

// Who is signed in, and what they may do.
Reply person_reply(const office::Person& person, office::Rights rights) {
  std::string body;
  json::Writer json(body);
  json.begin_object().key("person");
  write_person(json, person);
  json.key("rights").begin_array();
  for (const office::Right right : rights.values()) json.string(name_of(right));
  json.end_array().end_object();
  return json_reply(std::move(body));
}

Reply sign_in(Site& site, const Call& call) {
  const auto body = json::parse(call.request.body);
  if (!body) return problem_reply(call, body.error());
  auto signed_in =
      site.office.login(text_or_empty(*body, "login"), text_or_empty(*body, "password"),
                        text_or_empty(*body, "totp"), call.request.address);
  if (!signed_in) return problem_reply(call, signed_in.error());
  return session_reply(call, *signed_in);
}

Reply sign_out(Site& site, const Call& call) {
  (void)site.office.logout(call.session);
  Reply reply{204};
  reply.headers.emplace_back("Set-Cookie", session_cookie_of(call, "", true));
  return reply;
}

Reply set_up(Site& site, const Call& call) {
  const auto body = json::parse(call.request.body);
  if (!body) return problem_reply(call, body.error());
  office::NewPerson person;
  person.login = text_or_empty(*body, "login");
  person.name = text_or_empty(*body, "name");
  person.password = text_or_empty(*body, "password");
  person.language = call.language;
  const std::string password = person.password;
  const auto first = site.office.set_up(text_or_empty(*body, "token"), std::move(person));
  if (!first) return problem_reply(call, first.error());
  auto signed_in = site.office.login(first->login, password, "", call.request.address);
  if (!signed_in) return problem_reply(call, signed_in.error());
  return session_reply(call, *signed_in);
}

// A passkey belongs to a name: only where the browser is there by that name.
bool has_passkeys(const Site& site, const Call& call) {
  const std::string& address = site.entrance->address;
  return passkey::party_of(address) &&
         address.substr(address.find("://") + 3) == call.request.header("host");
}

Reply needs_setup(Site& site, const Call& call) {
  const auto needed = site.office.needs_setup();
  if (!needed) return problem_reply(call, needed.error());
  std::string body;
  json::Writer json(body);
  json.begin_object().key("needed").boolean(*needed);
  json.key("oidc").boolean(site.entrance->provider.is_there());
  json.key("passkeys").boolean(has_passkeys(site, call)).end_object();
  return json_reply(std::move(body));
}

}  // namespace

std::string session_cookie_of(const Call& call, std::string_view token, bool ends) {
  std::string cookie = std::string(session_cookie) + "=" + std::string(token) +
                       "; Path=/; HttpOnly; SameSite=Strict";
  if (call.request.secure) cookie += "; Secure";
  if (ends) cookie += "; Max-Age=0";
  return cookie;
}

Reply session_reply(const Call& call, const office::SignedIn& signed_in) {
  Reply reply = person_reply(signed_in.person, signed_in.person.rights());
  reply.headers.emplace_back("Set-Cookie", session_cookie_of(call, signed_in.token));
  return reply;
}

Reply session_redirect(const Call& call, const office::SignedIn& signed_in, unsigned status) {
  Reply reply{status};
  reply.headers = {{"Location", "/"}, {"Set-Cookie", session_cookie_of(call, signed_in.token)}};
  return reply;
}

Reply problem_page(const Call& call, const Problem& problem) {
  Page page(call.language, message(call.language, "public.enter.title"));
  std::string hint(code_text(problem.code));
  for (const Fact& fact : problem.facts)
    if (fact.name == "reason") hint += " (" + escaped(fact.value) + ")";
  page.raw("<div class=\"wrong\" role=\"alert\">")
      .text("h1", escaped(sentence_of(call.language, problem)))
      .text("p", hint, "hint")
      .raw("</div>");
  page.raw("<p><a href=\"/\">").raw(page.say("enter.to_login")).raw("</a></p>");
  return html_reply(page.end(), status_of(problem.code));
}

void add_sessions(Router& router, Site& site) {
  router.add({"POST", "/api/v1/session", Anyone{}, Place::worker,
              [&site](const Call& call) { return sign_in(site, call); }, small_body});
  router.add({"GET", "/api/v1/session", SignedIn{}, Place::worker,
              [](const Call& call) { return person_reply(*call.person, call.rights); }});
  router.add({"DELETE", "/api/v1/session", SignedIn{}, Place::worker,
              [&site](const Call& call) { return sign_out(site, call); }});
  router.add({"GET", "/api/v1/setup", Anyone{}, Place::worker,
              [&site](const Call& call) { return needs_setup(site, call); }});
  router.add({"POST", "/api/v1/setup", Anyone{}, Place::worker,
              [&site](const Call& call) { return set_up(site, call); }, small_body});
}

}  // namespace tenbin::http
