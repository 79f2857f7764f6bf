#include "number.hpp"

#include <algorithm>
#include <chrono>
#include <map>

namespace tenbin_model {
namespace {

[[noreturn]] void invalid() {
  throw Refusal{"input.invalid"};
}

bool digits(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

std::int64_t to_int64(const mpz_class& value) {
  if (!value.fits_slong_p()) invalid();
  return value.get_si();
}

std::int64_t whole(const mpq_class& value) {
  if (value.get_den() != 1) invalid();
  return to_int64(value.get_num());
}

/// A decimal, one space, a unit. A bare number, or a decimal without unit: unit.missing.
struct Quantity {
  mpq_class value;
  std::string unit;
};

Quantity split(const Json& value, bool minus_allowed) {
  if (value.is_number()) throw Refusal{"unit.missing"};
  if (!value.is_string()) invalid();
  const auto text = value.get<std::string>();
  const auto space = text.find(' ');
  const mpq_class number = parse_decimal(text.substr(0, space), minus_allowed);
  if (space == std::string::npos) throw Refusal{"unit.missing"};
  return {number, text.substr(space + 1)};
}

std::string format_scaled(const mpz_class& value, std::size_t decimals) {
  std::string text = mpz_class(abs(value)).get_str();
  if (text.size() <= decimals) text.insert(0, decimals + 1 - text.size(), '0');
  text.insert(text.size() - decimals, ".");
  return (value < 0 ? "-" : "") + text;
}

}  // namespace

mpq_class parse_decimal(const std::string& text, bool minus_allowed) {
  std::string rest = text;
  const bool negative = minus_allowed && !rest.empty() && rest[0] == '-';
  if (negative) rest.erase(0, 1);
  const auto point = rest.find('.');
  const std::string before = rest.substr(0, point);
  const std::string after = point == std::string::npos ? "" : rest.substr(point + 1);
  if (!digits(before) || (point != std::string::npos && !digits(after))) invalid();
  mpq_class value(mpz_class(before + after, 10),
                  mpz_class("1" + std::string(after.size(), '0'), 10));
  value.canonicalize();
  return negative ? mpq_class(-value) : value;
}

std::int64_t parse_mass(const Json& value, bool zero_allowed) {
  static const std::map<std::string, std::string> grams_of = {
      {"g", "1"},          {"kg", "1000"},      {"t", "1000000"},
      {"lb", "453.59237"}, {"st", "907184.74"}, {"lt", "1016046.9088"}};
  const Quantity quantity = split(value, false);
  const auto unit = grams_of.find(quantity.unit);
  if (unit == grams_of.end()) invalid();
  const mpq_class grams = quantity.value * parse_decimal(unit->second, false);
  const bool rounds = quantity.unit == "lb" || quantity.unit == "st" || quantity.unit == "lt";
  const std::int64_t result = rounds ? to_int64(floor_of(grams)) : whole(grams);
  if (result == 0 && !zero_allowed) invalid();
  return result;
}

std::int64_t parse_share(const Json& value) {
  const Quantity quantity = split(value, false);
  if (quantity.unit != "%") invalid();
  const std::int64_t ppm = whole(quantity.value * 10000);
  if (ppm > 1000000) invalid();
  return ppm;
}

std::int64_t parse_factor(const Json& value) {
  const Quantity quantity = split(value, true);
  if (quantity.unit != "kgCO2e/kg") invalid();
  return whole(quantity.value * 1000000);
}

std::int64_t parse_date(const Json& value) {
  if (!value.is_string()) invalid();
  const auto text = value.get<std::string>();
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') invalid();
  const std::string year = text.substr(0, 4), month = text.substr(5, 2), day = text.substr(8, 2);
  if (!digits(year) || !digits(month) || !digits(day)) invalid();
  const std::chrono::year_month_day date(
      std::chrono::year(std::stoi(year)),
      std::chrono::month(static_cast<unsigned>(std::stoi(month))),
      std::chrono::day(static_cast<unsigned>(std::stoi(day))));
  if (!date.ok()) invalid();
  return std::chrono::sys_days(date).time_since_epoch().count();
}

std::string format_thousandths(const mpz_class& thousandths) {
  return format_scaled(thousandths, 3);
}

std::string format_millionths(const mpz_class& millionths) {
  return format_scaled(millionths, 6);
}

std::string format_share(std::int64_t ppm) {
  std::string text = format_scaled(big(ppm), 4);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text + " %";
}

std::string format_date(std::int64_t days) {
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(days))};
  const auto padded = [](std::int64_t value, std::size_t width) {
    const std::string text = std::to_string(value);
    return std::string(width - std::min(width, text.size()), '0') + text;
  };
  return padded(int{date.year()}, 4) + "-" + padded(unsigned{date.month()}, 2) + "-" +
         padded(unsigned{date.day()}, 2);
}

std::int64_t add_months(std::int64_t start, std::int64_t months) {
  const std::chrono::year_month_day first{std::chrono::sys_days(std::chrono::days(start))};
  const auto month = std::chrono::year_month(first.year(), first.month()) +
                     std::chrono::months(static_cast<int>(months));
  const auto last = (month / std::chrono::last).day();
  const std::chrono::year_month_day date = month / std::min(first.day(), last);
  return std::chrono::sys_days(date).time_since_epoch().count();
}

mpz_class floor_of(const mpq_class& value) {
  mpz_class result;
  mpz_fdiv_q(result.get_mpz_t(), value.get_num_mpz_t(), value.get_den_mpz_t());
  return result;
}

mpz_class ceiling_of(const mpq_class& value) {
  mpz_class result;
  mpz_cdiv_q(result.get_mpz_t(), value.get_num_mpz_t(), value.get_den_mpz_t());
  return result;
}

mpz_class big(std::int64_t value) {
  return mpz_class(static_cast<long>(value));
}

std::int64_t floor_product(std::int64_t a, std::int64_t b, std::int64_t c) {
  mpq_class value(big(a) * big(b), big(c));
  value.canonicalize();
  return to_int64(floor_of(value));
}

}  // namespace tenbin_model
