// POST /api/v1/plan: what a plan would allocate; nothing is posted.
#include <algorithm>

#include "codec/json_value.hpp"
#include "codec/json_writer.hpp"
#include "engine/lookup.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"
#include "planner/plan.hpp"
#include "planner/plan_commands.hpp"
#include "report/footprint_report.hpp"

namespace tenbin::http {
namespace {

using office::Right;

void write_row(json::Writer& json, const State& state, const PlannedAllocation& planned) {
  const Line& line = state.lines[planned.line];
  json.begin_object().key("allocated_kg").string(format_kg(planned.mass));
  json.key("customer").string(state.texts.get(state.customers[line.customer].id));
  json.key("line").integer(line.number).key("mass_kg").string(format_kg(line.mass));
  json.key("product").string(state.texts.get(state.products[line.product].id));
  json.key("share_ppm").integer(planned.share.value_or(share_of(planned.mass, line.mass)).ppm());
  json.key("shipment").string(state.texts.get(line.shipment)).end_object();
}

void write_unmatched(json::Writer& json, const Plan& plan) {
  json.begin_array();
  for (const OrderEntry& entry : plan.unmatched) {
    const bool product = entry.kind == OrderEntry::Kind::product;
    json.string((product ? "product:" : "customer:") + entry.id);
  }
  json.end_array();
}

// The commands as a JSON array.
std::string as_array(std::string lines) {
  while (lines.ends_with('\n')) lines.pop_back();
  std::replace(lines.begin(), lines.end(), '\n', ',');
  return "[" + lines + "]";
}

Reply plan(const Site& site, const Call& call) {
  const auto request = read_plan_request(call.request.body);
  if (!request) return problem_reply(call, request.error());
  return site.desk.read([&](const State& state) -> Reply {
    const auto made = make_plan(state, *request);
    if (!made) return problem_reply(call, made.error());
    std::string body;
    json::Writer json(body);
    json.begin_object().key("allocated_kg").string(format_kg(made->allocated));
    json.key("commands").raw(as_array(plan_commands(state, *made)));
    json.key("fits_ppm").integer(made->fits.ppm()).key("have_kg").string(format_kg(made->have));
    json.key("left_kg").string(format_kg(made->left()));
    json.key("missing_kg").string(format_kg(made->missing())).key("rows").begin_array();
    for (const PlannedAllocation& each : made->allocations) write_row(json, state, each);
    json.end_array().key("unmatched");
    write_unmatched(json, *made);
    json.key("unmet").boolean(made->unmet);
    json.key("wanted_kg").string(format_kg(made->wanted)).end_object();
    return json_reply(std::move(body));
  });
}

}  // namespace

void add_plans(Router& router, Site& site) {
  router.add({"POST", "/api/v1/plan", Right::simulate, Place::worker,
              [&site](const Call& call) { return plan(site, call); }, std::uint64_t{1} << 20});
}

}  // namespace tenbin::http
