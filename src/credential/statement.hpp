#pragma once
// What a verifier says with its own key: that it has looked at the balance of a site over some
// days, never at a product (docs/spec/statement.md). A W3C Verifiable Credential 2.0 that is a UNTP
// 0.7.0 DigitalConformityCredential too, canonical by RFC 8785, with exactly one proof inside. All
// that it says stands in the member `balanceStatement`, terms of
// contexts/tenbin-statement-v1.jsonld.
//
// Unlike a certificate it is known by the bytes with its proof: there is one way only to write
// them, and the book has to keep the signature, which nobody but the verifier could make again.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "certificate/content.hpp"
#include "certificate/wording.hpp"
#include "credential/did.hpp"
#include "tlog/key.hpp"

namespace tenbin::credential {

inline constexpr std::string_view statement_context = "https://tenbin.example/ns/statement/v1";
std::string_view statement_context_text();

// More than any site has accounts.
inline constexpr std::size_t statement_limit = std::size_t{1} << 20;

struct Statement {
  std::string issuer;  // the verifier: "did:web:verifier.example", "did:key:z6Mk…"
  // As certificates cite it. Its digest stays empty: no document has its own.
  certificate::Verification said;
  std::string site;
  std::vector<std::string> accounts;       // of the site, by id
  std::optional<std::string> book_issuer;  // did:web of the mill, where its book has an address
  std::string log_origin;                  // the journal as it was looked at
  std::int64_t log_size = 0;
  std::string log_root;  // lower-case hex, as the digests below
  std::string rulebook_id;
  std::string rulebook_sha256;
  std::string pack_sha256;
  bool operator==(const Statement&) const = default;
};

// That it is about the balance and certifies no product: the catalogue's sentence with its code.
certificate::Claim statement_claim();

// Whether it names a verifier: did:web of a host alone, or did:key of an Ed25519 key.
bool is_verifier_did(std::string_view did);

// Canonical, without proof.
std::string statement_json(const Statement& statement);
// With the verifier's proof: the file. The same statement and key give the same bytes.
std::string sign_statement(const Statement& statement, const tlog::KeyPair& key);

struct SignedStatement {
  Statement content;
  std::string digest;  // SHA-256 of the whole file, lower-case hex
  std::string method;  // the key's name as the proof says it; empty without a proof
  // The key in that name, where the proof holds by it and the name is the issuer's. Whose key it
  // is, nobody has asked yet.
  std::optional<tlog::PublicKey> signed_by;
};

// input.invalid {place, problem} unless the text is, to the byte, what sign_statement writes of its
// content, but for the proof's value. That there is no proof is no mistake of form.
Result<SignedStatement> read_statement(std::string_view text);

// Which key is the verifier's, as whoever reads the statement learnt it by another way.
struct VerifierKeys {
  std::optional<tlog::PublicKey> key = {};
  std::optional<DidDocument> did = {};
  bool given() const { return key || did; }
};

// Whether it is signed by all of what was given: that key, and one that the did.json of its issuer
// lists and that was good on the statement's day.
bool is_signed_by(const SignedStatement& statement, const VerifierKeys& keys);

}  // namespace tenbin::credential
