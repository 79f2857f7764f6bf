#pragma once
// Metal of a receipt is charged (投入) and counts as input from then on; only with input_event =
// charge. Each charge's backed mass is floored by itself.
//
// Refusals in order: id.duplicate, reference.unknown (site, receipt, another site's receipt),
// method.no_charges, period.unknown, period.closed, date.before_receipt, receipt.insufficient
// (have_kg, want_kg), balance.insufficient.
#include "domain/commands.hpp"
#include "engine/state.hpp"

namespace tenbin {

struct ChargeRecorded {
  const Charge* command;
  Index receipt;
  std::int32_t period;
};

Result<ChargeRecorded> decide(const State& state, const Charge& command);
void apply(State& state, const ChargeRecorded& event, std::uint32_t seq);

// Calls visit(charge) for each live charge of the receipt.
template <class Visit>
void for_each_charge(const State& state, Index receipt, Visit&& visit) {
  for (Index i = state.receipts[receipt].last_charge; i != no_index;
       i = state.charges[i].next_of_receipt) {
    if (!state.charges[i].reversed) visit(state.charges[i]);
  }
}

}  // namespace tenbin
