#pragma once
// did.json: the public keys of an issuer (W3C DID Core, did:web; Controlled Identifiers 1.0:
// Multikey). A key that is no longer used stays listed with the moment it was `revoked` or
// `expires`, so that what it signed before can still be checked. The keys that seal PDFs are listed
// as verification methods too, but under no relationship: they can make no statement.
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

// A key that seals PDFs: P-256, as its Multikey says it ("zDn…": multicodec p256-pub).
struct DidSeal {
  std::string id;  // "did:web:mill.example#zDn…"
  std::string key;
  std::optional<Instant> expires = {};
  std::optional<Instant> revoked = {};

  bool valid_at(Instant time) const;
  bool operator==(const DidSeal&) const = default;
};

struct DidDocument {
  std::string did;
  std::vector<DidKey> keys;         // those that may make statements (assertionMethod)
  std::vector<DidSeal> seals = {};  // P-256, and not of those

  const DidKey* find(std::string_view id) const;
  bool operator==(const DidDocument&) const = default;
};

// The DID of who has a key and no web address: "did:key:z6Mk…".
std::string did_of_key(const tlog::PublicKey& key);
// "<did>#<multikey>": how Tenbin names a key.
std::string method_of(std::string_view did, const tlog::PublicKey& key);
// The key that such a name holds in itself; nothing for a name of another form.
std::optional<tlog::PublicKey> key_in_method(std::string_view method);

// Whether the text has the form of the Multikey of a P-256 key (a compressed point).
bool is_seal_key(std::string_view text);
// The seal of that Multikey, named as the other keys are.
DidSeal seal_of(std::string_view did, std::string key);

std::string did_json(const DidDocument& document);

// Anybody's did.json: members that are not known are passed over, keys of other kinds too.
// input.invalid with place and problem when it is none. At most 1 MiB, 256 keys.
Result<DidDocument> read_did(std::string_view text);

}  // namespace tenbin::credential
