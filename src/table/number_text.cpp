#include "table/number_text.hpp"

#include <algorithm>
#include <charconv>

#include "table/text.hpp"
#include "units/decimal.hpp"

namespace tenbin::table {
namespace {

constexpr std::size_t noisy_from_digits = 15;
constexpr std::size_t kept_digits = 14;
constexpr std::size_t max_digits = 36;
constexpr std::string_view digit_characters = "0123456789";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// `digits` with a point before the last `places` of them, without needless zeros.
std::string with_point(std::string digits, std::size_t places) {
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  std::string fraction = digits.substr(digits.size() - places);
  digits.resize(digits.size() - places);
  while (fraction.ends_with('0')) fraction.pop_back();
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
  return fraction.empty() ? digits : digits + '.' + fraction;
}

// Takes a sign, or the brackets that stand for one, off `text`.
bool take_sign(std::string_view& text) {
  constexpr std::string_view signs[] = {"-", "−", "‐", "–", "ー", "▲", "△", "▼", "▽"};
  for (const std::string_view sign : signs) {
    if (!text.starts_with(sign)) continue;
    text = trim(text.substr(sign.size()));
    return true;
  }
  if (!text.starts_with('(') || !text.ends_with(')')) return false;
  text = trim(text.substr(1, text.size() - 2));
  return true;
}

// Whether the commas of "1,234,567" stand before groups of three.
bool well_grouped(std::string_view integer) {
  std::size_t group = 0;
  bool first = true;
  for (std::size_t i = integer.size(); i-- > 0;) {
    if (integer[i] != ',') {
      ++group;
      continue;
    }
    if (group != 3) return false;
    group = 0;
    first = false;
  }
  return first || (group >= 1 && group <= 3);
}

std::string without(std::string_view text, char separator) {
  std::string out(text);
  std::erase(out, separator);
  return out;
}

// "1,5" may be 1.5 or 1,500; "1.234,5" is 1234.5 elsewhere in the world; what has more commas is
// meant without.
tl::unexpected<Problem> unclear_commas(std::string_view read, std::string_view number) {
  const std::size_t comma = number.find(',');
  const std::string head(number.substr(0, comma));
  const std::string tail(number.substr(comma + 1));
  std::string first = without(number, ',');
  std::string second = first;
  if (tail.find_first_of(",.") == std::string::npos && !head.empty() && !tail.empty()) {
    first = without(head, '.') + '.' + tail;
    second = first;
    if (tail.size() < 3 && head.find('.') == std::string::npos)
      second = head + ',' + tail + std::string(3 - tail.size(), '0');
  }
  std::vector<Fact> facts = {{"read", std::string(read)}, {"first", first}};
  if (second != first) facts.push_back({"second", second});
  return problem(Code::cell_number_unclear, std::move(facts));
}

tl::unexpected<Problem> unreadable(std::string_view read) {
  return problem(Code::cell_number_unreadable, {{"read", std::string(read)}});
}

// "1 500" or "2 t 300 kg"; the 2 of tCO2e/t is none.
bool holds_another_number(std::string unit) {
  if (const std::size_t at = unit.find("CO2"); at != std::string::npos) unit.erase(at, 3);
  return unit.find_first_of("0123456789,.;:") != std::string::npos;
}

Result<Number> read_text_number(std::string_view read) {
  const std::string normal = nfkc(read);
  std::string_view text = trim(normal);
  Number number;
  number.negative = take_sign(text);
  const std::size_t stop = std::min(text.find_first_not_of("0123456789.,"), text.size());
  const std::string_view digits = text.substr(0, stop);
  number.unit = trim(text.substr(stop));
  if (digits.find_first_of(digit_characters) == std::string_view::npos) return unreadable(read);
  if (holds_another_number(number.unit)) return unreadable(read);
  const std::string_view integer = digits.substr(0, digits.find('.'));
  const bool comma_behind_point = digits.substr(integer.size()).find(',') != std::string_view::npos;
  if (comma_behind_point || !well_grouped(integer)) return unclear_commas(read, digits);
  const auto decimal = plain_decimal(without(digits, ','));
  if (!decimal) return unreadable(read);
  number.decimal = *decimal;
  return number;
}

}  // namespace

std::optional<std::string> plain_decimal(std::string_view text) {
  const std::size_t e = std::min(text.find_first_of("eE"), text.size());
  int exponent = 0;
  if (e < text.size()) {
    std::string_view written = text.substr(e + 1);
    if (written.starts_with('+')) written.remove_prefix(1);
    const auto [stop, error] =
        std::from_chars(written.data(), written.data() + written.size(), exponent);
    if (error != std::errc() || stop != written.data() + written.size()) return std::nullopt;
    if (exponent < -40 || exponent > 40) return std::nullopt;
  }
  const std::string_view mantissa = text.substr(0, e);
  std::string digits;
  int places = -exponent;
  bool point = false;
  for (const char c : mantissa) {
    if (c == '.' && !point) {
      point = true;
    } else if (is_digit(c)) {
      digits += c;
      places += point ? 1 : 0;
    } else {
      return std::nullopt;
    }
  }
  if (digits.empty()) return std::nullopt;
  if (places < 0) digits.append(static_cast<std::size_t>(-places), '0');
  const std::string plain = with_point(digits, static_cast<std::size_t>(std::max(places, 0)));
  return plain.size() > max_digits ? std::nullopt : std::optional(plain);
}

std::string shift_point(const std::string& decimal, int shift) {
  const auto shifted = plain_decimal(decimal + "E" + std::to_string(shift));
  return shifted.value_or(decimal);
}

std::optional<std::string> settle(const std::string& decimal, int places) {
  const std::size_t point = std::min(decimal.find('.'), decimal.size());
  const std::size_t fraction = point == decimal.size() ? 0 : decimal.size() - point - 1;
  if (fraction <= static_cast<std::size_t>(places)) return decimal;
  const auto parsed = parse_decimal(decimal, false);
  std::string digits = decimal;
  std::erase(digits, '.');
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  if (!parsed || digits.size() < noisy_from_digits) return std::nullopt;
  const std::size_t cut = digits.size() - kept_digits;
  if (cut > fraction) return std::nullopt;
  Int128 unit = 1;
  for (std::size_t i = 0; i < cut; ++i) unit *= 10;
  const Int128 rounded = (parsed->digits + unit / 2) / unit;
  const std::string text = format_decimal(rounded, static_cast<int>(fraction - cut));
  const auto plain = plain_decimal(text);
  if (!plain) return std::nullopt;
  const std::size_t dot = std::min(plain->find('.'), plain->size());
  const std::size_t left = dot == plain->size() ? 0 : plain->size() - dot - 1;
  return left <= static_cast<std::size_t>(places) ? plain : std::nullopt;
}

Result<Number> read_number(const Cell& cell) {
  if (cell.kind == CellKind::error)
    return problem(Code::cell_error_value, {{"read", std::string(cell.text)}});
  if (cell.kind == CellKind::text) return read_text_number(cell.text);
  if (cell.kind != CellKind::number && cell.kind != CellKind::percent) return unreadable(cell.text);
  std::string_view text = trim(cell.text);
  Number number;
  if (text.starts_with('-')) {
    number.negative = true;
    text.remove_prefix(1);
  }
  const auto decimal = plain_decimal(text);
  if (!decimal) return unreadable(cell.text);
  number.decimal = *decimal;
  return number;
}

}  // namespace tenbin::table
