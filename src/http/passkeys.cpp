// Passkeys: registered by who is signed in, and then in place of password and second factor.
#include "office/passkeys.hpp"

#include "base/encoding.hpp"
#include "codec/json_writer.hpp"
#include "http/entrance.hpp"
#include "http/identity.hpp"
#include "http/office_lists.hpp"
#include "http/parameters.hpp"
#include "http/replies.hpp"
#include "http/sessions.hpp"
#include "http/site.hpp"
#include "passkey/passkey.hpp"

namespace tenbin::http {
namespace {

constexpr std::uint64_t small_body = 32U << 10;
constexpr std::int64_t browser_waits_ms = 300'000;

tl::unexpected<Problem> invalid(std::string reason) {
  return problem(Code::passkey_invalid, {{"reason", std::move(reason)}});
}

// A passkey belongs to a name: none where the server is reached by a number alone.
Result<passkey::Party> party_of(const Site& site) {
  auto party = passkey::party_of(site.entrance->address);
  if (!party) return invalid("origin");
  return *std::move(party);
}

// How the authenticator names the person: it says nothing to others.
std::string handle_of(const office::Person& person) {
  return std::to_string(person.id);
}

void write_descriptor(json::Writer& json, std::string_view credential) {
  json.begin_object().key("id").string(to_base64url(as_bytes(credential)));
  json.key("type").string("public-key").end_object();
}

void write_passkey(json::Writer& json, const office::Passkey& passkey) {
  json.begin_object().key("last_used_at");
  passkey.used ? json.string(format_instant(*passkey.used)) : json.null();
  json.key("made_at").string(format_instant(passkey.made)).key("name").string(passkey.name);
  json.key("passkey").string(std::to_string(passkey.id)).end_object();
}

// ---- registering
std::string creation_options(const passkey::Party& party, const office::Person& person,
                             const std::string& challenge,
                             const std::vector<office::Passkey>& known) {
  std::string body;
  json::Writer json(body);
  json.begin_object().key("challenge").string(challenge).key("options").begin_object();
  json.key("attestation").string("none").key("authenticatorSelection").begin_object();
  json.key("residentKey").string("required").key("userVerification").string("required");
  json.end_object().key("challenge").string(challenge).key("excludeCredentials").begin_array();
  for (const office::Passkey& each : known) write_descriptor(json, each.credential);
  json.end_array().key("pubKeyCredParams").begin_array();
  for (const std::int64_t algorithm : {-7, -8, -257})
    json.begin_object().key("alg").integer(algorithm).key("type").string("public-key").end_object();
  json.end_array().key("rp").begin_object().key("id").string(party.id);
  json.key("name").string("Tenbin 天秤").end_object().key("timeout").integer(browser_waits_ms);
  json.key("user").begin_object().key("displayName").string(person.name);
  json.key("id").string(to_base64url(as_bytes(handle_of(person))));
  json.key("name").string(person.login).end_object().end_object().end_object();
  return body;
}

Reply begin(const Site& site, const Call& call) {
  if (call.session.empty()) return problem_reply(call, {Code::session_expired, {}});
  // It would be a way in beside the second factor.
  if (call.person->has_totp) {
    const auto body = json::parse(call.request.body);
    const auto proof =
        body ? prove_again(call, site.office, *body) : tl::make_unexpected(body.error());
    if (!proof) return problem_reply(call, proof.error());
  }
  const auto party = party_of(site);
  if (!party) return problem_reply(call, party.error());
  const auto known = office::Passkeys(site.office).of(call.person->login);
  if (!known) return problem_reply(call, known.error());
  const std::string challenge = random_text(site.outside);
  site.entrance->registering.put(challenge, call.person->login, site.outside.now());
  return json_reply(creation_options(*party, *call.person, challenge, *known));
}

Result<office::Passkey> registered(const Site& site, const Call& call) {
  const auto body = json::parse(call.request.body);
  if (!body) return tl::make_unexpected(body.error());
  TENBIN_TRY(body->only_keys({"credential", "name"}));
  const auto given = body->at("credential");
  if (!given) return tl::make_unexpected(given.error());
  const auto party = party_of(site);
  if (!party) return tl::make_unexpected(party.error());
  const auto challenge = passkey::challenge_in(**given);
  if (!challenge) return invalid("form");
  const auto whose = site.entrance->registering.take(*challenge, site.outside.now());
  if (whose != call.person->login) return invalid("challenge");
  auto made = passkey::check_new(**given, *challenge, *party);
  if (!made) return tl::make_unexpected(made.error());
  office::Passkey passkey;
  passkey.name = text_or_empty(*body, "name");
  passkey.credential = std::move(made->id);
  passkey.algorithm = made->algorithm;
  passkey.key = std::move(made->key);
  passkey.counter = made->counter;
  return office::Passkeys(site.office).add(call.person->login, std::move(passkey));
}

Reply add(const Site& site, const Call& call) {
  if (call.session.empty()) return problem_reply(call, {Code::session_expired, {}});
  const auto made = registered(site, call);
  if (!made) return problem_reply(call, made.error());
  std::string body;
  json::Writer json(body);
  write_passkey(json, *made);
  return json_reply(std::move(body), 201);
}

Reply list(const Site& site, const Call& call) {
  const auto all = office::Passkeys(site.office).of(call.person->login);
  if (!all) return problem_reply(call, all.error());
  std::string body;
  json::Writer json(body);
  json.begin_object().key("items").begin_array();
  for (const office::Passkey& each : *all) write_passkey(json, each);
  json.end_array().key("next").null().end_object();
  return json_reply(std::move(body));
}

Reply remove(const Site& site, const Call& call) {
  if (call.session.empty()) return problem_reply(call, {Code::session_expired, {}});
  const auto id = id_of(call, "passkey");
  if (!id) return problem_reply(call, id.error());
  const auto gone = office::Passkeys(site.office).remove(call.person->login, *id);
  return gone ? Reply{204} : problem_reply(call, gone.error());
}

// ---- signing in
Reply begin_session(const Site& site, const Call& call) {
  const auto party = party_of(site);
  if (!party) return problem_reply(call, party.error());
  const std::string challenge = random_text(site.outside);
  site.entrance->asserting.put(challenge, {}, site.outside.now());
  std::string body;
  json::Writer json(body);
  json.begin_object().key("challenge").string(challenge).key("options").begin_object();
  json.key("allowCredentials").begin_array().end_array();  // the authenticator knows whose they are
  json.key("challenge").string(challenge).key("rpId").string(party->id);
  json.key("timeout").integer(browser_waits_ms).key("userVerification").string("required");
  json.end_object().end_object();
  return json_reply(std::move(body));
}

Result<office::SignedIn> entered(const Site& site, const Call& call) {
  const auto body = json::parse(call.request.body);
  if (!body) return tl::make_unexpected(body.error());
  const auto given = body->at("credential");
  if (!given) return tl::make_unexpected(given.error());
  const auto party = party_of(site);
  if (!party) return tl::make_unexpected(party.error());
  const auto challenge = passkey::challenge_in(**given);
  const auto credential = passkey::credential_in(**given);
  if (!challenge || !credential) return invalid("form");
  if (!site.entrance->asserting.take(*challenge, site.outside.now())) return invalid("challenge");
  office::Passkeys passkeys(site.office);
  const auto found = passkeys.find(*credential);
  if (!found) return tl::make_unexpected(found.error());
  const office::Passkey& known = found->passkey;
  const auto counter = passkey::check_use(
      **given, *challenge, *party, {known.credential, known.algorithm, known.key, known.counter},
      handle_of(found->owner));
  if (!counter) return tl::make_unexpected(counter.error());
  return passkeys.enter(*found, *counter, call.request.address);
}

Reply enter(const Site& site, const Call& call) {
  const auto signed_in = entered(site, call);
  return signed_in ? session_reply(call, *signed_in) : problem_reply(call, signed_in.error());
}

}  // namespace

void add_passkeys(Router& router, Site& site) {
  router.add({"POST", "/api/v1/passkeys/begin", SignedIn{}, Place::worker,
              [&site](const Call& call) { return begin(site, call); }, small_body});
  router.add({"POST", "/api/v1/passkeys", SignedIn{}, Place::worker,
              [&site](const Call& call) { return add(site, call); }, small_body});
  router.add({"GET", "/api/v1/passkeys", SignedIn{}, Place::worker,
              [&site](const Call& call) { return list(site, call); }});
  router.add({"DELETE", "/api/v1/passkeys/{passkey}", SignedIn{}, Place::worker,
              [&site](const Call& call) { return remove(site, call); }});
  router.add({"POST", "/api/v1/session/passkey/begin", Anyone{}, Place::worker,
              [&site](const Call& call) { return begin_session(site, call); }, small_body});
  router.add({"POST", "/api/v1/session/passkey", Anyone{}, Place::worker,
              [&site](const Call& call) { return enter(site, call); }, small_body});
}

}  // namespace tenbin::http
