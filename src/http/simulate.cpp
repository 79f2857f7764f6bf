// POST /api/v1/simulate: what a given choice of shares takes, what is left, and what it does to the
// footprints; nothing is posted.
#include <algorithm>

#include "codec/json_writer.hpp"
#include "http/holds.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"
#include "planner/simulation.hpp"
#include "report/footprint_report.hpp"

namespace tenbin::http {
namespace {

void write_optional(json::Writer& json, std::string_view key, const std::optional<Exact>& value,
                    std::string (*format)(const Exact&)) {
  json.key(key);
  value ? json.string(format(*value)) : json.null();
}

std::optional<Exact> per_kg(const std::optional<Exact>& emissions, Mass mass) {
  if (!emissions) return std::nullopt;
  return Exact(*emissions / Exact(static_cast<long>(mass.grams())));
}

void write_row(json::Writer& json, const SimulatedRow& row, const LineFootprint* footprint) {
  const Mass mass = footprint == nullptr ? Mass() : footprint->mass;
  std::optional<Exact> with, without, saved;
  if (footprint != nullptr && footprint->with_allocation) {
    with = per_kg(footprint->with_allocation, mass);
    without = per_kg(footprint->without_allocation, mass);
    saved = Exact(*footprint->without_allocation - *footprint->with_allocation);
  }
  json.begin_object().key("allocated_kg").string(format_kg(row.allocated));
  json.key("line").integer(row.number).key("problem");
  row.problem ? json.string(code_text(row.problem->code)) : json.null();
  write_optional(json, "saved_kgco2e", saved, format_emissions_kg);
  json.key("share_ppm").integer(share_of(row.allocated, mass).ppm());
  json.key("shipment").string(row.shipment);
  write_optional(json, "with_kgco2e_per_kg", with, format_intensity);
  write_optional(json, "without_kgco2e_per_kg", without, format_intensity);
  json.end_object();
}

// What the period after that of the date adds by its last day, as far as it is recorded and not
// held for others.
void write_next_period(json::Writer& json, const State& state, const Simulation& result,
                       const Holds& others) {
  const std::int32_t period = state.rulebook.period_of(result.date);
  const Mass free = room_in(state, result.site, period, others).free();
  const Mass later = room_in(state, result.site, period + 1, others).free();
  json.key("next_period").begin_object().key("more_kg");
  json.string(format_kg(std::max(Mass(), later - free)));
  json.key("period").string(format_date(state.rulebook.first_day(period + 1)));
  json.key("to").string(format_date(state.rulebook.last_day(period + 1))).end_object();
}

void write(json::Writer& json, const State& state, const Simulation& result, const Holds& others) {
  const std::int32_t period = state.rulebook.period_of(result.date);
  const Mass reserved = kept_by(state, result.site, period, others);
  std::vector<MoreAllocated> more;
  for (const SimulatedRow& row : result.rows) {
    if (!row.problem) more.push_back({row.line, row.allocated});
  }
  const auto footprints = footprints_with(state, result.site, result.date, more);
  json.begin_object().key("allocated_kg").string(format_kg(result.allocated));
  json.key("fits_ppm").integer(result.fits.ppm());
  json.key("free_kg")
      .string(format_kg(result.have - reserved))
      .key("have_kg")
      .string(format_kg(result.have));
  json.key("left_kg").string(format_kg(result.left())).key("needs_renewable_input_kg");
  result.needs ? json.string(format_kg(*result.needs)) : json.null();
  write_next_period(json, state, result, others);
  json.key("reserved_kg").string(format_kg(reserved)).key("rows").begin_array();
  std::size_t at = 0;
  for (const SimulatedRow& row : result.rows)
    write_row(json, row, row.problem ? nullptr : &footprints[at++]);
  json.end_array().key("short_kg").string(format_kg(result.short_by())).end_object();
}

Reply simulate_reply(const Site& site, const Call& call) {
  const auto request = read_simulation_request(call.request.body);
  if (!request) return problem_reply(call, request.error());
  const auto holds = holds_at(site.office, request->site);
  if (!holds) return problem_reply(call, holds.error());
  return site.desk.read([&](const State& state) -> Reply {
    const auto result = simulate(state, *request);
    if (!result) return problem_reply(call, result.error());
    std::string body;
    json::Writer json(body);
    write(json, state, *result, of_others(*holds, state, *result));
    return json_reply(std::move(body));
  });
}

}  // namespace

void add_simulate(Router& router, Site& site) {
  router.add({"POST", "/api/v1/simulate", office::Right::simulate, Place::worker,
              [&site](const Call& call) { return simulate_reply(site, call); },
              std::uint64_t{1} << 20});
}

}  // namespace tenbin::http
