#include "planner/simulation.hpp"

#include <map>

#include "codec/json_value.hpp"
#include "engine/lookup.hpp"
#include "planner/common_share.hpp"
#include "planner/plan.hpp"
#include "planner/ways_out.hpp"

namespace tenbin {
namespace {

Result<SimulationRow> read_row(const json::Value& value) {
  TENBIN_TRY(value.only_keys({"shipment", "line", "share_ppm", "mass_kg"}));
  SimulationRow row;
  const auto shipment = value.text_of("shipment");
  if (!shipment) return tl::make_unexpected(shipment.error());
  row.shipment = *shipment;
  const auto line = value.integer_of("line");
  if (!line) return tl::make_unexpected(line.error());
  if (*line < 1 || *line > INT32_MAX)
    return json::invalid_at(json::place_of(value.place(), "line"), "positive");
  row.line = static_cast<std::int32_t>(*line);
  const json::Value* const mass = value.find("mass_kg");
  if ((mass == nullptr) == (value.find("share_ppm") == nullptr))
    return json::invalid_at(value.place(), "share_or_mass");
  if (mass == nullptr) {
    const auto ppm = value.integer_of("share_ppm");
    if (!ppm) return tl::make_unexpected(ppm.error());
    if (*ppm < 0 || *ppm > Share::whole().ppm())
      return json::invalid_at(json::place_of(value.place(), "share_ppm"), "share");
    row.share = Share::of_ppm(static_cast<std::int32_t>(*ppm));
    return row;
  }
  const auto text = mass->text();
  if (!text) return tl::make_unexpected(text.error());
  const auto parsed = parse_mass(std::string(*text) + " kg");
  if (!parsed) return json::invalid_at(mass->place(), "mass.decimal");
  row.mass = parsed->mass;
  return row;
}

Result<Date> read_day(const json::Value& body, std::string_view key) {
  const auto text = body.text_of(key);
  if (!text) return tl::make_unexpected(text.error());
  const auto date = parse_date(*text);
  if (!date) return json::invalid_at(json::place_of("", key), "date");
  return *date;
}

// What would be refused whatever the balance is; else the mass that the row takes. `before`: what
// earlier rows took of the same line.
Result<Mass> asked_of(const State& state, const Simulation& simulation, const SimulationRow& row,
                      Index index, Mass before) {
  const tl::unexpected<Problem> no_line =
      problem(Code::reference_unknown,
              {{"kind", "shipment"}, {"id", row.shipment}, {"line", std::to_string(row.line)}});
  if (index == no_index) return no_line;
  const Line& line = state.lines[index];
  if (line.reversed || line.site != simulation.site) return no_line;
  if (!state.products[line.product].allocatable)
    return problem(Code::product_not_allocatable,
                   {{"product", std::string(state.texts.get(state.products[line.product].id))}});
  if (line.date > simulation.date)
    return problem(Code::date_before_shipment, {{"date", format_date(simulation.date)},
                                                {"shipment", row.shipment},
                                                {"shipment_date", format_date(line.date)}});
  // No step holds a mass: a whole line may be given by it where 100 % is no multiple of the step.
  const bool whole = !row.share && (row.mass == line.mass || row.mass == Mass());
  if (row.share || (!state.rulebook.partial_share && !whole))
    TENBIN_TRY(check_share(state.rulebook, row.share.value_or(share_of(row.mass, line.mass))));
  const Mass mass = row.share ? part_of(line.mass, *row.share) : row.mass;
  const Mass room = line.mass - line.allocated - before;
  if (mass > room)
    return problem(Code::share_exceeds_product, {{"shipment", row.shipment},
                                                 {"line", std::to_string(row.line)},
                                                 {"have_kg", format_kg(room)},
                                                 {"want_kg", format_kg(mass)}});
  return mass;
}

}  // namespace

Result<SimulationRequest> read_simulation_request(std::string_view json) {
  const auto body = json::parse(json);
  if (!body) return tl::make_unexpected(body.error());
  TENBIN_TRY(body->only_keys({"site", "period", "date", "rows"}));
  SimulationRequest request;
  const auto site = body->text_of("site");
  if (!site) return tl::make_unexpected(site.error());
  request.site = *site;
  const auto period = read_day(*body, "period");
  if (!period) return tl::make_unexpected(period.error());
  request.period = *period;
  if (body->find("date") != nullptr) {
    const auto date = read_day(*body, "date");
    if (!date) return tl::make_unexpected(date.error());
    request.date = *date;
  }
  const auto rows = body->array_of("rows");
  if (!rows) return tl::make_unexpected(rows.error());
  if ((*rows)->empty() || (*rows)->size() > simulation_rows)
    return json::invalid_at("/rows", "array.size");
  for (const json::Value& value : **rows) {
    auto row = read_row(value);
    if (!row) return tl::make_unexpected(row.error());
    request.rows.push_back(*std::move(row));
  }
  return request;
}

Result<Simulation> simulate(const State& state, const SimulationRequest& request) {
  PlanRequest plan_request;
  plan_request.site = request.site;
  plan_request.period = request.period;
  plan_request.date = request.date;
  const auto plan = empty_plan(state, plan_request);
  if (!plan) return tl::make_unexpected(plan.error());
  Simulation result;
  result.site = plan->site;
  result.period = plan->period;
  result.date = plan->date;
  result.have = available(state, plan->site, plan->date);
  std::vector<Mass> masses;
  std::map<Index, Mass> taken;
  for (const SimulationRow& row : request.rows) {
    SimulatedRow& out = result.rows.emplace_back();
    out.shipment = row.shipment;
    out.number = row.line;
    out.line = find_line(state, row.shipment, row.line);
    const auto mass = asked_of(state, result, row, out.line, taken[out.line]);
    if (!mass) {
      out.problem = mass.error();
      continue;
    }
    out.allocated = *mass;
    taken[out.line] += *mass;
    result.allocated += *mass;
    masses.push_back(state.lines[out.line].mass);
  }
  result.fits = largest_common_share(state.rulebook, masses, result.have);
  result.needs = metal_missing(state, result.site, result.date, result.short_by());
  return result;
}

}  // namespace tenbin
