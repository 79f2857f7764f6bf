#pragma once
// did.json: the public keys of an issuer (W3C DID Core, did:web; Controlled Identifiers 1.0:
// Multikey). A key that is no longer used stays listed with the moment it was `revoked` or
// `expires`, so that what it signed before can still be checked.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "tlog/key.hpp"
#include "units/instant.hpp"

namespace tenbin::credential {

struct DidKey {
  std::string id;  // "did:web:mill.example#z6Mk…"
  tlog::PublicKey key{};
  std::optional<Instant> expires = {};
  std::optional<Instant> revoked = {};

  bool valid_at(Instant time) const;
  bool operator==(const DidKey&) const = default;
};

struct DidDocument {
  std::string did;
  std::vector<DidKey> keys;  // those that may make statements (assertionMethod)

  const DidKey* find(std::string_view id) const;
  bool operator==(const DidDocument&) const = default;
};

// "<did>#<multikey>": how Tenbin names a key.
std::string method_of(std::string_view did, const tlog::PublicKey& key);
// The key that such a name holds in itself; nothing for a name of another form.
std::optional<tlog::PublicKey> key_in_method(std::string_view method);

std::string did_json(const DidDocument& document);

// Anybody's did.json: members that are not known are passed over, keys of other kinds too.
// input.invalid with place and problem when it is none. At most 1 MiB, 256 keys.
Result<DidDocument> read_did(std::string_view text);

}  // namespace tenbin::credential
