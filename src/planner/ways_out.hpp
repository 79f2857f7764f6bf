#pragma once
// What would do when there is not enough: a lower share, the next period, or more renewable metal.
#include <optional>

#include "engine/state.hpp"

namespace tenbin {

struct WaysOut {
  Mass missing;       // by how much it does not fit, allocated mass
  Share lower_share;  // the largest that fits; 0: none
  Date next_period;   // its first day
  // Backed renewable input that would cover it; nothing: no input would, for the output is too
  // small.
  std::optional<Mass> more_metal;
};

// The least backed renewable input, dated on or before `date`, that raises the entitlement of the
// site to that day by `missing`: ceil(missing / factor), or under input_share the smallest x with
// floor((R + x) × O / (T + x)) large enough. With several accounts it is metal of the first of
// them, and the sum of their entitlements counts.
std::optional<Mass> metal_missing(const State& state, Index site, Date date, Mass missing);

WaysOut ways_out(const State& state, Index site, Date date, Mass missing, Share lower_share);

}  // namespace tenbin
