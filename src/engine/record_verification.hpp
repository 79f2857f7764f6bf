#pragma once
// A third party's statement on a span of days of a site; printed on certificates inside it, no
// effect on balances. Refusals: input.invalid (from after to), reference.unknown (site).
#include "domain/commands.hpp"
#include "engine/state.hpp"

namespace tenbin {

struct VerificationRecorded {
  const RecordVerification* command;
  Index site;
};

Result<VerificationRecorded> decide(const State& state, const RecordVerification& command);
void apply(State& state, const VerificationRecorded& event, std::uint32_t seq);

}  // namespace tenbin
