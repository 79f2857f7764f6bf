#include "table/cells.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "table/number_text.hpp"
#include "table/text.hpp"
#include "units/decimal.hpp"

namespace tenbin::table {
namespace {

struct UnitWord {
  std::string_view folded;
  std::string_view name;
};

constexpr UnitWord unit_words[] = {
    {"t", "t"},     {"トン", "t"},          {"屯", "t"},    {"ton", "t"},         {"tons", "t"},
    {"tonne", "t"}, {"tonnes", "t"},        {"千kg", "t"},  {"1000kg", "t"},      {"千キロ", "t"},
    {"kg", "kg"},   {"kgs", "kg"},          {"キロ", "kg"}, {"キログラム", "kg"}, {"瓩", "kg"},
    {"g", "g"},     {"グラム", "g"},        {"lb", "lb"},   {"lbs", "lb"},        {"ポンド", "lb"},
    {"st", "st"},   {"ショートトン", "st"}, {"lt", "lt"},   {"ロングトン", "lt"}};

constexpr std::string_view mt_words[] = {"mt", "m/t", "メトリックトン", "metricton", "metrictons"};

int decimals_of_a_gram(std::string_view unit) {
  return unit == "t" ? 6 : unit == "kg" ? 3 : 0;
}

std::vector<Fact> read_fact(const Cell& cell) {
  return {{"read", std::string(cell.text)}};
}

Result<Unit> unit_of(const Cell& cell, const Number& number, std::string_view given) {
  if (number.unit.empty()) {
    if (!given.empty()) return Unit{given, false};
    return problem(Code::cell_unit_missing,
                   {{"read", std::string(cell.text)}, {"write", number.decimal + " t"}});
  }
  auto own = read_unit(number.unit);
  if (own && !given.empty() && own->name != given)
    return problem(Code::cell_unit_conflict,
                   {{"read", std::string(cell.text)}, {"unit", std::string(given)}});
  return own;
}

// One space for any run of white space, line ends and control characters.
std::string squeeze(std::string_view text) {
  std::string out;
  bool gap = false;
  for (const char c : trim(text)) {
    if (static_cast<unsigned char>(c) <= ' ' || c == 0x7F) {
      gap = true;
      continue;
    }
    if (gap && !out.empty()) out += ' ';
    gap = false;
    out += c;
  }
  return out;
}

// Every kind of hyphen and minus as "-"; a long-vowel mark only where no kana is before it
// ("Sー012").
std::string plain_hyphens(std::string text) {
  if (std::all_of(text.begin(), text.end(),
                  [](char c) { return static_cast<signed char>(c) >= 0; }))
    return text;
  std::string out;
  char32_t before = 0;
  for (const char32_t c : characters(text)) {
    const bool kana = (before >= 0x3041 && before <= 0x30FF) || before >= 0x3400;
    const bool hyphen = (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || (c == 0x30FC && !kana);
    append_utf8(hyphen ? U'-' : c, out);
    before = c;
  }
  return out;
}

}  // namespace

Result<Unit> read_unit(std::string_view text) {
  const std::string folded = fold(text);
  for (const UnitWord& word : unit_words)
    if (folded == word.folded) return Unit{word.name, false};
  for (const std::string_view word : mt_words)
    if (folded == word) return Unit{"t", true};
  return problem(Code::cell_unit_unknown, {{"read", std::string(trim(text))}});
}

Result<MassCell> read_mass(const Cell& cell, const MassRules& rules) {
  const auto number = read_number(cell);
  if (!number) return tl::make_unexpected(number.error());
  if (cell.kind == CellKind::percent) return problem(Code::cell_number_unreadable, read_fact(cell));
  const auto unit = unit_of(cell, *number, rules.unit);
  if (!unit) return tl::make_unexpected(unit.error());
  if (number->negative && !rules.may_be_negative)
    return problem(Code::cell_negative, read_fact(cell));
  const bool metric = unit->name == "t" || unit->name == "kg" || unit->name == "g";
  const auto decimal = settle(number->decimal, metric ? decimals_of_a_gram(unit->name) : 12);
  if (!decimal) return problem(Code::cell_mass_too_fine, read_fact(cell));
  MassCell result{Mass(), *decimal + ' ' + std::string(unit->name), number->negative, unit->was_mt};
  const auto parsed = parse_mass(result.text);
  if (!parsed) return problem(Code::cell_mass_too_large, read_fact(cell));
  result.mass = parsed->mass;
  if (result.mass == Mass() && !rules.may_be_zero) return problem(Code::cell_zero, read_fact(cell));
  return result;
}

Result<Share> read_share(const Cell& cell) {
  auto number = read_number(cell);
  if (!number) return tl::make_unexpected(number.error());
  if (cell.kind == CellKind::percent) number->decimal = shift_point(number->decimal, 2);
  if (!number->unit.empty() && number->unit != "%")
    return problem(Code::cell_number_unreadable, read_fact(cell));
  const auto decimal = settle(number->decimal, 4);
  if (!decimal) return problem(Code::cell_number_too_fine, read_fact(cell));
  const auto share = parse_share(*decimal + " %");
  if (!share || (number->negative && share->ppm() != 0))
    return problem(Code::cell_share_out_of_range, read_fact(cell));
  return *share;
}

Result<std::string> read_factor(const Cell& cell) {
  const auto number = read_number(cell);
  if (!number) return tl::make_unexpected(number.error());
  std::string unit = fold(number->unit);
  std::erase(unit, '-');
  constexpr std::string_view units[] = {"", "tco2e/t", "tco2/t", "kgco2e/kg", "kgco2/kg"};
  if (std::find(std::begin(units), std::end(units), unit) == std::end(units))
    return problem(Code::cell_unit_unknown, {{"read", number->unit}});
  const auto decimal = settle(number->decimal, 6);
  if (!decimal) return problem(Code::cell_number_too_fine, read_fact(cell));
  return (number->negative && *decimal != "0" ? "-" : "") + *decimal + " kgCO2e/kg";
}

Result<std::int64_t> read_count(const Cell& cell) {
  const auto number = read_number(cell);
  if (!number) return tl::make_unexpected(number.error());
  const auto decimal = parse_decimal(number->decimal, false);
  const auto whole = decimal ? scaled_exactly(*decimal, 0) : std::nullopt;
  if (!whole || *whole < 1 || *whole > 1'000'000'000 || number->negative || !number->unit.empty())
    return problem(Code::cell_number_unreadable, read_fact(cell));
  return static_cast<std::int64_t>(*whole);
}

Result<std::string> read_code(const Cell& cell) {
  if (cell.kind == CellKind::date) return problem(Code::cell_code_became_date, read_fact(cell));
  if (cell.kind == CellKind::error) return problem(Code::cell_error_value, read_fact(cell));
  if (cell.kind == CellKind::number)
    if (auto decimal = plain_decimal(cell.text)) return *decimal;
  return plain_hyphens(squeeze(nfkc(cell.text)));
}

std::string typed_text(const Cell& cell) {
  const bool negative = cell.text.starts_with('-');
  const bool is_number = cell.kind == CellKind::number || cell.kind == CellKind::percent;
  const auto decimal = is_number ? plain_decimal(cell.text.substr(negative ? 1 : 0)) : std::nullopt;
  if (!decimal) return std::string(cell.text);
  const std::string settled = settle(*decimal, 12).value_or(*decimal);
  return (negative ? "-" : "") +
         (cell.kind == CellKind::percent ? shift_point(settled, 2) + " %" : settled);
}

Result<std::string> read_text(const Cell& cell) {
  if (cell.kind == CellKind::error) return problem(Code::cell_error_value, read_fact(cell));
  if (cell.kind == CellKind::number)
    if (auto decimal = plain_decimal(cell.text)) return settle(*decimal, 14).value_or(*decimal);
  return squeeze(cell.text);
}

Result<std::string_view> read_choice(const Cell& cell, std::span<const Choice> choices) {
  if (cell.kind == CellKind::error) return problem(Code::cell_error_value, read_fact(cell));
  const std::string folded = fold(cell.text);
  std::string allowed;
  for (const Choice& choice : choices) {
    const auto is_it = [&](std::string_view word) { return fold(word) == folded; };
    if (is_it(choice.key) || std::any_of(choice.words.begin(), choice.words.end(), is_it))
      return choice.key;
    if (!allowed.empty()) allowed += ", ";
    allowed += choice.words.empty() ? choice.key : choice.words.front();
  }
  return problem(Code::cell_not_in_list, {{"read", std::string(cell.text)}, {"allowed", allowed}});
}

Result<bool> read_boolean(const Cell& cell) {
  static constexpr std::array<std::string_view, 11> yes = {
      "1", "true", "はい", "有効", "対象", "○", "〇", "◯", "yes", "y", "有"};
  static constexpr std::array<std::string_view, 11> no = {
      "0", "false", "いいえ", "無効", "対象外", "×", "✕", "x", "no", "n", "無"};
  static constexpr Choice choices[] = {{"1", yes}, {"0", no}};
  const auto choice = read_choice(cell, choices);
  if (!choice) return tl::make_unexpected(choice.error());
  return *choice == "1";
}

}  // namespace tenbin::table
