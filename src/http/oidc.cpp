// The company's own sign-in: off to the provider, and back.
#include "base/encoding.hpp"
#include "http/entrance.hpp"
#include "http/replies.hpp"
#include "http/sessions.hpp"
#include "http/site.hpp"
#include "office/secrets.hpp"

namespace tenbin::http {
namespace {

// Lax: the provider's redirect must bring it along. It binds what comes back to the browser that
// went off, so that nobody is let in by another's address.
constexpr std::string_view state_cookie = "tenbin_oidc";

std::string cookie_of(const Call& call, std::string_view value, std::string_view age) {
  return std::string(state_cookie) + "=" + std::string(value) +
         "; Path=/oidc; HttpOnly; SameSite=Lax; Max-Age=" + std::string(age) +
         (call.request.secure ? "; Secure" : "");
}

std::string back_address(const Site& site) {
  return site.entrance->address + "/oidc/back";
}

Reply begin(const Site& site, const Call& call) {
  Entrance& entrance = *site.entrance;
  if (!entrance.provider.is_there())
    return problem_page(call, {Code::request_not_found, {{"path", call.request.path}}});
  const std::string state = random_text(site.outside);
  SigningIn signing_in{{random_text(site.outside), random_text(site.outside)},
                       random_text(site.outside)};
  const auto address = entrance.provider.begin(signing_in.attempt, state, back_address(site));
  if (!address) return problem_page(call, address.error());
  Reply reply{302};
  reply.headers = {{"Location", *address},
                   {"Set-Cookie", cookie_of(call, signing_in.browser, "600")}};
  entrance.signing_in.put(state, std::move(signing_in), site.outside.now());
  return reply;
}

Result<office::SignedIn> come_back(const Site& site, const Call& call) {
  Entrance& entrance = *site.entrance;
  const auto begun = entrance.signing_in.take(call.request.parameter("state"), site.outside.now());
  if (!begun ||
      !office::same_secret(as_bytes(call.request.cookie(state_cookie)), as_bytes(begun->browser)))
    return problem(Code::oidc_failed, {{"reason", "state"}});
  const std::string_view code = call.request.parameter("code");
  if (code.empty()) return problem(Code::oidc_failed, {{"reason", "code"}});
  const auto email = entrance.provider.finish(begun->attempt, code, back_address(site));
  if (!email) return tl::make_unexpected(email.error());
  auto signed_in = site.office.enter_as(*email, call.request.address);
  if (!signed_in && signed_in.error().code == Code::reference_unknown)
    return problem(Code::oidc_unknown_person, {{"login", *email}});
  return signed_in;
}

Reply back(const Site& site, const Call& call) {
  const auto signed_in = come_back(site, call);
  Reply reply =
      signed_in ? session_redirect(call, *signed_in, 302) : problem_page(call, signed_in.error());
  reply.headers.emplace_back("Set-Cookie", cookie_of(call, "", "0"));
  return reply;
}

}  // namespace

void add_oidc(Router& router, Site& site) {
  router.add({"GET", "/oidc/begin", Anyone{}, Place::worker,
              [&site](const Call& call) { return begin(site, call); }});
  router.add({"GET", "/oidc/back", Anyone{}, Place::worker,
              [&site](const Call& call) { return back(site, call); }});
}

}  // namespace tenbin::http
