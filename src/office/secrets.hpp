#pragma once
// Secrets that the office hands out or keeps. What is handed out (sessions, API tokens, links) is
// 32 random bytes as base64url, of which only the SHA-256 is kept. What must be read again is
// sealed (XSalsa20-Poly1305, libsodium's secretbox). Random bytes come from the caller.
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/encoding.hpp"
#include "tlog/sha256.hpp"

namespace tenbin::office {

using Random32 = std::array<std::uint8_t, 32>;
using Nonce = std::array<std::uint8_t, 24>;

// 43 characters that need no escaping in an address or a header.
inline std::string secret_text(const Random32& random) {
  return to_base64url(random);
}
inline tlog::Hash secret_hash(std::string_view secret) {
  return tlog::sha256(as_bytes(secret));
}
// Takes the same time wherever the first difference is.
bool same_secret(Bytes a, Bytes b);

// Nonce and sealed bytes.
std::string seal(const Random32& key, const Nonce& nonce, std::string_view plain);
// Nothing when it was sealed with another key, or changed.
std::optional<std::string> unseal(const Random32& key, std::string_view sealed);

}  // namespace tenbin::office
