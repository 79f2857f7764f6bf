#pragma once
// The tool draft_allocation: a plan of shares left in the simulator for the token's owner, who
// finds it when they open that site and period, changes it and confirms it, or not. Nothing is
// posted and nothing held.
//
// It is tried first (POST /api/v1/simulate), so what a plan would be refused for is refused here.
// Then it goes on from what the owner has there (office/drafts.hpp: simulator.SITE.PERIOD, as
// web/src/features/simulator/plan.ts keeps it), into the first of the three plans that is empty:
// draft.match_missing {plans} where none is. right.missing for who may not draft an allocation.
#include "codec/json_value.hpp"
#include "http/inside.hpp"

namespace tenbin::http {

// {"draft": its key, "open": where the owner finds it, "plan": 1 to 3, "simulation": …}
Reply draft_allocation(const Inside& inside, const Call& call, const json::Value& arguments);

}  // namespace tenbin::http
