#pragma once
// The commands of one cure. An entry of an open period is reversed and entered again under the next
// number ("R-1#2"), one of a closed period is adjusted for; cure d first takes back certificates
// and allocations. What the journal should say besides stands in the `note` of the counter-entry.
#include <string>
#include <vector>

#include "correction/assess.hpp"

namespace tenbin::correction {

// Lists of commands that come to the same.
using Ways = std::vector<std::vector<std::string>>;

enum class Cure : std::uint8_t { a, b, c, d };

// Ways to say the same, to be tried in order: which of reversal and new entry comes first matters
// to the floor and to what is left on a supplier's certificate. One empty way: there is nothing to
// take away. correction.unmet (have_kg, want_kg) where the cure is not enough; the first conflict's
// problem where later entries rest on what is wrong.
Result<Ways> commands_of(const Ledger& ledger, const Change& change, const Assessment& assessment,
                         Cure cure);

// Submits them all, in memory; the first refusal ends it.
Result<void> submit_all(Ledger& ledger, const std::vector<std::string>& commands,
                        std::string_view actor);

}  // namespace tenbin::correction
