#pragma once
// The audit of a pack: recomputes all of it from its journal and trusts nothing else. Every check
// stands in docs/spec/pack.md with what it means; tools/audit.py has the same ones, by itself.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pack/replay.hpp"
#include "report/balance_report.hpp"
#include "tlog/note.hpp"

namespace tenbin::pack {

enum class AuditResult : std::uint8_t { passed, failed, not_checked };

struct AuditCheck {
  std::string name;  // catalogue: "pack.check.<name>"
  AuditResult result = AuditResult::passed;
  std::string reason;  // a stable word and places: "balance.insufficient seq 12"; empty if passed
};

// Something that a verifier asks about, though no rule forbids it (design/domain-rules.md 7.4).
struct Finding {
  std::string name;    // catalogue: "pack.finding.<name>"
  std::string place;   // what it is about: an account, a receipt, a certificate
  std::string detail;  // figures: "12000.000 kg"; may be empty
  bool operator==(const Finding&) const = default;
};

struct PackAudit {
  std::vector<AuditCheck> checks;  // in the order of docs/spec/pack.md
  std::vector<Finding> findings;
  std::vector<PeriodBalance> balances;  // of the whole book, as far as it could be replayed
  std::string site;
  std::string period;                 // first day
  std::string to;                     // last day
  std::vector<std::string> accounts;  // of the site, by id
  std::optional<Rulebook> rulebook;
  std::string rulebook_sha256;  // hex
  std::string origin;           // of the log, as its checkpoint says
  std::string root;             // base64
  std::string log_key;          // that signed, as the pack says
  std::uint64_t records = 0;

  bool passed() const;
  const AuditCheck* first_failure() const;
};

// pack.malformed, pack.too_large when it is no pack at all. `trusted` is the log's key as the
// auditor knows it; without it the check log_key is not_checked.
Result<PackAudit> audit_pack(std::string_view bytes,
                             const std::optional<tlog::VerifierKey>& trusted);

// Of a period of a site. `missing` are supplier certificates without evidence.
std::vector<Finding> findings_of(const Replay& replay, Index site, std::int32_t period,
                                 const std::vector<std::string>& missing);

}  // namespace tenbin::pack
