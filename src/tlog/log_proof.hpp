#pragma once
// C2SP tlog-proof, https://c2sp.org/tlog-proof: that a record is in a log, as a text that anyone
// checks offline. File ending .tlog-proof.
//
//   c2sp.org/tlog-proof@v1
//   extra <base64>                     optional
//   index <decimal, from 0>
//   <hashes in base64, the leaf's sibling first>
//   <empty line>
//   <signed checkpoint, as it is>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "tlog/checkpoint.hpp"
#include "tlog/policy.hpp"

namespace tenbin::tlog {

struct LogProof {
  std::uint64_t index = 0;
  Proof hashes;
  std::string checkpoint;            // the signed note; not yet looked into
  std::optional<std::string> extra;  // opaque bytes, signed by nobody

  bool operator==(const LogProof&) const = default;
};

std::string format_log_proof(const LogProof& proof);
// Strict; the problem's place is the line's number. At most 63 hashes and max_note_size bytes of
// checkpoint.
Result<LogProof> parse_log_proof(std::string_view text);

// What a proof that holds says.
struct Proven {
  Checkpoint checkpoint;
  std::vector<Cosignature> cosignatures;  // of witnesses that the policy knows
  bool quorum = false;                    // whether those satisfy the policy
};

// The record of this leaf hash is in a log of the policy. The quorum is told, not judged: where it
// is wanted the caller looks at `quorum`. Refusals: those of open_by_policy, and
// verification.failed "log_proof.inclusion".
Result<Proven> verify_log_proof(const LogProof& proof, const Hash& leaf, const Policy& policy);

// A signed checkpoint of one of the policy's logs, whose name is its origin, and its witnesses.
// Refusals as of parse_note, verify_note, parse_checkpoint and verify_cosignatures, and
// verification.failed "checkpoint.origin".
Result<Proven> open_by_policy(std::string_view signed_note, const Policy& policy);

}  // namespace tenbin::tlog
