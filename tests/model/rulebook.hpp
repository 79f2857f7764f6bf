#pragma once
// The rulebook as the contract's section 3 lists it, checked strictly.
#include <optional>

#include "number.hpp"

namespace tenbin_model {

struct Rulebook {
  std::string method;  // input_share conversion_factor rolling_average
  mpq_class conversion_factor = 1;
  bool charges = false;  // input_event = charge
  std::int64_t months = 1;
  std::int64_t starts = 0;  // days since 1970-01-01
  std::string deficit;      // never period_end overdraw
  std::int64_t limit_ppm = 0;
  std::optional<std::int64_t> carry_periods;  // none: no limit
  bool cap = false;                           // carry-over capped at the physical stock
  std::string account_by;                     // class power_source supplier_certificate
  bool worst = false;                         // mixed_emissions
  bool partial_share = true;
  std::int64_t share_step_ppm = 1;
  bool cross_site_transfer = false;
  std::int64_t conventional = 0;  // g CO2e per tonne
  std::int64_t recycled = 0;

  std::int64_t period_start(std::int64_t index) const { return add_months(starts, index * months); }
  std::int64_t period_last_day(std::int64_t index) const { return period_start(index + 1) - 1; }
  /// The period a date lies in; -1 before the first.
  std::int64_t period_of(std::int64_t date) const;
};

/// Throws Refusal input.invalid (or unit.missing).
Rulebook parse_rulebook(const Json& text);

}  // namespace tenbin_model
