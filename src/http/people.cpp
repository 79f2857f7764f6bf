// People, their second factor, API tokens, settings and the access log.
#include <charconv>

#include "codec/json_writer.hpp"
#include "http/identity.hpp"
#include "http/lists.hpp"
#include "http/office_lists.hpp"
#include "http/parameters.hpp"
#include "http/replies.hpp"
#include "http/sessions.hpp"
#include "office/upkeep.hpp"

namespace tenbin::http {
namespace {

using office::Right;

constexpr std::uint64_t small_body = 16U << 10;
constexpr std::int64_t year_ms = std::int64_t{365} * 24 * 3'600'000;

// A set of names of an enum: ["clerk","manager"].
template <class E>
Result<office::EnumSet<E>> set_in(const json::Value& body, std::string_view key) {
  const auto list = body.array_of(key);
  if (!list) return tl::make_unexpected(list.error());
  office::EnumSet<E> set;
  for (const json::Value& each : **list) {
    const auto name = each.text();
    if (!name) return tl::make_unexpected(name.error());
    const auto value = value_named<E>(*name);
    if (!value) return not_one_of(key, *name, to_text(office::EnumSet<E>::all()));
    set.add(*value);
  }
  return set;
}

Result<Language> language_in(const json::Value& body) {
  const auto name = body.text_of("language");
  if (!name) return tl::make_unexpected(name.error());
  const auto language = value_named<Language>(*name);
  if (!language) return not_one_of("language", *name, "ja en");
  return *language;
}

// The body as what `read` makes of it, handed to `act`; a problem of either is the answer.
template <class Read, class Act>
Reply with_body(const Call& call, Read&& read, Act&& act) {
  const auto body = json::parse(call.request.body);
  if (!body) return problem_reply(call, body.error());
  auto wanted = read(*body);
  if (!wanted) return problem_reply(call, wanted.error());
  return act(*std::move(wanted));
}

Reply done(const Call& call, const Result<void>& result) {
  return result ? Reply{204} : problem_reply(call, result.error());
}

// ---- people
Reply one_person(const Call& call, const Result<office::Person>& person, unsigned status) {
  if (!person) return problem_reply(call, person.error());
  std::string body;
  json::Writer json(body);
  write_person(json, *person);
  return json_reply(std::move(body), status);
}

Reply all_people(const Site& site, const Call& call) {
  const auto people = site.office.people();
  if (!people) return problem_reply(call, people.error());
  std::string body;
  json::Writer json(body);
  json.begin_object().key("items").begin_array();
  for (const office::Person& each : *people) write_person(json, each);
  json.end_array().key("next").null().end_object();
  return json_reply(std::move(body));
}

Result<office::NewPerson> new_person(const json::Value& body) {
  TENBIN_TRY(
      body.only_keys({"login", "name", "password", "roles", "customer", "language", "email"}));
  office::NewPerson person;
  person.login = text_or_empty(body, "login");
  person.name = text_or_empty(body, "name");
  person.password = text_or_empty(body, "password");
  person.customer = text_or_empty(body, "customer");
  person.email = text_or_empty(body, "email");
  const auto roles = set_in<office::Role>(body, "roles");
  if (!roles) return tl::make_unexpected(roles.error());
  person.roles = *roles;
  if (body.find("language") == nullptr) return person;
  const auto language = language_in(body);
  if (!language) return tl::make_unexpected(language.error());
  person.language = *language;
  return person;
}

Result<office::PersonChange> change_of(const json::Value& body) {
  TENBIN_TRY(body.only_keys({"name", "roles", "customer", "language", "active", "email"}));
  office::PersonChange change;
  if (body.find("name") != nullptr) change.name = text_or_empty(body, "name");
  if (body.find("customer") != nullptr) change.customer = text_or_empty(body, "customer");
  if (body.find("email") != nullptr) change.email = text_or_empty(body, "email");
  if (body.find("roles") != nullptr) {
    const auto roles = set_in<office::Role>(body, "roles");
    if (!roles) return tl::make_unexpected(roles.error());
    change.roles = *roles;
  }
  if (body.find("language") != nullptr) {
    const auto language = language_in(body);
    if (!language) return tl::make_unexpected(language.error());
    change.language = *language;
  }
  if (body.find("active") != nullptr) {
    const auto active = body.boolean_of("active");
    if (!active) return tl::make_unexpected(active.error());
    change.active = *active;
  }
  return change;
}

// The own one with the old password; another's by an administrator.
Reply set_password(const Site& site, const Call& call) {
  if (call.session.empty()) return problem_reply(call, {Code::session_expired, {}});
  const std::string login = lower(call.part("login"));
  const bool own = login == call.person->login;
  if (!own && !call.may(Right::manage_people))
    return problem_reply(call, {Code::right_missing, {{"right", "manage_people"}}});
  const auto body = json::parse(call.request.body);
  if (!body) return problem_reply(call, body.error());
  if (const auto known = body->only_keys({"password", "old_password"}); !known)
    return problem_reply(call, known.error());
  const std::string password = text_or_empty(*body, "password");
  if (!own) return done(call, site.office.reset_password(login, password));
  const std::string& from = call.request.address;
  if (const auto changed =
          site.office.change_password(login, text_or_empty(*body, "old_password"), password, from);
      !changed)
    return problem_reply(call, changed.error());
  // All sessions have ended, also one that somebody else holds; who changed it goes on in a new
  // one.
  const auto again = site.office.enter_as(login, from);
  if (!again) return problem_reply(call, again.error());
  Reply reply{204};
  reply.headers.emplace_back("Set-Cookie", session_cookie_of(call, again->token));
  return reply;
}

// {"do":"begin"} answers the secret, with "password" and "code" where one is in force;
// {"do":"confirm","code"}; {"do":"remove","password","code"}.
Reply second_factor(const Site& site, const Call& call) {
  if (call.session.empty()) return problem_reply(call, {Code::session_expired, {}});
  const std::string& login = call.person->login;
  const auto body = json::parse(call.request.body);
  if (!body) return problem_reply(call, body.error());
  const std::string what = text_or_empty(*body, "do");
  const std::string code = text_or_empty(*body, "code");
  if (what == "begin") {
    // Confirming the new one takes away the one in force.
    if (call.person->has_totp) {
      if (const auto proof = prove_again(call, site.office, *body); !proof)
        return problem_reply(call, proof.error());
    }
    const auto offer = site.office.begin_totp(login);
    if (!offer) return problem_reply(call, offer.error());
    std::string out;
    json::Writer json(out);
    json.begin_object().key("address").string(offer->address);
    json.key("secret").string(offer->secret).end_object();
    return json_reply(std::move(out));
  }
  if (what == "confirm") return done(call, site.office.confirm_totp(login, code));
  if (what != "remove")
    return problem_reply(call, not_one_of("do", what, "begin confirm remove").value());
  if (const auto proof = prove_again(call, site.office, *body); !proof)
    return problem_reply(call, proof.error());
  return done(call, site.office.remove_totp(login));
}

// ---- API tokens
void write_token(json::Writer& json, const office::ApiToken& token, std::string_view secret) {
  json.begin_object().key("created_at").string(format_instant(token.made));
  json.key("expires_at").string(format_instant(token.expires)).key("last_used_at");
  token.used ? json.string(format_instant(*token.used)) : json.null();
  json.key("name").string(token.name).key("owner").string(token.owner);
  json.key("revoked").boolean(token.revoked).key("scopes").begin_array();
  for (const office::Scope scope : token.scopes.values()) json.string(name_of(scope));
  json.end_array();
  if (!secret.empty()) json.key("secret").string(secret);
  json.key("token").string(std::to_string(token.id)).end_object();
}

// One's own; an administrator's view is of all.
Result<std::vector<office::ApiToken>> tokens_of(const Site& site, const Call& call) {
  return site.office.api_tokens(call.may(Right::manage_people) ? "" : call.person->login);
}

Reply all_tokens(const Site& site, const Call& call) {
  const auto tokens = tokens_of(site, call);
  if (!tokens) return problem_reply(call, tokens.error());
  std::string body;
  json::Writer json(body);
  json.begin_object().key("items").begin_array();
  for (const office::ApiToken& each : *tokens) {
    if (!each.revoked) write_token(json, each, "");
  }
  json.end_array().key("next").null().end_object();
  return json_reply(std::move(body));
}

struct NewToken {
  std::string name;
  office::Scopes scopes;
  Instant expires;
};

Reply make_token(const Site& site, const Call& call) {
  const auto read = [&](const json::Value& body) -> Result<NewToken> {
    TENBIN_TRY(body.only_keys({"name", "scopes", "expires_at"}));
    NewToken token{text_or_empty(body, "name"), {}, {site.outside.now().ms + year_ms}};
    const auto scopes = set_in<office::Scope>(body, "scopes");
    if (!scopes) return tl::make_unexpected(scopes.error());
    token.scopes = *scopes;
    if (body.find("expires_at") == nullptr) return token;
    const auto expires = parse_instant(text_or_empty(body, "expires_at"));
    if (!expires) return json::invalid_at("/expires_at", "office.expires");
    token.expires = *expires;
    return token;
  };
  return with_body(call, read, [&](const NewToken& wanted) {
    const auto made =
        site.office.make_api_token(call.person->login, wanted.name, wanted.scopes, wanted.expires);
    if (!made) return problem_reply(call, made.error());
    std::string body;
    json::Writer json(body);
    write_token(json, made->about, made->token);
    return json_reply(std::move(body), 201);
  });
}

Reply end_token(const Site& site, const Call& call) {
  const auto tokens = tokens_of(site, call);
  if (!tokens) return problem_reply(call, tokens.error());
  const std::string_view wanted = call.part("token");
  for (const office::ApiToken& each : *tokens) {
    if (std::to_string(each.id) == wanted) return done(call, site.office.revoke_api_token(each.id));
  }
  return problem_reply(
      call, {Code::reference_unknown, {{"kind", "api_token"}, {"id", std::string(wanted)}}});
}

// ---- settings and the access log
// A manager sets what sales may promise; the rest is the administrator's.
Right right_of_setting(std::string_view key) {
  return key == "sales_cap_kg" ? Right::allocate : Right::manage_people;
}

Reply settings_reply(const Site& site, const Call& call) {
  if (!call.may(Right::manage_people) && !call.may(Right::allocate))
    return problem_reply(call, {Code::right_missing, {{"right", "manage_people"}}});
  const auto settings = site.office.settings();
  if (!settings) return problem_reply(call, settings.error());
  std::string body;
  json::Writer json(body);
  json.begin_object();
  for (const auto& [key, value] : *settings) {
    if (!office::is_upkeep(key)) json.key(key).string(value);
  }
  json.end_object();
  return json_reply(std::move(body));
}

Reply change_settings(const Site& site, const Call& call) {
  const auto body = json::parse(call.request.body);
  if (!body) return problem_reply(call, body.error());
  const auto members = body->object();
  if (!members) return problem_reply(call, members.error());
  std::vector<std::pair<std::string_view, std::string_view>> wanted;
  for (const json::Member& each : **members) {
    if (const auto may = office::require(call.rights, right_of_setting(each.key)); !may)
      return problem_reply(call, may.error());
    const auto value = each.value.text();
    if (!value) return problem_reply(call, value.error());
    if (office::is_upkeep(each.key))
      return problem_reply(call,
                           {Code::setting_invalid,
                            {{"name", std::string(each.key)}, {"value", std::string(*value)}}});
    wanted.emplace_back(each.key, *value);
  }
  if (const auto set = site.office.set_settings(wanted); !set)
    return problem_reply(call, set.error());
  return settings_reply(site, call);
}

Reply access_log(const Site& site, const Call& call) {
  const auto request = page_parameters(call);
  if (!request) return problem_reply(call, request.error());
  const auto entries = site.office.accesses(*request, call.request.parameter("login"));
  if (!entries) return problem_reply(call, entries.error());
  ListPage page;
  for (const office::AccessEntry& each : entries->items) {
    page.rows.push_back(
        {{"at", format_instant(each.at)},
         {"login", each.access.who},
         {"action", each.access.what},
         {"address", each.access.address},
         {"request", each.access.request},
         {"result", std::to_string(each.access.status)},
         {"token", each.access.token ? Cell(std::to_string(*each.access.token)) : Cell()}});
  }
  if (entries->next) page.next = static_cast<std::size_t>(*entries->next);
  return page_reply(call, page);
}

void add_tokens(Router& router, Site& site) {
  router.add({"GET", "/api/v1/tokens", Right::make_tokens, Place::worker,
              [&site](const Call& call) { return all_tokens(site, call); }});
  router.add({"POST", "/api/v1/tokens", Right::make_tokens, Place::worker,
              [&site](const Call& call) { return make_token(site, call); }, small_body});
  router.add({"DELETE", "/api/v1/tokens/{token}", Right::make_tokens, Place::worker,
              [&site](const Call& call) { return end_token(site, call); }});
}

}  // namespace

void add_people(Router& router, Site& site) {
  router.add({"GET", "/api/v1/people", Right::manage_people, Place::worker,
              [&site](const Call& call) { return all_people(site, call); }});
  router.add({"POST", "/api/v1/people", Right::manage_people, Place::worker,
              [&site](const Call& call) {
                return with_body(call, new_person, [&](const office::NewPerson& person) {
                  return one_person(call, site.office.add_person(person), 201);
                });
              },
              small_body});
  router.add({"PATCH", "/api/v1/people/{login}", Right::manage_people, Place::worker,
              [&site](const Call& call) {
                return with_body(call, change_of, [&](const office::PersonChange& change) {
                  return one_person(call, site.office.change_person(call.part("login"), change),
                                    200);
                });
              },
              small_body});
  router.add({"POST", "/api/v1/people/{login}/password", SignedIn{}, Place::worker,
              [&site](const Call& call) { return set_password(site, call); }, small_body});
  router.add({"POST", "/api/v1/session/totp", SignedIn{}, Place::worker,
              [&site](const Call& call) { return second_factor(site, call); }, small_body});
  add_tokens(router, site);
  router.add({"GET", "/api/v1/settings", SignedIn{}, Place::worker,
              [&site](const Call& call) { return settings_reply(site, call); }});
  router.add({"POST", "/api/v1/settings", SignedIn{}, Place::worker,
              [&site](const Call& call) { return change_settings(site, call); }, small_body});
  router.add({"GET", "/api/v1/access-log", Right::see_access_log, Place::worker,
              [&site](const Call& call) { return access_log(site, call); }});
}

}  // namespace tenbin::http
