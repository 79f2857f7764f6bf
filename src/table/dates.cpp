#include "table/dates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "table/number_text.hpp"
#include "table/text.hpp"
#include "table/workbook.hpp"

namespace tenbin::table {
namespace {

struct Era {
  std::array<std::string_view, 4> names;
  int before_first_year;  // the year 1 is this plus 1
  Date first;
  Date last;
};

constexpr std::array<Era, 3> eras = {
    Era{{"令和", "令", "R", "r"}, 2018, Date::of(2019, 5, 1), Date::of(2999, 12, 31)},
    Era{{"平成", "平", "H", "h"}, 1988, Date::of(1989, 1, 8), Date::of(2019, 4, 30)},
    Era{{"昭和", "昭", "S", "s"}, 1925, Date::of(1926, 12, 25), Date::of(1989, 1, 7)}};

struct Fields {
  std::array<int, 3> values = {};
  std::array<std::size_t, 3> digits = {};
};

tl::unexpected<Problem> unreadable(std::string_view read) {
  return problem(Code::cell_date_unreadable, {{"read", std::string(read)}});
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// "2026-07-01" when the day exists.
std::optional<Date> civil(int year, int month, int day) {
  if (year < 1900 || year > 9999) return std::nullopt;
  return parse_date(fmt::format("{:04}-{:02}-{:02}", year, month, day));
}

// Without "(水)" and "13:30:00" behind the day.
std::string_view day_part(std::string_view text) {
  if (const std::size_t colon = text.find(':'); colon != std::string_view::npos)
    if (const std::size_t gap = text.find_last_of(" T", colon); gap != std::string_view::npos)
      text = trim(text.substr(0, gap));
  if (!text.ends_with(')')) return text;
  const std::size_t open = text.rfind('(');
  return open == std::string_view::npos ? text : trim(text.substr(0, open));
}

const Era* take_era(std::string_view& text) {
  for (const Era& era : eras)
    for (const std::string_view name : era.names)
      if (text.starts_with(name)) {
        text = trim(text.substr(name.size()));
        return &era;
      }
  return nullptr;
}

// Takes "7" or 元 (1) and what stands behind it: one of - / . or the character of a date for that
// place.
bool take_field(std::string_view& text, std::size_t place, std::string_view separator,
                Fields& fields) {
  std::size_t size = 0;
  while (size < text.size() && size < 5 && is_digit(text[size])) ++size;
  if (size > 4) return false;
  int value = 0;
  for (std::size_t i = 0; i < size; ++i) value = value * 10 + (text[i] - '0');
  if (size == 0 && place == 0 && text.starts_with("元")) {
    value = 1;
    size = std::string_view("元").size();
  } else if (size == 0) {
    return false;
  }
  fields.values[place] = value;
  fields.digits[place] = size;
  text = trim(text.substr(size));
  if (!text.starts_with(separator)) return false;
  text = trim(text.substr(separator.size()));
  return true;
}

std::optional<Fields> split(std::string_view text) {
  const auto with = [&](std::array<std::string_view, 3> separators) -> std::optional<Fields> {
    Fields fields;
    std::string_view rest = text;
    for (std::size_t place = 0; place < 3; ++place)
      if (!take_field(rest, place, separators[place], fields)) return std::nullopt;
    return rest.empty() ? std::optional(fields) : std::nullopt;
  };
  for (const auto& separators : {std::array<std::string_view, 3>{"-", "-", ""},
                                 {"/", "/", ""},
                                 {".", ".", ""},
                                 {"−", "−", ""},
                                 {"年", "月", "日"}})
    if (auto fields = with(separators)) return fields;
  return std::nullopt;
}

Result<Date> impossible(std::string_view read, const std::optional<Date>& meant = {}) {
  std::vector<Fact> facts = {{"read", std::string(read)}};
  facts.push_back({"write", meant ? format_date(*meant) : std::string()});
  return problem(Code::cell_date_impossible, std::move(facts));
}

Result<Date> in_era(std::string_view read, const Era& era, const Fields& fields) {
  if (fields.values[0] > 99) return unreadable(read);
  const auto date =
      civil(era.before_first_year + fields.values[0], fields.values[1], fields.values[2]);
  if (!date || fields.values[0] == 0) return impossible(read);
  if (*date < era.first || *date > era.last) return impossible(read, date);
  return *date;
}

// A year of one or two digits: of an era or of this century. A year that stands last: day and month
// unclear.
Result<Date> unclear(std::string_view read, const Fields& fields) {
  const auto [a, b, c] = fields.values;
  const auto refuse = [&](std::string first, std::string second) {
    return problem(
        Code::cell_date_unclear,
        {{"read", std::string(read)}, {"first", std::move(first)}, {"second", std::move(second)}});
  };
  if (fields.digits[2] == 4) {
    const auto month_first = civil(c, a, b);
    const auto day_first = civil(c, b, a);
    if (month_first && day_first) return refuse(format_date(*month_first), format_date(*day_first));
    return unreadable(read);
  }
  const auto western = civil(2000 + a, b, c);
  if (fields.digits[0] > 2 || fields.digits[2] > 2 || !western || a == 0 || a > 40)
    return unreadable(read);
  const char era = a <= 20 ? 'R' : 'H';
  return refuse(fmt::format("{}{}.{}.{}", era, a, b, c), format_date(*western));
}

Result<Date> read_digits(std::string_view read, std::string_view digits, bool since_1904) {
  const auto number = [&](std::size_t from, std::size_t size) {
    int value = 0;
    for (const char c : digits.substr(from, size)) value = value * 10 + (c - '0');
    return value;
  };
  if (digits.size() == 8) {
    const auto date = civil(number(0, 4), number(4, 2), number(6, 2));
    return date ? Result<Date>(*date) : impossible(read);
  }
  const auto date = digits.size() == 5 ? parse_date(serial_date(digits, since_1904)) : std::nullopt;
  return date ? Result<Date>(*date) : unreadable(read);
}

}  // namespace

Result<Date> read_date(const Cell& cell, bool since_1904) {
  if (cell.kind == CellKind::error)
    return problem(Code::cell_error_value, {{"read", std::string(cell.text)}});
  if (cell.kind == CellKind::boolean || cell.kind == CellKind::percent)
    return unreadable(cell.text);
  if (cell.kind == CellKind::number) {
    const auto decimal = plain_decimal(cell.text);
    if (!decimal) return unreadable(cell.text);
    return read_digits(cell.text, decimal->substr(0, decimal->find('.')), since_1904);
  }
  const std::string normal = nfkc(cell.text);
  std::string_view text = day_part(trim(normal));
  if (!text.empty() && std::all_of(text.begin(), text.end(), is_digit))
    return read_digits(cell.text, text, since_1904);
  const Era* const era = take_era(text);
  const auto fields = split(text);
  if (!fields) return unreadable(cell.text);
  if (era != nullptr) return in_era(cell.text, *era, *fields);
  if (fields->digits[0] != 4) return unclear(cell.text, *fields);
  const auto date = civil(fields->values[0], fields->values[1], fields->values[2]);
  return date ? Result<Date>(*date) : impossible(cell.text);
}

}  // namespace tenbin::table
