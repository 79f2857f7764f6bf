#pragma once
// Which of a verifier's statements a certificate may cite (docs/spec/statement.md, "What a
// certificate may cite"): one alone, that everything which the certificate states lies inside of.
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/state.hpp"

namespace tenbin {

// What a certificate over these allocations states.
struct Stated {
  std::set<Index> sites;  // that shipped
  Date first;             // shipment
  Date last;
  std::set<std::int32_t> periods;  // whose balance it shows: of allocations and shipments
  std::set<std::pair<Index, std::int32_t>> vintages;  // (account, period) that it draws on
  std::uint64_t last_posted = 0;                      // seq of the newest allocation
};
// `vintages` as covered_lines gives them. The allocations are not empty.
Stated stated_by(const State& state, const std::vector<Index>& allocations,
                 std::set<std::pair<Index, std::int32_t>> vintages);
// With the vintages too. None of the allocations may be released.
Stated stated_by(const State& state, const std::vector<Index>& allocations);

// What of other sites' credits came into an account and vintage, less what left it.
Mass transferred_in(const State& state, Index account, std::int32_t vintage);

// How many records the verifier can have seen, as far as the journal alone says it: those before
// its own. A signed document says it itself (log_size).
inline std::uint64_t seen_before(const VerificationEntry& entry) {
  return entry.seq - 1;
}

// Whether the site had closed the period within the first `seen` records. Periods close in their
// order, so all before it were closed as well.
bool was_closed(const State& state, Index site, std::int32_t period, std::uint64_t seen);

// Whether the entry is about the whole period of the site, closed within the first `seen` records.
bool covers_period(const State& state, const VerificationEntry& entry, Index site,
                   std::int32_t period, std::uint64_t seen);

// Why a certificate may not cite the statement, whose verifier saw the first `seen` records: a
// stable word and behind a blank a place; empty when it may. In this order:
//   another_site    it is not about the one site that shipped
//   out_of_scope    a shipment, or part of a period whose balance is shown, is out of its days
//   carried_over    credits are drawn of a period that is not wholly in its days
//   transferred_in  credits are drawn that came from another site
//   posted_after    an allocation was posted after what the verifier saw
//   open_period     a period whose balance is shown was not closed in what the verifier saw
std::string not_covered(const State& state, const Stated& stated, const VerificationEntry& entry,
                        std::uint64_t seen);

}  // namespace tenbin
