#include "cli/retention.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>

#include "units/date.hpp"

namespace tenbin::cli {
namespace {

// Days begin at midnight in Japan.
Date day_of(Instant at) {
  constexpr std::int64_t ahead_ms = 9 * 3'600'000;
  constexpr std::int64_t day_ms = 24 * 3'600'000;
  return Date::of_days(static_cast<std::int32_t>((at.ms + ahead_ms) / day_ms));
}

// 1970-01-01 was a Thursday.
std::int32_t week_of(Date day) {
  return (day.days() + 3) / 7;
}
std::int32_t month_of(Date day) {
  return day.year() * 12 + static_cast<std::int32_t>(day.month());
}
std::int32_t number_of(Date day) {
  return day.days();
}

// The part of the name before the moment, and that behind it.
std::pair<std::string, std::string> around(const std::string& book) {
  const std::filesystem::path path(book);
  return {path.stem().string() + "-", path.extension().string()};
}

// "20261130T090000Z".
std::string stamp_of(Instant at) {
  constexpr std::size_t whole_seconds = 19;
  std::string stamp;
  for (const char c : format_instant(at).substr(0, whole_seconds))
    if (c != '-' && c != ':') stamp += c;
  return stamp + "Z";
}

}  // namespace

std::optional<Retention> parse_retention(std::string_view text) {
  constexpr std::size_t most = 1000;
  std::array<std::size_t, 3> numbers{};
  const char* at = text.data();
  const char* const end = text.data() + text.size();
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (i > 0) {
      if (at == end || *at != '/') return std::nullopt;
      ++at;
    }
    const auto [next, bad] = std::from_chars(at, end, numbers.at(i));
    if (bad != std::errc{} || numbers.at(i) > most) return std::nullopt;
    at = next;
  }
  const Retention retention{numbers[0], numbers[1], numbers[2]};
  if (at != end || retention.days + retention.weeks + retention.months == 0) return std::nullopt;
  return retention;
}

std::string copy_name(const std::string& book, Instant at) {
  const auto [before, behind] = around(book);
  return before + stamp_of(at) + behind;
}

std::optional<Instant> copy_made_at(const std::string& book, std::string_view name) {
  const auto [before, behind] = around(book);
  constexpr std::string_view form = "20260101T000000Z";
  if (name.size() != before.size() + form.size() + behind.size() || !name.starts_with(before))
    return std::nullopt;
  const std::string_view s = name.substr(before.size(), form.size());
  std::string text;
  for (std::size_t i = 0; i + 1 < s.size(); ++i) {
    if (i == 4 || i == 6) text += '-';
    if (i == 11 || i == 13) text += ':';
    text += s[i];
  }
  const auto at = parse_instant(text + ".000Z");
  return at && copy_name(book, *at) == name ? at : std::nullopt;
}

std::vector<Instant> kept_copies(const std::vector<Instant>& made, const Retention& retention) {
  struct Rule {
    std::size_t count;
    std::int32_t (*span)(Date);
  };
  std::vector<Instant> kept;
  const auto keep = [&](Instant at) {
    if (std::find(kept.begin(), kept.end(), at) == kept.end()) kept.push_back(at);
  };
  if (!made.empty()) keep(made.front());
  for (const Rule& rule : {Rule{retention.days, number_of}, Rule{retention.weeks, week_of},
                           Rule{retention.months, month_of}}) {
    std::size_t spans = 0;
    std::optional<std::int32_t> last;
    for (const Instant at : made) {
      const std::int32_t span = rule.span(day_of(at));
      if (last == span) continue;
      if (++spans > rule.count) break;
      last = span;
      keep(at);
    }
  }
  return kept;
}

}  // namespace tenbin::cli
