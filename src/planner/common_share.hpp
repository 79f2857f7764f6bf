#pragma once
// One share for many lines.
#include <vector>

#include "rulebook/rulebook.hpp"
#include "units/share.hpp"

namespace tenbin {

// Whether a line may be allocated at that share: share.not_allowed (share_percent, step_percent).
Result<void> check_share(const Rulebook& rulebook, Share share);

// Σ floor(mass × share).
Mass given_at(const std::vector<Mass>& masses, Share share);

// The largest share that the rulebook allows for which given_at fits into `have`; 0 when none does.
Share largest_common_share(const Rulebook& rulebook, const std::vector<Mass>& masses, Mass have);

}  // namespace tenbin
