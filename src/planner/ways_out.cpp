#include "planner/ways_out.hpp"

#include "engine/balance.hpp"

namespace tenbin {
namespace {

// The input and output of the site to a day, with `more` backed metal of the first account.
class Entitlements {
 public:
  Entitlements(const State& state, Index site, std::int32_t period, std::int32_t day)
      : rulebook_(state.rulebook),
        input_(site_period(state, site, period).input.to(day)),
        output_(site_period(state, site, period).output.to(day)) {
    for (const Index account : state.sites[site].accounts)
      backed_.push_back(account_period(state, account, period).backed.to(day));
    if (backed_.empty()) backed_.push_back(0);
  }
  Mass with(std::int64_t more) const {
    Mass sum = entitlement(rulebook_, backed_[0] + more, input_ + more, output_);
    for (std::size_t i = 1; i < backed_.size(); ++i)
      sum += entitlement(rulebook_, backed_[i], input_ + more, output_);
    return sum;
  }

 private:
  const Rulebook& rulebook_;
  std::int64_t input_;
  std::int64_t output_;
  std::vector<std::int64_t> backed_;  // by account
};

}  // namespace

std::optional<Mass> metal_missing(const State& state, Index site, Date date, Mass missing) {
  const Rulebook& rulebook = state.rulebook;
  if (missing <= Mass()) return Mass();
  if (rulebook.method == Method::conversion_factor) {
    return Mass::of_grams(multiply_divide(missing.grams(), rulebook.factor_denominator,
                                          rulebook.factor_numerator, Rounding::up));
  }
  const std::int32_t period = rulebook.period_of(date);
  const Entitlements entitlements(state, site, period, day_in_period(rulebook, date, period));
  const Mass enough = entitlements.with(0) + missing;
  std::int64_t too_little = 0;
  std::int64_t covers = mass_limit_g;
  if (entitlements.with(covers) < enough) return std::nullopt;
  while (covers - too_little > 1) {
    const std::int64_t middle = too_little + (covers - too_little) / 2;
    (entitlements.with(middle) < enough ? too_little : covers) = middle;
  }
  return Mass::of_grams(covers);
}

WaysOut ways_out(const State& state, Index site, Date date, Mass missing, Share lower_share) {
  const Rulebook& rulebook = state.rulebook;
  return {missing, lower_share, rulebook.first_day(rulebook.period_of(date) + 1),
          metal_missing(state, site, date, missing)};
}

}  // namespace tenbin
