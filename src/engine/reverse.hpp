#pragma once
// A counter-entry (赤) to a receipt, charge, run or shipment line. It takes effect on the entry's
// own date, so only while that period is open; the entry then counts as unknown, its id is never
// free again.
//
// Refusals in order: reference.unknown (no such entry, or one of another kind),
// entry.already_reversed, entry.in_use (a charged receipt, a line with allocations), period.closed,
// balance.insufficient.
#include "domain/commands.hpp"
#include "engine/state.hpp"

namespace tenbin {

// What a counter-entry needs to know of an entry, whatever its kind (but other).
struct EntryFacts {
  bool reversed = false;
  bool in_use = false;
  Index site = no_index;
  Date date;
};
EntryFacts facts_of(const State& state, const Entry& entry);
bool is_reversible(EntryKind kind);

struct EntryReversed {
  Entry entry;
  std::int32_t period;
};

Result<EntryReversed> decide(const State& state, const Reverse& command);
void apply(State& state, const EntryReversed& event, std::uint32_t seq);

}  // namespace tenbin
