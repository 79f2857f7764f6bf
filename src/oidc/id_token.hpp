#pragma once
// An ID token of OpenID Connect (Core 1.0 section 3.1.3.7; RFC 7515, 7517, 7518): signed by a key
// of the issuer with RS256 or ES256, and of no other algorithm, from this issuer, for this client,
// of this sign-in, and not too old.
#include <string>
#include <string_view>

#include "codec/json_value.hpp"
#include "units/instant.hpp"

namespace tenbin::oidc {

struct Expected {
  std::string issuer;
  std::string client;
  std::string nonce;
  Instant now;
};

// Its claims. oidc.failed {reason}: token (no such form), signature, issuer, audience, expired,
// nonce. `keys` is the issuer's JWK set.
Result<json::Value> check_id_token(std::string_view token, const json::Value& keys,
                                   const Expected& expected);

tl::unexpected<Problem> failed(std::string reason);

}  // namespace tenbin::oidc
