#pragma once
// The same credential as a compact JWS, media type application/vc+jwt (W3C Securing Verifiable
// Credentials using JOSE and COSE; RFC 7515, RFC 8037). The header is exactly
//
//   {"alg":"EdDSA","cty":"vc","kid":"<verification method>","typ":"vc+jwt"}
//
// and the payload the canonical bytes of the credential without proof: the same that are hashed
// into the log. Any other header is refused, so that nothing in it can talk a reader into another
// key or into no signature at all.
#include <string>
#include <string_view>

#include "credential/proof.hpp"

namespace tenbin::credential {

std::string make_jwt(std::string_view document, const Signer& signer);

struct Jwt {
  std::string payload;
  Proof proof;
};

// input.invalid with the place jwt, jwt/header, jwt/payload or jwt/signature. The payload is not
// looked into.
Result<Jwt> read_jwt(std::string_view text);

}  // namespace tenbin::credential
