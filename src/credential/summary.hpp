#pragma once
// What stands in the QR code of a certificate: an address whose fragment, which no browser sends to
// the server, is a signed summary.
//
//   <web>/c/<number>/<check code>#<base64url(CBOR || signature)>
//
// CBOR (RFC 8949, deterministic by section 4.2): an array of
//   [1, number, revision, SHA-256 of the credential without proof, allocated mass in g or null,
//    share in ppm, first day, last day of the periods, position in the log or null]
// and 64 bytes Ed25519 by the certificate key over "tenbin certificate summary v1\n" || CBOR. The
// mass may be left out: it is as confidential as the paper.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "certificate/content.hpp"
#include "tlog/key.hpp"
#include "tlog/sha256.hpp"

namespace tenbin::credential {

struct Summary {
  std::string number;
  std::uint32_t revision = 1;
  tlog::Hash digest{};
  std::optional<Mass> allocated;
  Share share;
  certificate::Period period;  // of all its periods together
  std::optional<std::uint64_t> log_index;
  bool operator==(const Summary&) const = default;
};

// What the text of a QR code may be so that version 15 with error correction M holds it.
inline constexpr std::size_t longest_qr_text = 412;

Summary summary_of(const CertificateContent& content, const tlog::Hash& digest, bool with_mass,
                   std::optional<std::uint64_t> log_index);

std::string summary_url(std::string_view web, const Summary& summary, const tlog::KeyPair& key);

struct SignedSummary {
  Summary summary;
  std::string message;
  tlog::Signature signature{};

  bool holds(const tlog::PublicKey& key) const;
};

// An address of that form, or its fragment alone. input.invalid {place, problem} for another text,
// CBOR that is not deterministic included.
Result<SignedSummary> read_summary(std::string_view text);

}  // namespace tenbin::credential
