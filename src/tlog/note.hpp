#pragma once
// C2SP signed notes, https://c2sp.org/signed-note@v1.0.0, with Ed25519 (signature type 0x01):
//
//   <text, ends in a newline>
//   <empty line>
//   — <key name> <base64(u32 key id || signature)>
//
// Parsing says nothing about trust: the text counts only once verify_note has answered.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "tlog/key.hpp"
#include "tlog/vkey.hpp"

namespace tenbin::tlog {

inline constexpr std::size_t max_note_size = 1U << 20;
inline constexpr std::size_t max_note_signatures = 64;

// Who may sign: the name and the key, known beforehand to the one who verifies.
struct VerifierKey {
  std::string name;
  PublicKey key;

  // The first four bytes of SHA-256(name || 0x0A || 0x01 || key), big-endian.
  std::uint32_t id() const;
  bool operator==(const VerifierKey&) const = default;
};

// "<name>+<key id, 8 hex digits>+<base64(0x01 || key)>".
std::string format_vkey(const VerifierKey& key);
// key.invalid when malformed, of another signature type, or when the id is not that of the key.
Result<VerifierKey> parse_vkey(std::string_view text);

struct NoteSignature {
  std::string name;
  std::uint32_t id;
  std::string bytes;  // as the key's kind has it; 64 for Ed25519

  bool operator==(const NoteSignature&) const = default;
};

struct Note {
  std::string text;
  std::vector<NoteSignature> signatures;

  bool operator==(const Note&) const = default;
};

// One signature line, without its newline.
std::string format_signature_line(const NoteSignature& signature);
std::optional<NoteSignature> parse_signature_line(std::string_view line);

std::string format_note(const Note& note);
// Strict; the problem's place is the line's number, counted from 1.
Result<Note> parse_note(std::string_view text);

// Adds the signature of `key` under `name`, which must be valid, and the note's text too.
void sign_note(Note& note, std::string_view name, const KeyPair& key);

// The names of the keys whose signature holds, in the order of the note. Signatures of other keys
// are passed over. verification.failed when none of the keys has signed ("note.no_known_key"), or
// when a signature of one of them does not hold ("note.signature_wrong").
Result<std::vector<std::string>> verify_note(const Note& note, std::span<const VerifierKey> keys);

}  // namespace tenbin::tlog
