#include "units/mass.hpp"

#include <array>
#include <optional>

#include "units/decimal.hpp"
#include "units/text.hpp"

namespace tenbin {
namespace {

struct Unit {
  std::string_view name;
  std::int64_t e8_grams;  // 10^-8 g in one unit
  bool inexact;           // rounded down to the gram
};

constexpr std::int64_t gram = 100'000'000;
constexpr std::array units = {
    Unit{"g", gram, false},
    Unit{"kg", 1'000 * gram, false},
    Unit{"t", 1'000'000 * gram, false},
    Unit{"lb", 45'359'237'000, true},
    Unit{"st", 90'718'474'000'000, true},
    Unit{"lt", 101'604'690'880'000, true},
};

tl::unexpected<Problem> invalid(std::string_view what, std::string_view text) {
  return problem(Code::input_invalid,
                 {{"problem", std::string(what)}, {"value", std::string(text)}});
}

}  // namespace

Result<ParsedMass> parse_mass(std::string_view text) {
  const auto split = split_quantity(text, false);
  if (!split) return tl::make_unexpected(split.error());
  const Unit* unit = nullptr;
  for (const Unit& candidate : units) {
    if (candidate.name == split->unit) unit = &candidate;
  }
  if (unit == nullptr) return invalid("mass.unit", text);
  // 10^-8 g, over 10^places: whole grams come out by one division.
  Int128 scale = 1;
  for (int i = 0; i < split->number.places; ++i) {
    if (__builtin_mul_overflow(scale, Int128{10}, &scale)) return invalid("mass.decimal", text);
  }
  Int128 total = 0;
  if (__builtin_mul_overflow(split->number.digits, Int128{unit->e8_grams}, &total))
    return invalid("mass.range", text);
  Int128 divisor = 0;
  if (__builtin_mul_overflow(scale, Int128{gram}, &divisor)) return invalid("mass.decimal", text);
  const Int128 grams = divide(total, divisor, Rounding::down);
  const Int128 rest = total - grams * divisor;
  if (rest != 0 && !unit->inexact) return invalid("mass.grams", text);
  if (grams > mass_limit_g) return invalid("mass.range", text);
  return ParsedMass{Mass::of_grams(static_cast<std::int64_t>(grams)),
                    static_cast<std::int64_t>(divide(rest, scale, Rounding::down))};
}

std::string format_kg(Mass mass) {
  return format_decimal(mass.grams(), 3);
}

std::string format_t(Mass mass) {
  return format_decimal(mass.grams() / 1000, 3);
}

}  // namespace tenbin
