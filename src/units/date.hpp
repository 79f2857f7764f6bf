#pragma once
// Date: a civil business date in the site's zone, as days since 1970-01-01 (proleptic Gregorian).
#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/check.hpp"

namespace tenbin {

class Date {
 public:
  constexpr Date() = default;
  static constexpr Date of_days(std::int32_t days) { return Date(days); }
  // The day must exist.
  static constexpr Date of(int year, unsigned month, unsigned day) {
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                           std::chrono::day{day}};
    TENBIN_CHECK(date.ok());
    return Date(static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count()));
  }
  constexpr std::int32_t days() const { return days_; }
  constexpr int year() const { return static_cast<int>(civil().year()); }
  constexpr unsigned month() const { return static_cast<unsigned>(civil().month()); }
  constexpr unsigned day() const { return static_cast<unsigned>(civil().day()); }
  constexpr Date plus_days(std::int32_t days) const { return Date(days_ + days); }
  // The same day `months` later; the day of the month must exist there too (1 to 28 always does).
  constexpr Date plus_months(int months) const {
    const auto moved = civil() + std::chrono::months{months};
    TENBIN_CHECK(moved.ok());
    return Date(static_cast<std::int32_t>(std::chrono::sys_days{moved}.time_since_epoch().count()));
  }
  constexpr auto operator<=>(const Date&) const = default;

 private:
  explicit constexpr Date(std::int32_t days) : days_(days) {}
  constexpr std::chrono::year_month_day civil() const {
    return std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{days_}}};
  }
  std::int32_t days_ = 0;
};

// "2026-04-01", strictly ten characters and a day that exists, years 1900 to 9999.
std::optional<Date> parse_date(std::string_view text);
std::string format_date(Date date);
void append_date(std::string& out, Date date);

}  // namespace tenbin
