#pragma once
// From which account each line of a plan is given. Where the deficit mode lets an account go below
// 0, an allocation that names none would draw its first account into overdraft while another still
// has credits (contract section 5); a plan never does (section 8), so there it names them.
#include "planner/plan.hpp"

namespace tenbin {

// Nothing in mode `never` or with fewer than two accounts. Else every allocation gets its account,
// in the order of their names, and one that no single account can give is split into masses, or,
// where the rulebook allows only whole lines, left out with all that follow (`concentrate`) or with
// the whole plan (`even`, whose lines all have one share).
void name_accounts(const State& state, Strategy strategy, Plan& plan);

}  // namespace tenbin
