#pragma once
// What hangs together with a sampled item, from the supplier's certificate to the customer's, as
// seqs of the journal. Metal and allocations meet in credits: an account and the period that its
// credits were earned in.
#include <map>
#include <optional>
#include <set>
#include <string>

#include "pack/replay.hpp"

namespace tenbin::pack {

// An account's name and the period of the vintage; nothing: debt.
using Credit = std::pair<std::string, std::optional<std::int32_t>>;

struct Trail {
  std::set<std::uint32_t> supplier_certificates;  // seqs of their registration
  std::set<std::uint32_t> receipts;
  std::set<std::uint32_t> charges;
  std::set<Credit> credits;
  std::set<std::uint32_t> allocations;
  std::set<std::uint32_t> lines;
  std::set<std::uint32_t> certificates;  // seqs of the commands that made the live revisions
};

// What the credits of (account, period) were earned with and given to, as seqs.
struct CreditBook {
  std::set<std::uint32_t> inputs;
  std::set<std::uint32_t> allocations;
};

class Trails {
 public:
  explicit Trails(const Replay& replay);
  Trail of(const Posting& posting) const;
  CreditBook of(const Credit& credit) const;

 private:
  void add_allocation(Trail& trail, Index allocation) const;
  void add_receipt(Trail& trail, Index receipt) const;

  const Replay& replay_;
  std::map<Index, std::set<Credit>> credits_of_;  // by allocation
  std::map<Credit, CreditBook> books_;
};

}  // namespace tenbin::pack
