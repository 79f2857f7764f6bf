#include "oidc/provider.hpp"

#include "base/encoding.hpp"
#include "credential/web.hpp"
#include "service/fetch.hpp"
#include "tlog/sha256.hpp"

namespace tenbin::oidc {
namespace {

using credential::percent_encode;

constexpr std::int64_t discovery_ms = 600'000;
// Who clicks meanwhile is refused at once: each question may take a worker ten seconds.
constexpr std::int64_t failure_ms = 10'000;
constexpr std::size_t most_bytes = std::size_t{256} << 10;

Result<json::Value> ask(HttpRequest request, const char* reason) {
  request.most = most_bytes;
  request.headers.push_back("Accept: application/json");
  const HttpAnswer answer = exchange(request);
  if (!answer.failure.empty() || answer.status != 200) return failed(reason);
  auto value = json::parse(answer.body);
  if (!value) return failed(reason);
  return value;
}

std::string text_in(const json::Value& value, std::string_view name) {
  const auto text = value.text_of(name);
  return text ? std::string(*text) : "";
}

bool lists(const json::Value& value, std::string_view name, std::string_view wanted) {
  const auto all = value.array_of(name);
  if (!all) return false;
  for (const json::Value& each : **all) {
    const auto text = each.text();
    if (text && *text == wanted) return true;
  }
  return false;
}

// "a=1&b=%E6%9C%88"
std::string form(std::initializer_list<std::pair<std::string_view, std::string_view>> fields) {
  std::string out;
  for (const auto& [name, value] : fields) {
    if (!out.empty()) out += '&';
    out += std::string(name) + "=" + percent_encode(value);
  }
  return out;
}

// The e-mail that the issuer says it has verified; empty for none.
std::string verified_email(const json::Value& claims) {
  const auto verified = claims.boolean_of("email_verified");
  return verified && *verified ? text_in(claims, "email") : "";
}

}  // namespace

bool is_safe(std::string_view url) {
  for (const std::string_view start : {"https://", "http://localhost", "http://127.0.0.1"}) {
    if (!url.starts_with(start)) continue;
    const std::string_view rest = url.substr(start.size());
    if (start == "https://") return !rest.empty();
    return rest.empty() || rest.front() == ':' || rest.front() == '/';
  }
  return false;
}

Result<Provider::Addresses> Provider::addresses() {
  const std::lock_guard lock(mutex_);
  const Instant now = outside_.now();
  if (known_ && now < known_->until) return *known_;
  if (now < failed_until_) return failed("discovery");
  HttpRequest request;
  const bool slash = client_.issuer.ends_with('/');
  request.url = client_.issuer + (slash ? "" : "/") + ".well-known/openid-configuration";
  const auto document = ask(std::move(request), "discovery");
  if (!document) {
    failed_until_ = {outside_.now().ms + failure_ms};
    return tl::make_unexpected(document.error());
  }
  Addresses found{
      text_in(*document, "authorization_endpoint"),
      text_in(*document, "token_endpoint"),
      text_in(*document, "jwks_uri"),
      text_in(*document, "userinfo_endpoint"),
      lists(*document, "token_endpoint_auth_methods_supported", "client_secret_post") &&
          !lists(*document, "token_endpoint_auth_methods_supported", "client_secret_basic"),
      {now.ms + discovery_ms}};
  const bool good = text_in(*document, "issuer") == client_.issuer &&
                    is_safe(found.authorization) && is_safe(found.token) && is_safe(found.keys) &&
                    (found.user.empty() || is_safe(found.user));
  if (!good) return failed("discovery");
  known_ = found;
  return found;
}

Result<std::string> Provider::begin(const Attempt& attempt, std::string_view state,
                                    std::string_view back) {
  const auto at = addresses();
  if (!at) return tl::make_unexpected(at.error());
  const std::string challenge = to_base64url(tlog::sha256(as_bytes(attempt.verifier)));
  const bool has_query = at->authorization.find('?') != std::string::npos;
  return at->authorization + (has_query ? "&" : "?") +
         form({{"response_type", "code"},
               {"client_id", client_.id},
               {"redirect_uri", back},
               {"scope", "openid email"},
               {"state", state},
               {"nonce", attempt.nonce},
               {"code_challenge", challenge},
               {"code_challenge_method", "S256"}});
}

Result<json::Value> Provider::tokens(const Addresses& at, const Attempt& attempt,
                                     std::string_view code, std::string_view back) const {
  HttpRequest request;
  request.url = at.token;
  request.type = "application/x-www-form-urlencoded";
  std::string body = form({{"grant_type", "authorization_code"},
                           {"code", code},
                           {"redirect_uri", back},
                           {"code_verifier", attempt.verifier}});
  if (client_.secret.empty() || at.secret_in_body) body += "&" + form({{"client_id", client_.id}});
  if (!client_.secret.empty()) {
    const std::string both = percent_encode(client_.id) + ":" + percent_encode(client_.secret);
    if (at.secret_in_body)
      body += "&" + form({{"client_secret", client_.secret}});
    else
      request.headers.push_back("Authorization: Basic " + to_base64(as_bytes(both)));
  }
  request.post = std::move(body);
  return ask(std::move(request), "code");
}

Result<std::string> Provider::finish(const Attempt& attempt, std::string_view code,
                                     std::string_view back) {
  const auto at = addresses();
  if (!at) return tl::make_unexpected(at.error());
  const auto answer = tokens(*at, attempt, code, back);
  if (!answer) return tl::make_unexpected(answer.error());
  HttpRequest request;
  request.url = at->keys;
  const auto keys = ask(std::move(request), "keys");
  if (!keys) return tl::make_unexpected(keys.error());
  const auto claims = check_id_token(text_in(*answer, "id_token"), *keys,
                                     {client_.issuer, client_.id, attempt.nonce, outside_.now()});
  if (!claims) return tl::make_unexpected(claims.error());
  std::string email = verified_email(*claims);
  const std::string access = text_in(*answer, "access_token");
  if (email.empty() && !at->user.empty() && !access.empty() &&
      access.find_first_of("\r\n") == std::string::npos) {
    // Many put the e-mail there alone (Core 1.0 section 5.4).
    HttpRequest user;
    user.url = at->user;
    user.headers = {"Authorization: Bearer " + access};
    const auto about = ask(std::move(user), "email");
    if (!about) return tl::make_unexpected(about.error());
    const std::string subject = text_in(*claims, "sub");
    if (!subject.empty() && text_in(*about, "sub") == subject) email = verified_email(*about);
  }
  if (email.empty()) return failed("email");
  return email;
}

}  // namespace tenbin::oidc
