#pragma once
// Credits move to another site of the book, under the same characteristic: out of the own credits
// of one period, into those of the other.
//
// Refusals in order: input.invalid (from and to are one site), id.duplicate, reference.unknown
// (sites; an account that is not known at `from`), transfer.not_allowed, period.unknown,
// period.closed (at either site), balance.insufficient (have_kg, want_kg).
#include "domain/commands.hpp"
#include "engine/state.hpp"

namespace tenbin {

struct CreditsTransferred {
  const Transfer* command;
  Index from_account;
  Index to_site;
  std::int32_t period;
};

Result<CreditsTransferred> decide(const State& state, const Transfer& command);
void apply(State& state, const CreditsTransferred& event, std::uint32_t seq);

}  // namespace tenbin
