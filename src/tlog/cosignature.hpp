#pragma once
// C2SP cosignature/v1, https://c2sp.org/tlog-cosignature (Ed25519, signature type 0x04): a witness
// says that, at a time, the checkpoint was the longest view of the log that it had seen, and
// consistent with all before. A signature line of the checkpoint's note whose bytes are u64
// big-endian time || signature over
//
//   cosignature/v1
//   time <seconds since 1970, decimal>
//   <the note's text>
//
// Cosignatures of other kinds (ML-DSA-44, type 0x06) are passed over like unknown keys.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "tlog/note.hpp"

namespace tenbin::tlog {

// A witness that a verifier knows beforehand.
struct CosignerKey {
  std::string name;
  PublicKey key;

  std::uint32_t id() const;
  bool operator==(const CosignerKey&) const = default;
};

std::string format_cosigner_vkey(const CosignerKey& key);
// Refusals as of parse_vkey; a key that signs notes is key.invalid "vkey.no_cosigner".
Result<CosignerKey> parse_cosigner_vkey(std::string_view text);

// The signature line that a witness gives for a checkpoint's text; `name` must be valid.
NoteSignature cosign(std::string_view checkpoint_text, std::string_view name, const KeyPair& key,
                     std::uint64_t time);

struct Cosignature {
  CosignerKey by;
  std::uint64_t time = 0;  // seconds since 1970, as the witness says; no clock looked at it

  bool operator==(const Cosignature&) const = default;
};

// Those of `keys` that have cosigned the note, each once, in the order of `keys`; of several of one
// witness the first in time. Other signatures are passed over. verification.failed
// "cosignature.wrong" {key} when one of a known witness does not hold.
Result<std::vector<Cosignature>> verify_cosignatures(const Note& note,
                                                     std::span<const CosignerKey> keys);

}  // namespace tenbin::tlog
