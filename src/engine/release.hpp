#pragma once
// An allocation is taken back, as of its own date. Refusals in order: reference.unknown (unknown or
// released), allocation.certified, period.closed.
#include "domain/commands.hpp"
#include "engine/state.hpp"

namespace tenbin {

struct AllocationReleased {
  Index allocation;
  std::int32_t period;
};

Result<AllocationReleased> decide(const State& state, const Release& command);
void apply(State& state, const AllocationReleased& event, std::uint32_t seq);

}  // namespace tenbin
