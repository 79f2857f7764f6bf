#pragma once
// Bytes as text and back: lower-case hex, base64 of RFC 4648 section 4 with padding, and base64url
// of section 5 without.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tenbin {

using Bytes = std::span<const std::uint8_t>;

inline Bytes as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string to_hex(Bytes bytes);
// Writes 2 * bytes.size() characters at `out`.
void write_hex(Bytes bytes, char* out);
// Nothing when a character is no lower-case hex digit or their number is odd.
std::optional<std::string> from_hex(std::string_view text);

std::string to_base64(Bytes bytes);
// Strict: padding in place, no other characters, unused bits zero.
std::optional<std::string> from_base64(std::string_view text);

std::string to_base64url(Bytes bytes);
// Strict: no padding, no other characters, unused bits zero.
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace tenbin
