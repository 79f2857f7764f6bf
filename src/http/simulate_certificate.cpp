// POST /api/v1/simulate/certificate?customer=C-01[&language=en]: the first page of the certificate
// that a choice of shares would give one customer, as a picture: the paper's own template, marked
// 見本. It is made in a ledger that is thrown away; what could not be allocated is refused, and so
// is what only fits into what is held for others.
#include "codec/command_writer.hpp"
#include "engine/lookup.hpp"
#include "engine/refusals.hpp"
#include "http/holds.hpp"
#include "http/parameters.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"
#include "planner/plan_commands.hpp"
#include "planner/simulation.hpp"
#include "press/draft.hpp"

namespace tenbin::http {
namespace {

std::string allocate_command(const State& state, const Simulation& simulated,
                             const SimulatedRow& row, const std::optional<Share>& share) {
  const std::string id = unused_allocation_id(state, "SAMPLE", row.line);
  Allocate command;
  command.allocation = {id};
  command.date = simulated.date;
  command.shipment = {row.shipment};
  command.line = {row.number};
  command.share = share;
  if (!share) command.mass = row.allocated;
  std::string text;
  append_content(text, Envelope{command, std::nullopt, {}, {}});
  return text;
}

// Allocates the rows of that customer; the ids of the allocations.
Result<std::vector<std::string>> allocate(Ledger& trial, const SimulationRequest& request,
                                          const Simulation& simulated, Index customer,
                                          std::string_view actor) {
  std::vector<std::string> ids;
  for (std::size_t at = 0; at < simulated.rows.size(); ++at) {
    const SimulatedRow& row = simulated.rows[at];
    if (row.line != no_index && trial.state().lines[row.line].customer != customer) continue;
    if (row.problem) return tl::make_unexpected(*row.problem);
    if (row.allocated == Mass()) continue;
    const Answer answer = trial.submit_text(
        allocate_command(trial.state(), simulated, row, request.rows[at].share), actor);
    if (answer.status == Answer::Status::rejected) return tl::make_unexpected(answer.problem);
    const State& state = trial.state();
    ids.emplace_back(state.texts.get(state.allocations.back().id));
  }
  if (ids.empty()) return problem(Code::certificate_empty);
  return ids;
}

// As POST /simulate counts: all rows together beside what is held for customers that they are not
// for.
Result<void> fits_beside_holds(office::Office& office, const State& state,
                               const SimulationRequest& request, const Simulation& simulated) {
  auto holds = holds_at(office, request.site);
  if (!holds) return tl::make_unexpected(holds.error());
  const Holds others = of_others(*std::move(holds), state, simulated);
  const Mass held =
      kept_by(state, simulated.site, state.rulebook.period_of(simulated.date), others);
  if (simulated.left() >= held) return {};
  if (simulated.left() < Mass())  // without them it would not fit either
    return balance_insufficient(simulated.have, simulated.allocated);
  return problem(Code::reservation_held,
                 {{"held_kg", format_kg(held)}, {"left_kg", format_kg(simulated.left())}});
}

Result<std::string> sample_of(const Site& site, const Call& call) {
  const auto request = read_simulation_request(call.request.body);
  if (!request) return tl::make_unexpected(request.error());
  press::IssueRequest issue;
  issue.customer = call.request.parameter("customer");
  if (const std::string_view language = call.request.parameter("language"); !language.empty()) {
    issue.language = value_named<Language>(language);
    if (!issue.language) return not_one_of("language", language, "ja en");
  }
  auto trial = site.desk.trial();
  if (!trial) return tl::make_unexpected(trial.error());
  const auto customer = press::customer_named(trial->state(), issue.customer);
  if (!customer) return tl::make_unexpected(customer.error());
  const auto simulated = simulate(trial->state(), *request);
  if (!simulated) return tl::make_unexpected(simulated.error());
  auto ids = allocate(*trial, *request, *simulated, *customer, call.actor());
  if (!ids) return tl::make_unexpected(ids.error());
  TENBIN_TRY(fits_beside_holds(site.office, trial->state(), *request, *simulated));
  issue.allocations = *std::move(ids);
  issue.date = format_date(simulated->date);
  auto front = press::draft_page(*trial, issue, call.actor(), 1);
  if (!front) return tl::make_unexpected(front.error());
  return std::move(front->png);
}

}  // namespace

void add_simulate_certificate(Router& router, Site& site) {
  router.add(
      {"POST", "/api/v1/simulate/certificate", office::Right::simulate, Place::worker,
       [&site](const Call& call) {
         auto png = sample_of(site, call);
         return png ? Reply{200, "image/png", *std::move(png)} : problem_reply(call, png.error());
       },
       std::uint64_t{1} << 20});
}

}  // namespace tenbin::http
