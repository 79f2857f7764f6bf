#include "planner/plan.hpp"

#include <algorithm>

#include "engine/floor.hpp"
#include "engine/posting.hpp"
#include "planner/common_share.hpp"
#include "planner/name_accounts.hpp"
#include "planner/order.hpp"

namespace tenbin {
namespace {

bool on_step(const Rulebook& rulebook, Share share) {
  return share.ppm() % rulebook.share_step_ppm == 0;
}

std::vector<Index> open_lines(const State& state, const Plan& plan) {
  std::vector<Index> lines;
  for (const Index index : site_period(state, plan.site, plan.period).lines) {
    const Line& line = state.lines[index];
    if (line.reversed || line.date > plan.date) continue;
    if (!state.products[line.product].allocatable || has_live_allocation(state, index)) continue;
    lines.push_back(index);
  }
  return lines;
}

std::vector<Mass> masses_of(const State& state, const std::vector<Index>& lines) {
  std::vector<Mass> masses;
  masses.reserve(lines.size());
  for (const Index line : lines) masses.push_back(state.lines[line].mass);
  return masses;
}

void concentrate(const State& state, const std::vector<Index>& lines, Plan& plan) {
  for (const Index index : lines) {
    const Mass mass = state.lines[index].mass;
    const Mass left = plan.left();
    if (mass > left) {
      if (!state.rulebook.partial_share || left == Mass()) return;
      plan.allocations.push_back({index, std::nullopt, left, no_index});
      plan.allocated += left;
      return;
    }
    const bool as_share = on_step(state.rulebook, Share::whole());
    plan.allocations.push_back(
        {index, as_share ? std::optional(Share::whole()) : std::nullopt, mass, no_index});
    plan.allocated += mass;
  }
}

Result<void> even(const State& state, const PlanRequest& request, const std::vector<Index>& lines,
                  Plan& plan) {
  if (request.share) {
    TENBIN_TRY(check_share(state.rulebook, *request.share));
    plan.wanted = given_at(masses_of(state, lines), *request.share);
    plan.unmet = *request.share > plan.fits;
    if (plan.unmet) return {};
  }
  const Share share = request.share.value_or(plan.fits);
  if (share == Share()) return {};
  if (!request.share) plan.wanted = given_at(masses_of(state, lines), share);
  for (const Index index : lines)
    plan.allocations.push_back({index, share, part_of(state.lines[index].mass, share), no_index});
  plan.allocated = plan.wanted;
  return {};
}

}  // namespace

Result<Plan> empty_plan(const State& state, const PlanRequest& request) {
  Plan plan;
  plan.site = find_site(state, request.site);
  if (plan.site == no_index) return unknown("site", request.site);
  const Rulebook& rulebook = state.rulebook;
  if (rulebook.method == Method::rolling_average) return problem(Code::method_no_free_allocation);
  plan.period = rulebook.period_of(request.period);
  if (plan.period < 0 || rulebook.first_day(plan.period) != request.period) {
    return problem(Code::period_unknown, {{"date", format_date(request.period)},
                                          {"starts", format_date(rulebook.starts)}});
  }
  plan.date = request.date.value_or(rulebook.last_day(plan.period));
  const auto posted_in = posting_period(state, plan.site, plan.date);
  if (!posted_in) return tl::make_unexpected(posted_in.error());
  return plan;
}

Mass available(const State& state, Index site, Date date) {
  const std::int32_t period = state.rulebook.period_of(date);
  const std::int32_t day = day_in_period(state.rulebook, date, period);
  Mass sum;
  for (const Index account : state.sites[site].accounts)
    sum += drawable_without_overdraft(state, account, period, day, Mass::of_grams(mass_limit_g));
  return sum;
}

Result<Plan> make_plan(const State& state, const PlanRequest& request) {
  auto plan = empty_plan(state, request);
  if (!plan) return plan;
  std::vector<Index> lines = open_lines(state, *plan);
  put_in_order(state, lines);
  if (request.strategy == Strategy::concentrate)
    plan->unmatched = keep_matching(state, request.order, lines);
  plan->lines = lines.size();
  if (lines.empty()) return plan;
  const std::vector<Mass> masses = masses_of(state, lines);
  plan->wanted = given_at(masses, Share::whole());
  plan->have = available(state, plan->site, plan->date);
  // Without an account even 0 g cannot be given.
  const bool gives = !state.sites[plan->site].accounts.empty();
  if (gives) plan->fits = largest_common_share(state.rulebook, masses, plan->have);
  if (request.strategy == Strategy::concentrate) {
    concentrate(state, lines, *plan);
  } else {
    TENBIN_TRY(even(state, request, lines, *plan));
  }
  name_accounts(state, request.strategy, *plan);
  return plan;
}

}  // namespace tenbin
