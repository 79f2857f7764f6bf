#pragma once
// W3C Data Integrity proofs of the cryptosuite eddsa-jcs-2022 (Verifiable Credentials Data
// Integrity 1.0; Data Integrity EdDSA Cryptosuites 1.0 section 3.3), over any JSON document:
// certificates, status lists, verifiers' statements. What is signed with Ed25519 is
//
//   SHA-256(JCS(proof without proofValue)) || SHA-256(JCS(document without proof)).
//
// A document may have one proof or an array of them. Every one of them counts: one that does not
// hold makes the document bad, however many others do.
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "codec/json_value.hpp"
#include "tlog/key.hpp"

namespace tenbin::credential {

// A signature that somebody made, in whichever envelope: `method` says by which key.
struct Proof {
  std::string method;   // "did:web:mill.example#z6Mk…"
  std::string created;  // RFC 3339; empty where the envelope has no place for it
  std::string message;  // what is signed
  tlog::Signature signature{};

  bool holds(const tlog::PublicKey& key) const;
};

struct Signer {
  const tlog::KeyPair& key;
  std::string method;
  std::string created;  // RFC 3339, "2026-07-31T00:00:00Z"
};

// The document, canonical JSON without "proof", with its proof; canonical again.
std::string add_proof(std::string_view document, const Signer& signer);

struct Secured {
  json::Object body;          // without "proof"
  std::string unsigned_text;  // canonical: its SHA-256 is the digest of the document
  std::vector<Proof> proofs;  // none in an unsigned document
};

// input.invalid with place and problem: no object, or a proof of another kind or form.
// At most 16 proofs.
Result<Secured> split_proofs(const json::Value& document);

}  // namespace tenbin::credential
