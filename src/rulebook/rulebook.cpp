#include "rulebook/rulebook.hpp"

namespace tenbin {

std::int32_t Rulebook::period_of(Date date) const {
  std::int32_t months = (date.year() - starts.year()) * 12 +
                        (static_cast<int>(date.month()) - static_cast<int>(starts.month()));
  if (date.day() < starts.day()) --months;
  // Rounds towards minus infinity, so that a day before `starts` is in a negative period.
  return months >= 0 ? months / period_months : -((-months + period_months - 1) / period_months);
}

Date Rulebook::first_day(std::int32_t period) const {
  return starts.plus_months(period * period_months);
}

}  // namespace tenbin
