#pragma once
// What shares chosen by hand would take (contract section 8 has the arithmetic of plan): for a
// salesperson who asks what an offer costs before anything is posted.
//   {"site","period",["date"],"rows":[ROW]}, a ROW being {"shipment","line","share_ppm":500000}
//   or {"shipment","line","mass_kg":"100.000"}
//
// Unlike a plan it may ask for more than there is, and says then by how much, and how much backed
// renewable input would cover it.
#include <optional>
#include <string>
#include <vector>

#include "base/problem.hpp"
#include "engine/state.hpp"

namespace tenbin {

struct SimulationRow {
  std::string shipment;
  std::int32_t line = 0;
  std::optional<Share> share;  // or
  Mass mass;
};

struct SimulationRequest {
  std::string site;
  Date period;
  std::optional<Date> date;
  std::vector<SimulationRow> rows;  // at most simulation_rows
};
inline constexpr std::size_t simulation_rows = 5000;

// input.invalid with the place.
Result<SimulationRequest> read_simulation_request(std::string_view json);

struct SimulatedRow {
  std::string shipment;
  std::int32_t number = 0;
  Index line = no_index;
  Mass allocated;  // floor(mass × share); 0 with a problem
  // Why an allocation would be refused, whatever the balance: reference.unknown,
  // product.not_allocatable, date.before_shipment, share.not_allowed, share.exceeds_product.
  std::optional<Problem> problem;
};

struct Simulation {
  Index site = no_index;
  std::int32_t period = 0;
  Date date;
  Mass have;       // what the accounts can give on the date
  Mass allocated;  // what the rows ask for together
  Share fits;      // the largest share that all rows without a problem could have
  // Backed renewable input that would cover what is short; nothing: no input would.
  std::optional<Mass> needs;
  std::vector<SimulatedRow> rows;

  Mass left() const { return have - allocated; }  // may be negative
  Mass short_by() const { return allocated > have ? allocated - have : Mass(); }
};

// Refusals as make_plan.
Result<Simulation> simulate(const State& state, const SimulationRequest& request);

}  // namespace tenbin
