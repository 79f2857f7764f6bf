#pragma once
// C2SP checkpoints, https://c2sp.org/tlog-checkpoint@v1.0.0: the text of a signed note that says
// how long the log is and what its root is. One line each: origin, size in decimal, root in base64;
// lines that extend it may follow.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "tlog/key.hpp"
#include "tlog/merkle.hpp"
#include "tlog/note.hpp"

namespace tenbin::tlog {

struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  Hash root{};
  std::vector<std::string> extensions = {};  // whole lines, opaque; ours has none

  bool operator==(const Checkpoint&) const = default;
};

// The note's text, not yet signed.
std::string format_checkpoint(const Checkpoint& checkpoint);
// Strict; the problem's place is the line's number, counted from 1.
Result<Checkpoint> parse_checkpoint(std::string_view text);

// What `tenbin checkpoint` prints: the signed note. The origin is the key's name.
std::string sign_checkpoint(const Checkpoint& checkpoint, const KeyPair& key);

// Parses a signed note, verifies it by the log's key, and gives the checkpoint, whose origin must
// be the key's name. Refusals as of parse_note, verify_note and parse_checkpoint, and
// verification.failed "checkpoint.origin".
Result<Checkpoint> open_checkpoint(std::string_view signed_note, const VerifierKey& log);

}  // namespace tenbin::tlog
