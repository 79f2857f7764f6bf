#pragma once
// The whole journal again, in memory, with one entry as it should have been. Everything else stays
// as it was decided: an allocation draws on the accounts that it drew on, whatever they have by
// then, so that a shortage shows as a negative balance. Certificates are left out; they are those
// of the book.
#include <map>
#include <string>
#include <vector>

#include "correction/change.hpp"

namespace tenbin::correction {

// A later record that cannot stand as it is: a charge of more than the receipt has now, …
struct Conflict {
  std::uint64_t seq = 0;
  Problem problem;
};

struct WhatIf {
  State state;  // closed where the book is; an allocation's certificate is a position in the book
  std::vector<Conflict> conflicts;
  // By account: what adjustments for the same entry have taken away already, written off included.
  std::map<std::string, Mass> adjusted;
};

// The change's own command may be refused: then that is the answer. All of the ledger is on disk.
Result<WhatIf> what_if(const Ledger& ledger, const Change& change);

}  // namespace tenbin::correction
