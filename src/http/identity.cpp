#include "http/identity.hpp"

#include "http/parameters.hpp"

namespace tenbin::http {
namespace {

constexpr std::string_view scheme = "Bearer ";

}  // namespace

bool has_token(const Call& call) {
  return call.request.header("authorization").starts_with(scheme);
}

std::optional<Problem> identify(Call& call, office::Office& office) {
  const std::string_view authorization = call.request.header("authorization");
  if (has_token(call)) {
    auto bearer = office.bearer(authorization.substr(scheme.size()));
    if (!bearer) return bearer.error();
    call.rights = bearer->rights;
    call.token = bearer->token.id;
    call.person = std::move(bearer->owner);
    return std::nullopt;
  }
  const std::string_view session = call.request.cookie(session_cookie);
  if (session.empty()) return Problem{Code::session_expired, {}};
  auto person = office.person_of_session(session);
  if (!person) return person.error();
  call.session = session;
  call.rights = person->rights();
  call.person = std::move(*person);
  return std::nullopt;
}

Result<void> prove_again(const Call& call, office::Office& office, const json::Value& body) {
  const auto again = office.login(call.person->login, text_or_empty(body, "password"),
                                  text_or_empty(body, "code"), call.request.address);
  if (!again) return tl::make_unexpected(again.error());
  (void)office.logout(again->token);
  return {};
}

void write_person(json::Writer& json, const office::Person& person) {
  json.begin_object().key("active").boolean(person.active).key("customer");
  person.customer.empty() ? json.null() : json.string(person.customer);
  json.key("email");
  person.email.empty() ? json.null() : json.string(person.email);
  json.key("has_password").boolean(person.has_password);
  json.key("has_totp").boolean(person.has_totp);
  json.key("language").string(name_of(person.language)).key("last_sign_in_at");
  person.signed_in ? json.string(format_instant(*person.signed_in)) : json.null();
  json.key("login").string(person.login);
  json.key("name").string(person.name).key("roles").begin_array();
  for (const office::Role role : person.roles.values()) json.string(name_of(role));
  json.end_array().end_object();
}

void note_access(office::Office& office, const Call& call, unsigned status) {
  office::Access access;
  access.who = call.person->login;
  access.token = call.token;
  access.what = call.request.method + " " + call.request.path;
  access.address = call.request.address;
  access.request = call.request.id;
  access.status = status;
  (void)office.record_access(access);  // the answer does not fail by it
}

}  // namespace tenbin::http
