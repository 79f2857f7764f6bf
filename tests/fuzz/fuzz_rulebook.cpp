// depends: rulebook
// A rulebook is refused with exit code 3, or its periods follow each other without a gap.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "rulebook/read_rulebook.hpp"

using namespace tenbin;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto rules = read_rulebook({reinterpret_cast<const char*>(data), size});
  if (!rules) {
    TENBIN_CHECK(rules.error().code == Code::input_invalid && !rules.error().facts.empty());
    return 0;
  }
  TENBIN_CHECK(rules->factor_numerator > 0 && rules->factor_numerator <= rules->factor_denominator);
  TENBIN_CHECK(rules->share_step_ppm >= 1 && rules->overdraw_limit_ppm >= 0);
  for (std::int32_t period = -3; period < 30; ++period) {
    TENBIN_CHECK(rules->period_of(rules->first_day(period)) == period);
    TENBIN_CHECK(rules->period_of(rules->last_day(period)) == period);
  }
  return 0;
}
