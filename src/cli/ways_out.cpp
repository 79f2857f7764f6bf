#include "cli/ways_out.hpp"

#include <fmt/core.h>

namespace tenbin::cli {

void print_ways_out(const Context& context, const WaysOut& ways) {
  const auto print = [&](std::string_view key, const std::vector<Fact>& facts) {
    fmt::print(stderr, "  - {}\n", say(context, key, facts));
  };
  const std::int32_t least_shown_ppm = 1'000;  // 0.1 %
  if (ways.lower_share.ppm() >= least_shown_ppm)
    print("plan.way.share", {{"fits_percent", format_percent_short(ways.lower_share)}});
  print("plan.way.next_period", {{"period", format_date(ways.next_period)}});
  if (ways.more_metal) {
    print("plan.way.metal", {{"more_kg", format_kg(*ways.more_metal)}});
  } else {
    print("plan.way.no_metal", {});
  }
}

}  // namespace tenbin::cli
