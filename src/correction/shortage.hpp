#pragma once
// What an account lacks once a correction is made, and which allocations go so that it lacks
// nothing.
#include <optional>
#include <set>
#include <vector>

#include "engine/state.hpp"

namespace tenbin::correction {

// One account in two states, which may have come to know it in another order.
struct Pool {
  Index account = no_index;  // in the trial
  Index before = no_index;   // in the book as it is
};

// A state to try things on: what adjustments would take, and allocations taken out, without the
// engine's floor.
class Trial {
 public:
  // From that day on its period and all later ones must hold.
  Trial(State state, Date from) : state_(std::move(state)), from_(from) {}

  // Credits that the account loses on the trial's day; less where allocations are written off.
  void take(Index account, Mass mass);
  // Released where its period is open, else written off.
  void drop(Index allocation);
  // How far the account falls below what it may, 0 where it holds. In mode `never` on every day,
  // else at the ends of periods; lower than before only, since an old debt is no news.
  Mass shortage(const Pool& pool, const State& before) const;
  const State& state() const { return state_; }

 private:
  State state_;
  Date from_;
  std::set<Index> taken_from_;
};

// Whole allocations of that period and later ones that go, since what was given before the entry
// does not rest on it, in the order in which they were chosen: those without certificate
// first, then those of as few customers as possible (the customer with the least that is enough,
// else the one with the most), a customer's newest first, ties by id. Nothing when even all of them
// do not help.
std::optional<std::vector<Index>> fewest_to_drop(Trial trial, const State& before,
                                                 const std::vector<Pool>& pools,
                                                 std::int32_t from_period);

}  // namespace tenbin::correction
