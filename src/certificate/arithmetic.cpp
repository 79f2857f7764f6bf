#include "certificate/arithmetic.hpp"

namespace tenbin::certificate {
namespace {

std::string line_disagreement(const Line& line) {
  if (line.mass.grams() <= 0) return "mass_kg";
  if (line.allocated.grams() < 0 || line.allocated > line.mass) return "allocated_kg";
  if (line.share != share_of(line.allocated, line.mass)) return "share_ppm";
  Int128 drawn = 0;
  for (const Drawn& part : line.accounts) {
    if (part.mass.grams() <= 0) return "accounts";
    drawn += part.mass.grams();
  }
  if (drawn != line.allocated.grams()) return "accounts";
  // Both footprints are given, or neither can be.
  if (line.with_allocation.has_value() != line.without_allocation.has_value()) {
    return "without_allocation_kgco2e";
  }
  if (line.allocated.grams() == 0 && line.with_allocation != line.without_allocation) {
    return "with_allocation_kgco2e";
  }
  return "";
}

// Sums beyond what a book can hold would stop totals_of.
bool is_in_range(const std::vector<Line>& lines) {
  Int128 mass = 0;
  for (const Line& line : lines) mass += line.mass.grams();
  return mass <= mass_limit_g;
}

std::string totals_disagreement(const Totals& said, const Totals& right) {
  if (said.mass != right.mass) return "mass_kg";
  if (said.allocated != right.allocated) return "allocated_kg";
  if (said.share != right.share) return "share_ppm";
  if (said.with_allocation != right.with_allocation) return "with_allocation_kgco2e";
  if (said.without_allocation != right.without_allocation) return "without_allocation_kgco2e";
  if (said.with_allocation_per_kg != right.with_allocation_per_kg) {
    return "with_allocation_kgco2e_per_kg";
  }
  if (said.without_allocation_per_kg != right.without_allocation_per_kg) {
    return "without_allocation_kgco2e_per_kg";
  }
  return "";
}

// The ratio follows from the masses where they are shown.
bool agrees(const PeriodBalance& balance) {
  if (balance.period.to < balance.period.from) return false;
  if (!balance.tonnage) return true;
  const Tonnage& t = *balance.tonnage;
  return balance.input_share == share_of(t.renewable_input, t.total_input);
}

}  // namespace

std::string first_disagreement(const Content& content) {
  if (content.lines.empty()) return "lines";
  for (std::size_t i = 0; i < content.lines.size(); ++i) {
    const std::string wrong = line_disagreement(content.lines[i]);
    if (!wrong.empty()) return "lines/" + std::to_string(i) + "/" + wrong;
  }
  if (!is_in_range(content.lines)) return "totals/mass_kg";
  const std::string wrong = totals_disagreement(content.totals, totals_of(content.lines));
  if (!wrong.empty()) return "totals/" + wrong;
  for (std::size_t i = 0; i < content.balances.size(); ++i) {
    if (!agrees(content.balances[i])) return "balances/" + std::to_string(i);
  }
  return "";
}

}  // namespace tenbin::certificate
