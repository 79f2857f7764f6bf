#pragma once
// `check`: trusts nothing. Rereads every page of the file and every record of the journal,
// recomputes leaf hashes and tree, decides every command again from an empty state and compares
// what it wrote, byte for byte, then compares the state, which holds the balances and all that
// lists are read from, with the newest snapshot, and the root with the stored one. Every document
// must be what its digest says, and every attested one be there.
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "store/book.hpp"
#include "tlog/sha256.hpp"

namespace tenbin {

struct AuditFinding {
  std::string check;  // key of "cli.check.<check>": records, state, tree, read_models, documents
  std::uint64_t seq = 0;  // the first record that is wrong, 0 where it is none
  std::string detail;
};

struct AuditReport {
  std::uint64_t records = 0;
  tlog::Hash root{};
  std::optional<AuditFinding> finding;  // the first; nothing: the book is right
};

// Tells how many records of how many are done; false stops the audit with `interrupted`.
using AuditProgress = std::function<bool(std::uint64_t done, std::uint64_t total)>;

Result<AuditReport> audit_book(const store::Book& book, const AuditProgress& progress);

}  // namespace tenbin
