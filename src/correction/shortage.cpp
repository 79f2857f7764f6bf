#include "correction/shortage.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include "engine/adjust.hpp"
#include "engine/balance.hpp"

namespace tenbin::correction {
namespace {

// The least balance of the account from that day of the period on, or at its end alone.
Mass least_balance(const State& state, Index account, std::int32_t period, std::int32_t from_day,
                   bool every_day) {
  const Mass opened = opening(state, account, period).total();
  Mass least = opened + movement_to(state, account, period, end_of_period);
  if (!every_day) return least;
  const Rulebook& rules = state.rulebook;
  const std::int32_t days = day_in_period(rules, rules.last_day(period), period);
  for (std::int32_t day = from_day; day <= days; ++day)
    least = std::min(least, opened + movement_to(state, account, period, day));
  return least;
}

struct Customer {
  std::string id;  // empty: allocations without certificate
  std::vector<Index> allocations;
  Mass mass;
};

// Live allocations that drew on the account, by customer, the newest first.
std::vector<Customer> customers_of(const State& state, Index account, std::int32_t from_period) {
  std::map<std::string, Customer> found;
  for (Index i = 0; i < state.allocations.size(); ++i) {
    const Allocation& given = state.allocations[i];
    const Mass drawn = drawn_on(state, i, account);
    if (given.released || given.written_off || drawn == Mass() ||
        state.rulebook.period_of(given.date) < from_period)
      continue;
    std::string id;
    if (given.certificate != no_index)
      id = state.texts.get(state.customers[state.lines[given.line].customer].id);
    Customer& customer = found[id];
    customer.id = id;
    customer.mass += drawn;
    customer.allocations.push_back(i);
  }
  std::vector<Customer> all;
  for (auto& [id, customer] : found) {
    std::sort(customer.allocations.begin(), customer.allocations.end(), [&](Index a, Index b) {
      return std::pair(state.allocations[a].date, state.allocations[a].seq) >
             std::pair(state.allocations[b].date, state.allocations[b].seq);
    });
    all.push_back(std::move(customer));
  }
  return all;
}

// The position of the customer to take next.
std::size_t next_customer(const std::vector<Customer>& left, Mass shortage) {
  std::size_t best = 0;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (left[i].id.empty()) return i;
    const bool enough = left[i].mass >= shortage;
    const bool best_enough = left[best].mass >= shortage;
    if (enough != best_enough
            ? enough
            : (enough ? left[i].mass < left[best].mass : left[i].mass > left[best].mass))
      best = i;
  }
  return best;
}

}  // namespace

void Trial::take(Index account, Mass mass) {
  const std::int32_t period = state_.rulebook.period_of(from_);
  open_site_period(state_, state_.accounts[account].site, period);
  open_account_period(state_, account, period)
      .adjusted.add(day_in_period(state_.rulebook, from_, period), mass.grams());
  taken_from_.insert(account);
}

void Trial::drop(Index index) {
  Allocation& given = state_.allocations[index];
  const std::int32_t period = state_.rulebook.period_of(given.date);
  const bool open = period >= state_.sites[state_.lines[given.line].site].open_period;
  (open ? given.released : given.written_off) = true;
  for (Index i = given.first_part; i < given.first_part + given.part_count; ++i) {
    const Part part = state_.parts[i];
    if (open) {
      open_account_period(state_, part.account, period)
          .allocated.add(day_in_period(state_.rulebook, given.date, period), -part.mass.grams());
    } else if (taken_from_.contains(part.account)) {
      take(part.account, -part.mass);
    }
  }
}

Mass Trial::shortage(const Pool& pool, const State& before) const {
  if (pool.account == no_index) return Mass();
  const Rulebook& rules = state_.rulebook;
  const bool every_day = rules.deficit == DeficitMode::never;
  const std::int32_t first = rules.period_of(from_);
  const std::int32_t last =
      std::max(first, state_.sites[state_.accounts[pool.account].site].last_period());
  Mass worst;
  for (std::int32_t period = first; period <= last; ++period) {
    const std::int32_t day = period == first ? day_in_period(rules, from_, period) : 0;
    const Mass now = least_balance(state_, pool.account, period, day, every_day);
    const Mass was = pool.before == no_index
                         ? Mass()
                         : least_balance(before, pool.before, period, day, every_day);
    if (now < Mass() && now < was) worst = std::max(worst, -now);
  }
  return worst;
}

std::optional<std::vector<Index>> fewest_to_drop(Trial trial, const State& before,
                                                 const std::vector<Pool>& pools,
                                                 std::int32_t from_period) {
  std::vector<Index> dropped;
  for (const Pool& pool : pools) {
    Mass shortage = trial.shortage(pool, before);
    if (shortage == Mass()) continue;
    std::vector<Customer> left = customers_of(trial.state(), pool.account, from_period);
    while (shortage > Mass() && !left.empty()) {
      const std::size_t chosen = next_customer(left, shortage);
      for (const Index allocation : left[chosen].allocations) {
        if (shortage == Mass()) break;
        trial.drop(allocation);
        dropped.push_back(allocation);
        shortage = trial.shortage(pool, before);
      }
      left.erase(left.begin() + static_cast<std::ptrdiff_t>(chosen));
    }
    if (shortage > Mass()) return std::nullopt;
  }
  return dropped;
}

}  // namespace tenbin::correction
