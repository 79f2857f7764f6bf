#include "oidc/id_token.hpp"

#include <algorithm>

#include "base/encoding.hpp"
#include "oidc/jwk.hpp"

namespace tenbin::oidc {
namespace {

constexpr std::int64_t leeway_s = 60;  // clocks differ

std::optional<json::Value> decoded(std::string_view part) {
  const auto bytes = from_base64url(part);
  if (!bytes) return std::nullopt;
  auto value = json::parse(*bytes);
  if (!value) return std::nullopt;
  return std::move(*value);
}

bool is_text(const json::Value& claims, std::string_view name, std::string_view wanted) {
  const auto text = claims.text_of(name);
  return text && *text == wanted;
}

// For this client; where it is for others as well, made for this one (azp).
bool is_for(const json::Value& claims, std::string_view client) {
  if (is_text(claims, "aud", client)) return true;
  const auto all = claims.array_of("aud");
  if (!all) return false;
  const bool among = std::any_of((*all)->begin(), (*all)->end(), [&](const json::Value& each) {
    const auto text = each.text();
    return text && *text == client;
  });
  return among && ((*all)->size() == 1 || is_text(claims, "azp", client));
}

bool is_in_time(const json::Value& claims, Instant now) {
  const auto expires = claims.integer_of("exp");
  const auto made = claims.integer_of("iat");
  const std::int64_t seconds = now.ms / 1000;
  return expires && made && seconds < *expires + leeway_s && *made <= seconds + leeway_s;
}

}  // namespace

tl::unexpected<Problem> failed(std::string reason) {
  return problem(Code::oidc_failed, {{"reason", std::move(reason)}});
}

Result<json::Value> check_id_token(std::string_view token, const json::Value& keys,
                                   const Expected& expected) {
  const std::size_t first = token.find('.');
  const std::size_t last = token.rfind('.');
  if (first == std::string_view::npos || first == last) return failed("token");
  const auto header = decoded(token.substr(0, first));
  auto claims = decoded(token.substr(first + 1, last - first - 1));
  const auto signature = from_base64url(token.substr(last + 1));
  if (!header || !claims || !signature || header->find("crit") != nullptr) return failed("token");
  const auto algorithm = header->text_of("alg");
  const auto kid = header->text_of("kid");
  if (!algorithm ||
      !is_signed(token.substr(0, last), *signature, *algorithm, kid ? *kid : "", keys))
    return failed("signature");
  if (!is_text(*claims, "iss", expected.issuer)) return failed("issuer");
  if (!is_for(*claims, expected.client)) return failed("audience");
  if (!is_in_time(*claims, expected.now)) return failed("expired");
  if (!is_text(*claims, "nonce", expected.nonce)) return failed("nonce");
  return std::move(*claims);
}

}  // namespace tenbin::oidc
