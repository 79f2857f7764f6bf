#pragma once
// The texts of C2SP tlog-witness, https://c2sp.org/tlog-witness: what a log asks a witness with
// POST <prefix>/add-checkpoint, and what it answers.
//
//   old <size that the witness is thought to know>
//   <consistency proof from there, hashes in base64>
//   <empty line>
//   <signed checkpoint>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "tlog/merkle.hpp"
#include "tlog/note.hpp"

namespace tenbin::tlog {

struct AddCheckpoint {
  std::uint64_t old_size = 0;
  Proof proof;
  std::string checkpoint;  // the signed note; not yet looked into

  bool operator==(const AddCheckpoint&) const = default;
};

std::string format_add_checkpoint(const AddCheckpoint& request);
// Strict; the problem's place is the line's number. At most 63 hashes.
Result<AddCheckpoint> parse_add_checkpoint(std::string_view text);

// Answer 200: the cosignature lines, each with its newline; at most max_note_signatures.
std::string format_signature_lines(std::span<const NoteSignature> signatures);
std::optional<std::vector<NoteSignature>> parse_signature_lines(std::string_view text);

// Answer 409, content type text/x.tlog.size: the size that the witness knows.
std::string format_known_size(std::uint64_t size);
std::optional<std::uint64_t> parse_known_size(std::string_view text);

}  // namespace tenbin::tlog
