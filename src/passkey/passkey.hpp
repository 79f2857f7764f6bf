#pragma once
// What a browser gives after navigator.credentials.create and .get, checked (WebAuthn Level 2
// sections 7.1 and 7.2): type, challenge, origin, the party's name, user presence and verification,
// the signature, and that a counter goes up. Algorithms: ES256, EdDSA, RS256.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "codec/json_value.hpp"

namespace tenbin::passkey {

// Whom a passkey belongs to.
struct Party {
  std::string id;      // "ledger.mill.example"
  std::string origin;  // "https://ledger.mill.example"
};
// Of the server's address; nothing where it has no name but a number.
std::optional<Party> party_of(std::string_view address);

struct Credential {
  std::string id;  // bytes
  std::int64_t algorithm = 0;
  std::string key;  // as libfido2 has it
  std::int64_t counter = 0;
};

// `given` is what PublicKeyCredential.toJSON() makes: id, response {clientDataJSON, …}, in
// base64url. The challenge that it answers, and the credential; nothing for what has another form.
std::optional<std::string> challenge_in(const json::Value& given);
std::optional<std::string> credential_in(const json::Value& given);

// Both: passkey.invalid {reason}: form, type, challenge, origin, library (libfido2 is not there),
// attestation, or data and signature.
Result<Credential> check_new(const json::Value& given, std::string_view challenge,
                             const Party& party);
// The counter as it is now; reason "counter" too. `user` is who the credential belongs to, as it
// was registered.
Result<std::int64_t> check_use(const json::Value& given, std::string_view challenge,
                               const Party& party, const Credential& known, std::string_view user);

}  // namespace tenbin::passkey
