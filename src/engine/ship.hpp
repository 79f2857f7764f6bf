#pragma once
// A line of a shipment leaves. It moves no balance; credits are given to it by allocate.
//
// Refusals in order: id.duplicate (shipment and line), reference.unknown (site, customer, product),
// period.unknown, period.closed.
#include "domain/commands.hpp"
#include "engine/state.hpp"

namespace tenbin {

struct LineShipped {
  const Ship* command;
  Index site;
  Index customer;
  Index product;
  std::int32_t period;
};

Result<LineShipped> decide(const State& state, const Ship& command);
void apply(State& state, const LineShipped& event, std::uint32_t seq);

}  // namespace tenbin
