#pragma once
// C2SP tlog-policy, https://c2sp.org/tlog-policy: which logs a verifier accepts and which witnesses
// must have cosigned a checkpoint.
//
//   log <vkey> [<url>]
//   witness <name> <vkey> [<url>]
//   group <name> all|any|<k> <name>...
//   quorum <name>|none
//
// Lines end in a newline; words are parted by spaces and tabs; blank lines and lines that begin
// with '#' are passed over.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "tlog/cosignature.hpp"
#include "tlog/note.hpp"

namespace tenbin::tlog {

inline constexpr std::size_t max_policy_size = 1U << 20;
inline constexpr std::size_t max_policy_names = 1024;  // logs, and witnesses with groups

struct Policy {
  struct Log {
    VerifierKey key;
    std::string url;  // empty where none is given
  };
  struct Witness {
    std::string name;  // in this policy; key.name is what it signs as
    CosignerKey key;
    std::string url;
  };
  // A witness or group that others may count on.
  struct Member {
    bool is_group = false;
    std::size_t index = 0;  // in `witnesses` or `groups`
  };
  struct Group {
    std::string name;
    std::size_t threshold = 1;
    std::vector<Member> members;  // groups among them stand before this one
  };

  std::vector<Log> logs;
  std::vector<Witness> witnesses;
  std::vector<Group> groups;
  std::vector<Member> quorum;  // one, or none
};

// One log and no witness.
Policy policy_of(const VerifierKey& log);

// Strict, as the page says; the problem's place is the line's number. Refused too: a key twice, a
// name twice, a member that is not defined above or counts in two groups, no quorum line or two.
Result<Policy> parse_policy(std::string_view text);

// `cosignatures` by verify_cosignatures with the policy's witnesses.
bool quorum_satisfied(const Policy& policy, std::span<const Cosignature> cosignatures);

}  // namespace tenbin::tlog
