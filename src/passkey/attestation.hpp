#pragma once
// The three parts of an attestation object (WebAuthn section 6.5), which is one CBOR map: what
// libfido2 takes apart.
#include <optional>
#include <string_view>

namespace tenbin::passkey {

struct Attestation {
  std::string_view format;     // "none"
  std::string_view statement;  // CBOR, a map
  std::string_view data;       // the authenticator's, without its CBOR head
};

// Nothing for what is no such map, or has anything else in it or behind it.
std::optional<Attestation> take_apart(std::string_view object);

}  // namespace tenbin::passkey
