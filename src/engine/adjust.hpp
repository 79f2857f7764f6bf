#pragma once
// An entry of a closed period turned out wrong, and the credits that it made too many are taken
// away on a day of an open period: the closed one stays as it was (contract section 6 forbids
// reversals there). A transfer that goes nowhere. Metal found later comes in by an ordinary
// receive.
//
// Where those credits were given away already, allocations of closed periods that no live
// certificate covers any more can be written off: they keep their credits for ever, so that what is
// claimed goes down, and can never be certified again. Their mass on the account counts towards the
// adjustment's; the rest comes out of the balance.
//
// Refusals in order: input.invalid (an allocation named twice), id.duplicate, reference.unknown (an
// entry that is no receipt, backing, charge, run or shipment line; an account that is not known at
// its site; an allocation unknown, released, written off, or with nothing on that account),
// entry.already_reversed, entry.period_open (entry or allocation: reverse and release are for
// those), allocation.certified, period.unknown, period.closed, balance.insufficient (have_kg,
// want_kg).
#include <vector>

#include "domain/commands.hpp"
#include "engine/state.hpp"

namespace tenbin {

struct CreditsAdjusted {
  const Adjust* command;
  Index account;
  std::int32_t period;
  std::vector<Index> written_off;
  Mass taken;  // from the balance
};

Result<CreditsAdjusted> decide(const State& state, const Adjust& command);
void apply(State& state, const CreditsAdjusted& event, std::uint32_t seq);

// What the allocation drew on the account.
Mass drawn_on(const State& state, Index allocation, Index account);

}  // namespace tenbin
