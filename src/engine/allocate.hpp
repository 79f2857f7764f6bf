#pragma once
// Credits are given to a shipment line: floor(line mass × share), or a mass; from the account
// named, or from the site's accounts in the order of their names, from each as much as the floor
// lets it give.
//
// Refusals in order: input.invalid (both or neither of share and mass, a share of zero),
// id.duplicate, reference.unknown (shipment line, an account that the rulebook could not make
// there), method.no_free_allocation, period.unknown, period.closed, date.before_shipment,
// product.not_allocatable, share.not_allowed, share.exceeds_product, balance.insufficient (have_kg,
// want_kg, fits_percent where a part of the line would fit).
#include <vector>

#include "domain/commands.hpp"
#include "engine/state.hpp"

namespace tenbin {

struct AllocationMade {
  const Allocate* command;
  Index line;
  std::int32_t period;
  Mass mass;
  struct Taking {
    Index account;  // no_index: the account named, which is not known yet
    Mass mass;
  };
  std::vector<Taking> takings;
};

Result<AllocationMade> decide(const State& state, const Allocate& command);
void apply(State& state, const AllocationMade& event, std::uint32_t seq);

}  // namespace tenbin
