#pragma once
// A rulebook: the rules of one scheme as data (contract section 3). A closed set of parameters, no
// scripting; the engine asks it, nobody changes it.
#include <cstdint>
#include <optional>
#include <string>

#include "units/date.hpp"
#include "units/emission.hpp"

namespace tenbin {

enum class Method : std::uint8_t { input_share, conversion_factor, rolling_average };
enum class InputEvent : std::uint8_t { receipt, charge };
enum class DeficitMode : std::uint8_t { never, period_end, overdraw };
enum class AccountBy : std::uint8_t { metal_class, power_source, supplier_certificate };
enum class MixedEmissions : std::uint8_t { weighted, worst };
enum class Verification : std::uint8_t { none, period };

struct Rulebook {
  std::string id;
  std::string title_ja;
  std::string title_en;
  Method method = Method::input_share;
  // The conversion factor as numerator / denominator, in (0, 1].
  std::int64_t factor_numerator = 1;
  std::int64_t factor_denominator = 1;
  InputEvent input_event = InputEvent::receipt;
  int period_months = 3;
  Date starts;  // day of the month 1 to 28
  DeficitMode deficit = DeficitMode::never;
  std::int64_t overdraw_limit_ppm = 0;
  // In how many following periods credits serve; nothing: without limit.
  std::optional<std::int32_t> carry_over_periods;
  bool cap_physical_stock = false;
  AccountBy account_by = AccountBy::metal_class;
  MixedEmissions mixed_emissions = MixedEmissions::weighted;
  bool partial_share = true;
  std::int32_t share_step_ppm = 1;
  bool cross_site_transfer = false;
  Verification verification = Verification::none;
  EmissionFactor conventional_default;
  EmissionFactor recycled_default;

  // Periods are numbered from 0 at `starts`; negative before it.
  std::int32_t period_of(Date date) const;
  Date first_day(std::int32_t period) const;
  Date last_day(std::int32_t period) const { return first_day(period + 1).plus_days(-1); }
};

}  // namespace tenbin
