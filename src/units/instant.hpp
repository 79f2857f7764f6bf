#pragma once
// Instant: a moment of the journal, in milliseconds since 1970-01-01T00:00:00Z (no leap seconds).
// Clocks live in app; here a moment is only a number.
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tenbin {

struct Instant {
  std::int64_t ms = 0;
  auto operator<=>(const Instant&) const = default;
};

// "2026-04-01T00:00:00.000Z", RFC 3339 in UTC with exactly 3 decimals; years 1970 to 9999.
void append_instant(std::string& out, Instant instant);
std::string format_instant(Instant instant);
std::optional<Instant> parse_instant(std::string_view text);

}  // namespace tenbin
