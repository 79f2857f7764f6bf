#pragma once
// The signature container of PAdES (CMS, RFC 5652, with the attributes of ETSI EN 319 122-1 for
// CAdES baseline B-B and B-T), by OpenSSL. Everything in it but signature and time-stamp follows
// from the certificates and the digest: so it is checked by building it again and comparing bytes,
// and no byte of it can be changed unseen.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "paper/seal_key.hpp"

namespace tenbin::paper {

struct CmsParts {
  std::vector<std::string> certificates;  // DER, the signer's first
  std::string digest;                     // SHA-256 of the document
  std::string signature;                  // DER of ECDSA-Sig-Value
  std::string token;                      // RFC 3161 TimeStampToken; empty: none
};

// What is signed: the DER of the signed attributes (RFC 5652, 5.4): content type, message digest,
// signing certificate V2; no signing time, which PAdES forbids.
std::string signed_attributes(const std::vector<std::string>& certificates,
                              std::string_view digest);
std::string cms_of(const CmsParts& parts);

// The parts of a stranger's CMS of exactly this form; nothing for any other. The signature is not
// checked yet. `digest` is that of the document, as the reader computed it.
std::optional<CmsParts> parts_of(std::string_view cms, std::string_view digest);

// Whether the signature is the signer's, over the attributes that belong to the digest.
bool is_signed(const CmsParts& parts);

struct CertificateFacts {
  std::string subject;                // "CN=…, O=…" by RFC 2253
  std::string not_before, not_after;  // "2026-08-10T00:00:00Z"
};
CertificateFacts facts_of(std::string_view certificate);

}  // namespace tenbin::paper
