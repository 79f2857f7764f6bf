#pragma once
// Moments as the W3C writes them (xsd:dateTimeStamp, RFC 3339): in UTC, to the second where there
// is no fraction.
#include <optional>
#include <string>
#include <string_view>

#include "units/date.hpp"
#include "units/instant.hpp"

namespace tenbin::credential {

// "2026-07-31T00:00:00Z"; milliseconds are cut off.
std::string format_time(Instant time);
// The beginning of the day, in UTC.
Instant start_of(Date day);
// "…Z" with no fraction or one of 1 to 3 digits; nothing for another text.
std::optional<Instant> parse_time(std::string_view text);

}  // namespace tenbin::credential
