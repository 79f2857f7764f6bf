#pragma once
// Signatures by keys of a JWK set (RFC 7517), by OpenSSL: RS256 and ES256 (RFC 7518).
#include <string_view>

#include "codec/json_value.hpp"

namespace tenbin::oidc {

// Whether a key of the set that is for signing, fits the algorithm and has that `kid` (any, where
// it is empty) signed the bytes. An RSA key has 2048 bits or more.
bool is_signed(std::string_view bytes, std::string_view signature, std::string_view algorithm,
               std::string_view kid, const json::Value& keys);

}  // namespace tenbin::oidc
