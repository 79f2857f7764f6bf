#include "planner/name_accounts.hpp"

#include <algorithm>

#include "engine/floor.hpp"
#include "engine/posting.hpp"

namespace tenbin {
namespace {

struct Purse {
  Index account;
  Mass left;
};

std::vector<Purse> purses_of(const State& state, const Plan& plan) {
  const std::int32_t period = state.rulebook.period_of(plan.date);
  const std::int32_t day = day_in_period(state.rulebook, plan.date, period);
  std::vector<Purse> purses;
  for (const Index account : state.sites[plan.site].accounts) {
    purses.push_back({account, drawable_without_overdraft(state, account, period, day,
                                                          Mass::of_grams(mass_limit_g))});
  }
  return purses;
}

// The first that can give it all; where lines may be split, none but the first that has anything.
Purse* whole_giver(std::vector<Purse>& purses, Mass mass, bool may_split) {
  for (Purse& purse : purses) {
    if (purse.left >= mass) return &purse;
    if (may_split && purse.left > Mass()) return nullptr;
  }
  return nullptr;
}

// False when the line cannot be given as the rulebook wants it.
bool give(const PlannedAllocation& planned, bool may_split, std::vector<Purse>& purses,
          std::vector<PlannedAllocation>& named) {
  if (Purse* purse = whole_giver(purses, planned.mass, may_split)) {
    named.push_back(planned);
    named.back().account = purse->account;
    purse->left -= planned.mass;
    return true;
  }
  if (!may_split) return false;
  Mass rest = planned.mass;
  for (Purse& purse : purses) {
    const Mass part = std::min(rest, purse.left);
    if (part == Mass()) continue;
    named.push_back({planned.line, std::nullopt, part, purse.account});
    purse.left -= part;
    rest -= part;
  }
  TENBIN_CHECK(rest == Mass());  // a plan gives no more than the accounts have together
  return true;
}

}  // namespace

void name_accounts(const State& state, Strategy strategy, Plan& plan) {
  if (state.rulebook.deficit == DeficitMode::never) return;
  if (state.sites[plan.site].accounts.size() < 2) return;
  std::vector<Purse> purses = purses_of(state, plan);
  std::vector<PlannedAllocation> named;
  Mass allocated;
  for (const PlannedAllocation& planned : plan.allocations) {
    if (!give(planned, state.rulebook.partial_share, purses, named)) {
      if (strategy == Strategy::even) {
        named.clear();
        allocated = Mass();
        plan.unmet = true;
      }
      break;
    }
    allocated += planned.mass;
  }
  plan.allocations = std::move(named);
  plan.allocated = allocated;
}

}  // namespace tenbin
