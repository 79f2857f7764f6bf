#pragma once
// Ed25519 (RFC 8032) by libsodium: signing deterministic, the seed given by the caller, who has the
// random bytes. Keys as text: the key file of a book (secret), and the W3C Multikey (public).
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/encoding.hpp"
#include "base/problem.hpp"

namespace tenbin::tlog {

using Seed = std::array<std::uint8_t, 32>;
using PublicKey = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;

// Holds a secret; the memory is wiped when it goes.
class KeyPair {
 public:
  static KeyPair from_seed(const Seed& seed);
  KeyPair(const KeyPair&) = default;
  KeyPair& operator=(const KeyPair&) = default;
  ~KeyPair();

  Seed seed() const;
  PublicKey public_key() const;
  Signature sign(Bytes message) const;

 private:
  KeyPair() = default;
  std::array<std::uint8_t, 64> secret_{};  // seed || public key, as libsodium has it
};

// Another key out of this one: its seed is HKDF-SHA256 (RFC 5869) of this seed without salt, `info`
// naming what it is for. Who has the first has the second; never the other way round.
KeyPair derive(const KeyPair& key, std::string_view info);

// Strict as libsodium is: no small-order keys, no signature that is not canonical.
bool verify_signature(const PublicKey& key, Bytes message, Bytes signature);

// "tenbin-ed25519-v1 <base64 of the seed>\n".
std::string format_key_file(const KeyPair& key);
// The one line, its newline optional; anything else is key.invalid.
Result<KeyPair> parse_key_file(std::string_view text);

// 'z' + base58btc(0xED 0x01 || key): W3C Controlled Identifiers section 2.2.2, multicodec
// ed25519-pub.
std::string format_multikey(const PublicKey& key);
// key.invalid for another kind of key or text.
Result<PublicKey> parse_multikey(std::string_view text);

}  // namespace tenbin::tlog
