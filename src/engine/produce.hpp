#pragma once
// A production run. Output of an allocatable product counts in O; input, internal scrap and loss
// are kept for the books of the mill and carry no value (internal scrap is neither input nor
// output). Output only raises balances.
//
// Refusals in order: id.duplicate, reference.unknown (site, product), period.unknown,
// period.closed.
#include "domain/commands.hpp"
#include "engine/state.hpp"

namespace tenbin {

struct RunRecorded {
  const Produce* command;
  Index site;
  Index product;
  std::int32_t period;
};

Result<RunRecorded> decide(const State& state, const Produce& command);
void apply(State& state, const RunRecorded& event, std::uint32_t seq);

}  // namespace tenbin
