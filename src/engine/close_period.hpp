#pragma once
// A period is locked: what is left is carried on, less what expires, less what lies above the
// physical stock where the rulebook caps it.
//
// Refusals in order: input.invalid (no physical_stock where the rulebook caps by it),
// reference.unknown (site), period.unknown (no first day of a period), period.closed,
// period.out_of_order, date.before_period_end, balance.negative (period_end; overdraw without force
// majeure), balance.insufficient (credits that lapse are used in what follows).
#include <vector>

#include "domain/commands.hpp"
#include "engine/state.hpp"

namespace tenbin {

struct PeriodClosed {
  const ClosePeriod* command;
  Index site;
  std::int32_t period;
  struct AccountClosing {
    Index account;
    Credits carried;
    Mass expired;
  };
  std::vector<AccountClosing> accounts;  // of the site, by name
};

// The close of the site's first open period, whatever is left: what decide answers when it refuses
// nothing.
PeriodClosed close_as_it_stands(const State& state, const ClosePeriod& command, Index site,
                                std::int32_t period);

Result<PeriodClosed> decide(const State& state, const ClosePeriod& command);
void apply(State& state, const PeriodClosed& event, std::uint32_t seq);

}  // namespace tenbin
