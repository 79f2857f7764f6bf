#include "units/instant.hpp"

#include "units/date.hpp"

namespace tenbin {
namespace {

constexpr std::int64_t ms_a_day = 86'400'000;

void append_digits(std::string& out, std::int64_t value, int width) {
  char text[4];
  for (int i = width - 1; i >= 0; --i) {
    text[i] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
  out.append(text, static_cast<std::size_t>(width));
}

std::optional<std::int64_t> read_digits(std::string_view text) {
  std::int64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

void append_instant(std::string& out, Instant instant) {
  append_date(out, Date::of_days(static_cast<std::int32_t>(instant.ms / ms_a_day)));
  const std::int64_t of_day = instant.ms % ms_a_day;
  out.push_back('T');
  append_digits(out, of_day / 3'600'000, 2);
  out.push_back(':');
  append_digits(out, of_day / 60'000 % 60, 2);
  out.push_back(':');
  append_digits(out, of_day / 1'000 % 60, 2);
  out.push_back('.');
  append_digits(out, of_day % 1'000, 3);
  out.push_back('Z');
}

std::string format_instant(Instant instant) {
  std::string out;
  append_instant(out, instant);
  return out;
}

std::optional<Instant> parse_instant(std::string_view text) {
  if (text.size() != 24 || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
      text[19] != '.' || text[23] != 'Z')
    return std::nullopt;
  const auto date = parse_date(text.substr(0, 10));
  const auto hour = read_digits(text.substr(11, 2));
  const auto minute = read_digits(text.substr(14, 2));
  const auto second = read_digits(text.substr(17, 2));
  const auto ms = read_digits(text.substr(20, 3));
  if (!date || date->days() < 0 || !hour || *hour > 23 || !minute || *minute > 59 || !second ||
      *second > 59 || !ms)
    return std::nullopt;
  return Instant{date->days() * ms_a_day + *hour * 3'600'000 + *minute * 60'000 + *second * 1'000 +
                 *ms};
}

}  // namespace tenbin
