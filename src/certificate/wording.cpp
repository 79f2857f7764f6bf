#include "certificate/wording.hpp"

#include <array>

#include "base/check.hpp"
#include "units/decimal.hpp"

namespace tenbin::certificate {
namespace {

Claim claim(std::string_view code, std::string_view key, std::initializer_list<Slot> slots = {}) {
  return {std::string(code),
          {sentence(Language::ja, key, slots), sentence(Language::en, key, slots)}};
}

}  // namespace

std::string sentence(Language language, std::string_view key, std::initializer_list<Slot> slots) {
  std::string_view rest = label(language, key);
  std::string text;
  while (true) {
    const std::size_t open = rest.find('{');
    text.append(rest.substr(0, open));
    if (open == std::string_view::npos) return text;
    const std::size_t close = rest.find('}', open);
    TENBIN_CHECK(close != std::string_view::npos);
    const std::string_view name = rest.substr(open + 1, close - open - 1);
    bool filled = false;
    for (const Slot& slot : slots) {
      if (slot.name != name) continue;
      text.append(slot.value);
      filled = true;
    }
    TENBIN_CHECK(filled);
    rest.remove_prefix(close + 1);
  }
}

Claims claims_of(const Content& content) {
  const Totals& totals = content.totals;
  Claims claims;
  if (totals.mass.grams() > 0 && totals.allocated == totals.mass) {
    claims.allocation = claim("C2", "claim.c2", {{"M", show_t(totals.mass)}});
  } else {
    claims.allocation = claim("C1", "claim.c1",
                              {{"M", show_t(totals.mass)},
                               {"A", show_t(totals.allocated)},
                               {"P", show_percent(totals.share)}});
  }
  claims.physical = claim("C6", "claim.c6");
  if (!content.verification) claims.unverified = claim("C5", "claim.c5");
  return claims;
}

std::string show_grouped(std::string_view decimal) {
  const bool negative = decimal.starts_with('-');
  if (negative) decimal.remove_prefix(1);
  const std::size_t whole = std::min(decimal.find('.'), decimal.size());
  std::string text = negative ? "-" : "";
  for (std::size_t i = 0; i < decimal.size(); ++i) {
    if (i > 0 && i < whole && (whole - i) % 3 == 0) text.push_back(',');
    text.push_back(decimal[i]);
  }
  return text;
}

std::string method_text(Language language, const RulebookNote& rules) {
  switch (rules.method) {
    case Method::input_share:
      return std::string(label(language, "method.input_share"));
    case Method::conversion_factor:
      return sentence(language, "method.conversion_factor", {{"factor", rules.conversion_factor}});
    case Method::rolling_average:
      return std::string(label(language, "method.rolling_average"));
  }
  return "";
}

std::string_view show_approval(Language language, Approval approval) {
  return label(language,
               approval == Approval::two_people ? "approval.two_people" : "approval.one_person");
}

std::string show_t(Mass mass) {
  return show_grouped(format_t(mass));
}

std::string show_percent(Share share) {
  return format_decimal(share.ppm() / 1000, 1);
}

std::string show_date(Language language, Date date) {
  static constexpr std::array months = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
  const std::string year = std::to_string(date.year());
  const std::string day = std::to_string(date.day());
  if (language == Language::ja) {
    return year + "年" + std::to_string(date.month()) + "月" + day + "日";
  }
  return day + " " + months[date.month() - 1] + " " + year;
}

std::string show_era(Date date) {
  if (date < Date::of(2019, 5, 1)) return "";
  const int year = date.year() - 2018;
  return year == 1 ? "令和元年" : "令和" + std::to_string(year) + "年";
}

std::string show_rounded_up(std::string_view decimal, int places) {
  const auto number = parse_decimal(decimal, true);
  TENBIN_CHECK(number);
  Int128 digits = number->digits;
  int have = number->places;
  for (; have > places + 18; --have) digits = divide(digits, 10, Rounding::up);
  for (; have < places; ++have) digits *= 10;
  Int128 scale = 1;
  for (; have > places; --have) scale *= 10;
  return show_grouped(format_decimal(divide(digits, scale, Rounding::up), places));
}

}  // namespace tenbin::certificate
