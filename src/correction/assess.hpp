#pragma once
// What a correction hits, and the cures in their fixed order (docs/spec/corrections.md):
//   a  credits carried over from earlier periods
//   b  credits of the entry's own period that nobody was given
//   c  certified metal to buy within a deadline
//   d  certificates replaced or revoked, of as few customers as possible
// Nothing is posted.
#include <optional>
#include <string>
#include <vector>

#include "correction/what_if.hpp"
#include "report/balance_report.hpp"

namespace tenbin::correction {

struct Figures {
  Mass entitlement;
  Mass allocated;
  Mass balance;
};
// An account's period where the correction changes something.
struct Difference {
  std::string site;
  Date period;
  std::string account;
  Figures before;
  Figures after;
};

// What an account has to give up.
struct Loss {
  Index account = no_index;             // of the book
  Mass mass;                            // credits that it had too many
  Mass carried_over;                    // a: unused credits of earlier periods
  Mass unallocated;                     // b: unused credits of the entry's own period
  Mass later;                           // credits of later periods that are there already
  Mass missing;                         // what none of these covers
  std::optional<Mass> renewable_input;  // c: metal that makes it good; nothing: no metal can
};

// A certificate that no longer holds as it is.
struct Hit {
  Index certificate = no_index;
  std::vector<Index> drops;  // allocations
  std::vector<Index> keeps;  // none: it is revoked
};

struct Assessment {
  std::vector<Difference> differences;
  std::vector<Conflict> conflicts;
  std::vector<Loss> losses;
  bool states_line = false;  // a shipment line that certificates state is itself wrong
  Date deadline;
  bool d_is_enough = true;
  std::vector<Index> drops;  // d: allocations that go
  std::vector<Hit> hits;     // d: by number

  Mass missing() const;
};

Result<Assessment> assess(const Ledger& ledger, const Change& change, int deadline_days);

}  // namespace tenbin::correction
