#pragma once
// What the verifier keys of all signature types share (C2SP signed-note, "Signature types" and
// "Verifier keys"):
//
//   key id   the first four bytes of SHA-256(name || 0x0A || type || public key), big-endian
//   vkey     <name>+<key id, 8 hex digits>+<base64(type || public key)>
//
// Each type that may sign is a C++ type of its own (VerifierKey, CosignerKey), so that no key can
// stand where the other kind is meant.
#include <cstdint>
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "tlog/key.hpp"

namespace tenbin::tlog {

enum class SignatureType : std::uint8_t {
  ed25519 = 0x01,      // over the note's text: note.hpp
  cosignature = 0x04,  // Ed25519 with a time, by a witness: cosignature.hpp
};

inline constexpr std::size_t key_id_size = 4;

// Not empty, UTF-8, no control or space character of Unicode and no '+'.
bool valid_key_name(std::string_view name);

std::uint32_t key_id(SignatureType type, std::string_view name, const PublicKey& key);
std::string key_id_bytes(std::uint32_t id);
// Of the first four bytes; there must be as many.
std::uint32_t key_id_of(std::string_view bytes);

struct NamedKey {
  std::string name;
  PublicKey key;
};
std::string format_typed_vkey(SignatureType type, const NamedKey& key);
// key.invalid when malformed, of another type, or when the id is not that of the key.
Result<NamedKey> parse_typed_vkey(SignatureType type, std::string_view text);

}  // namespace tenbin::tlog
