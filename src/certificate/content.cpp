#include "certificate/content.hpp"

#include "units/decimal.hpp"

namespace tenbin::certificate {
namespace {

constexpr int emission_places = 3;
constexpr int per_kg_places = 6;

// Grams CO2e of one side of all lines; nothing when a line has none.
std::optional<Int128> emissions_sum(const std::vector<Line>& lines, Emissions Line::*side) {
  Int128 sum = 0;
  for (const Line& line : lines) {
    const Emissions& emissions = line.*side;
    if (!emissions) return std::nullopt;
    const auto decimal = parse_decimal(*emissions, true);
    TENBIN_CHECK(decimal && decimal->places == emission_places);
    sum += decimal->digits;
  }
  return sum;
}

Emissions printed(std::optional<Int128> grams) {
  if (!grams) return std::nullopt;
  return format_decimal(*grams, emission_places);
}

// g CO2e per g is kg CO2e per kg.
Emissions printed_per_kg(std::optional<Int128> grams, Mass mass) {
  if (!grams || mass.grams() <= 0) return std::nullopt;
  return format_decimal(divide(*grams * 1'000'000, mass.grams(), Rounding::up), per_kg_places);
}

}  // namespace

const std::string& Text::in(Language language) const {
  const std::string& wanted = language == Language::ja ? ja : en;
  return !wanted.empty() ? wanted : language == Language::ja ? en : ja;
}

Totals totals_of(const std::vector<Line>& lines) {
  Totals totals;
  for (const Line& line : lines) {
    totals.mass += line.mass;
    totals.allocated += line.allocated;
  }
  totals.share = share_of(totals.allocated, totals.mass);
  const auto with = emissions_sum(lines, &Line::with_allocation);
  const auto without = emissions_sum(lines, &Line::without_allocation);
  totals.with_allocation = printed(with);
  totals.without_allocation = printed(without);
  totals.with_allocation_per_kg = printed_per_kg(with, totals.mass);
  totals.without_allocation_per_kg = printed_per_kg(without, totals.mass);
  return totals;
}

}  // namespace tenbin::certificate
