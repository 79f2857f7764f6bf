#pragma once
// Which shipment lines get how much (contract section 8, `plan`): a proposal of allocations that
// `apply` accepts as they stand.
//
// A plan works on the site's lines dated in the period and on or before the plan's date, with an
// allocatable product, not reversed and without a live allocation. It gives away no more than the
// site's accounts really have on its date, whatever the deficit mode: no day of any open period
// falls below 0 by it.
//
//   concentrate: fills lines to 100 % in the order of the request, within an entry by shipment id
//     (bytewise) and line; the first that does not fit whole gets the rest as a mass where the
//     rulebook allows a part, and there it stops.
//   even: every line gets the largest common share, a multiple of the rulebook's step, for which
//     the sum of floor(mass × share) fits; or the share asked for, or nothing when that does not
//     fit.
//
// Costs O(n log n) in the lines of the period.
#include <optional>
#include <vector>

#include "engine/state.hpp"
#include "planner/request.hpp"

namespace tenbin {

struct PlannedAllocation {
  Index line = no_index;
  std::optional<Share> share;  // as which it is commanded; else by its mass
  Mass mass;
  Index account = no_index;  // named where any other would do harm (name_accounts.hpp)
};

struct Plan {
  Index site = no_index;
  std::int32_t period = 0;  // of the lines
  Date date;                // of the allocations
  std::vector<PlannedAllocation> allocations;
  std::size_t lines = 0;  // that the request asks something for
  Mass have;              // what the accounts can give together on the date
  Mass wanted;            // what the request asks for
  Mass allocated;
  Share fits;                         // the largest common share of the lines asked for that fits
  bool unmet = false;                 // the share asked for does not fit
  std::vector<OrderEntry> unmatched;  // entries of the order that no line matches

  Mass left() const { return have - allocated; }
  // What the accounts have too little for what was asked for.
  Mass missing() const { return wanted > have ? wanted - have : Mass(); }
};

// Refusals in order: reference.unknown (site), method.no_free_allocation, period.unknown,
// period.closed, share.not_allowed.
Result<Plan> make_plan(const State& state, const PlanRequest& request);

// The site, period and date that are asked for, and nothing allocated yet; the same refusals.
Result<Plan> empty_plan(const State& state, const PlanRequest& request);

// What the accounts of the site can give together on the day without overdraft.
Mass available(const State& state, Index site, Date date);

}  // namespace tenbin
