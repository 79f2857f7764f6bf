#pragma once
// Refusals for the balance, with the facts that their sentences need.
#include "engine/floor.hpp"

namespace tenbin {

// balance.insufficient of a posting that lowers what follows: facts account, period, balance_kg.
tl::unexpected<Problem> balance_insufficient(const State& state, const Shortfall& shortfall);

// balance.insufficient of an allocation or a transfer: facts have_kg and want_kg.
tl::unexpected<Problem> balance_insufficient(Mass have, Mass want);

// balance.negative: facts account, balance_kg.
tl::unexpected<Problem> balance_negative(const State& state, Index account, Mass balance);

}  // namespace tenbin
