#pragma once
// The footprint of a period (contract section 7): the emissions of its input, carried by its
// output, with and without what was allocated. Exact rationals (GMP) until they are printed, and
// then rounded up: no claim gains from a rounding.
//
// Units inside: emissions in 10^-6 g CO2e, intensities in g CO2e per tonne, which is emissions /
// mass in g.
#include <gmpxx.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/state.hpp"

namespace tenbin {

using Exact = mpq_class;

struct LineFootprint {
  Index line = no_index;
  std::string shipment;
  std::int32_t number = 0;
  Mass mass;
  // Nothing under rolling_average while the period is open: the share is not known yet.
  std::optional<Mass> allocated;
  std::optional<Share> share;
  // Nothing where the residual intensity is.
  std::optional<Exact> with_allocation;
  std::optional<Exact> without_allocation;
};

struct Footprint {
  std::string site;
  Date period;
  Exact physical;
  std::optional<Exact> credit_intensity;
  std::optional<Exact> residual_intensity;
  std::optional<Exact> average_intensity;
  std::optional<Exact> unallocated_effect;
  std::vector<LineFootprint> lines;  // that were not reversed, by shipment and number
};

Footprint footprint_report(const State& state, Index site, std::int32_t period);

// Those of a period of a site alone, without its lines.
struct Intensities {
  std::optional<Exact> credit;
  std::optional<Exact> residual;
  std::optional<Exact> average;
  Exact credit_emissions;  // what the first is made of, over the entitlement
  Exact other_emissions;   // and the second, over the output beyond the entitlement
};
Intensities intensities(const State& state, Index site, std::int32_t period);

// Shipment lines with some of their allocations, as a certificate over these shows them: c and its
// emissions count them alone, all else of the line counts at r.
struct CoveredLines {
  std::vector<LineFootprint> lines;  // in the order in which the allocations name them
  std::set<std::pair<Index, std::int32_t>> vintages;  // (account, period) that they draw on
  // What they draw from vintages of an earlier period than the allocation's.
  std::map<std::int32_t, Mass> carried_over;
};
// None of the allocations may be released.
CoveredLines covered_lines(const State& state, const std::vector<Index>& allocations);

// A line as it would be with that much more allocated to it, from accounts of its site by name as
// far as they can give on the day, oldest vintage first, behind all that is allocated in the
// period; what is beyond them is debt. Of several lines each takes what the ones before it left.
struct MoreAllocated {
  Index line = no_index;
  Mass mass;
};
std::vector<LineFootprint> footprints_with(const State& state, Index site, Date date,
                                           const std::vector<MoreAllocated>& more);

// {"schema":"tenbin/footprint/1",…}, canonical.
std::string footprint_json(const Footprint& footprint);

// Emissions as kg CO2e with 3 decimals and intensities as kg CO2e/kg with 6, both rounded up.
std::string format_emissions_kg(const Exact& emissions);
std::string format_intensity(const Exact& intensity);

}  // namespace tenbin
