#pragma once
// The key of the seal on the paper: ECDSA P-256 with its X.509 certificate, since readers of PDF
// know no Ed25519. Signing is deterministic (RFC 6979, by GnuTLS), so one document and one key give
// the same bytes. Kept beside the book as BOOK.seal.pem, mode 600; losing it harms nobody, since
// another can be made.
#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/encoding.hpp"
#include "base/problem.hpp"
#include "units/date.hpp"

namespace tenbin::paper {

using FillRandom = std::function<void(std::span<std::uint8_t>)>;

class SealKey {
 public:
  // PEM: one private key (PKCS #8, P-256, no passphrase) and its certificate, then, where a
  // certification authority made that, the certificates up to it. key.invalid with the fact "path"
  // "seal" for anything else, also when key and certificate do not belong together.
  static Result<SealKey> read(std::string_view pem);

  // DER of ECDSA-Sig-Value over SHA-256 of the bytes.
  std::string sign(Bytes bytes) const;
  // DER; the signer's first.
  const std::vector<std::string>& certificates() const { return certificates_; }

 private:
  struct Held;
  std::shared_ptr<const Held> held_;
  std::vector<std::string> certificates_;
};

// A new key with a certificate that it signs itself, in the issuer's name (its first 64
// characters), valid from the first second of that day (UTC) and without end (RFC 5280, 4.1.2.5).
// The same random bytes give the same PEM.
std::string make_seal_key(std::string_view issuer, Date not_before, const FillRandom& fill_random);

// SHA-256 of a DER certificate, hex: how people compare keys.
std::string fingerprint_of(std::string_view certificate);

// Its public key as W3C Multikey ("zDn…": multicodec p256-pub, compressed point); empty for a key
// of another kind.
std::string multikey_of(std::string_view certificate);

// The first certificate of such a PEM, DER; the private key is not looked at. key.invalid as above.
Result<std::string> seal_certificate(std::string_view pem);

}  // namespace tenbin::paper
