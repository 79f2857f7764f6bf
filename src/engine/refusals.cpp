#include "engine/refusals.hpp"

namespace tenbin {

tl::unexpected<Problem> balance_insufficient(const State& state, const Shortfall& shortfall) {
  return problem(Code::balance_insufficient,
                 {{"account", std::string(state.texts.get(state.accounts[shortfall.account].name))},
                  {"period", format_date(state.rulebook.first_day(shortfall.period))},
                  {"balance_kg", format_kg(shortfall.balance)}});
}

tl::unexpected<Problem> balance_insufficient(Mass have, Mass want) {
  return problem(Code::balance_insufficient,
                 {{"have_kg", format_kg(have)}, {"want_kg", format_kg(want)}});
}

tl::unexpected<Problem> balance_negative(const State& state, Index account, Mass balance) {
  return problem(Code::balance_negative,
                 {{"account", std::string(state.texts.get(state.accounts[account].name))},
                  {"balance_kg", format_kg(balance)}});
}

}  // namespace tenbin
