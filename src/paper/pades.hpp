#pragma once
// The seal of the paper: PAdES baseline B-B, or B-T with a time-stamp (ETSI EN 319 142-1), over
// every byte of the file but the signature itself.
#include <optional>
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "paper/seal_key.hpp"
#include "paper/timestamp.hpp"

namespace tenbin::paper {

// The bytes that a signature field needs (SignatureField::room).
std::size_t room_for(const SealKey& key, bool timestamped);

// Fills the empty signature field that archive() left. Without time-stamp the same bytes for the
// same input. file.unreadable; certificate.malformed when there is no such field or the signature
// has no room in it.
Result<std::string> seal_pdf(std::string pdf, const SealKey& key, const AskTimestamp& ask = {});

struct PdfSignature {
  bool present = false;   // there is one signature, and only one
  bool unsealed = false;  // there is none, and nothing in the file looks like a damaged one
  bool intact = false;    // it is right for the bytes that it covers, by the key in its certificate
  bool covers_whole_file = false;  // all but the signature itself
  bool in_validity = false;        // `time` lies in the validity of the certificate
  std::string subject;             // of the certificate: "CN=…"
  std::string fingerprint;         // SHA-256 of the certificate, hex
  std::string key;                 // of the signer, as W3C Multikey
  std::string time;                // as claimed: "2026-08-10T00:00:00Z"
  std::optional<Timestamp> timestamp;
  std::string reason;  // a stable word for the first thing that is wrong

  bool good() const { return present && intact && covers_whole_file && in_validity; }
};

// Never fails and never trusts: who holds the key is for the caller to know, by that key.
// Any changed byte of a sealed file makes it not good(), but for bytes of a time-stamp that nobody
// has signed and that mean nothing (timestamp.hpp). Signatures of another form than ours are
// present and not intact.
PdfSignature verify_pdf_signature(std::string_view pdf);

}  // namespace tenbin::paper
