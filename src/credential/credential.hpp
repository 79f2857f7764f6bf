#pragma once
// A certificate as a W3C Verifiable Credential 2.0 that is a UNTP 0.7.0
// DigitalConformityCredential, canonical by RFC 8785 (docs/spec/certificate.md). What UNTP has a
// place for stands there, for strangers' software: a declaration of the issuer about itself
// (assessorLevel "self"), never a third party's. All of it, and what UNTP has no place for, stands
// in the member `massBalance` (mass_balance.hpp), terms of contexts/tenbin-certificate-v1.jsonld.
//
// The bytes without a proof are what the book keeps and what the log has the hash of; proofs are
// put around them (proof.hpp, jwt.hpp).
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "certificate/content.hpp"
#include "certificate/wording.hpp"
#include "credential/proof.hpp"

namespace tenbin::credential {

inline constexpr std::string_view credentials_context = "https://www.w3.org/ns/credentials/v2";
inline constexpr std::string_view untp_context =
    "https://vocabulary.uncefact.org/untp/0.7.0/context/";
inline constexpr std::string_view own_context = "https://tenbin.example/ns/certificate/v1";

// The text of our context, as it is served under own_context.
std::string_view own_context_text();

// Bits of one status list; certificate i of a book has bit i % status_list_bits of list
// i / status_list_bits.
inline constexpr std::uint64_t status_list_bits = 131'072;

// What belongs to a certificate and is no part of its content.
struct Envelope {
  std::string web;  // the issuer's address, as check_web takes it (web.hpp)
  std::string log_origin;
  // Counts the attested revisions of a book, from 0; one that is not attested has no status.
  std::optional<std::uint64_t> status_index;
  bool operator==(const Envelope&) const = default;
};

// Without proof.
std::string to_credential(const CertificateContent& content, const Envelope& envelope);

// SHA-256, lower-case hex: what the book and the log keep of a certificate.
std::string digest_of(std::string_view unsigned_text);

// Who signs certificates of this issuer; `created` is the day of issue, so that the same
// certificate has the same bytes for ever.
Signer signer_of(const CertificateContent& content, const Envelope& envelope,
                 const tlog::KeyPair& key);

// 64 MiB, about 100,000 lines.
inline constexpr std::size_t certificate_limit = std::size_t{64} << 20;

struct Document {
  CertificateContent content;
  certificate::Claims claims;  // as they stand there: nobody has compared them with the catalogue
  Envelope envelope;
};

// The body of a credential, without proof. certificate.malformed {place, problem} unless it is, to
// the byte, what to_credential writes of its content (with its claims as they are said).
Result<Document> read_credential(const json::Object& body);

}  // namespace tenbin::credential
