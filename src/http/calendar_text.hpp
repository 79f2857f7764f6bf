#pragma once
// A calendar as other programs read it (iCalendar, RFC 5545): lines of at most 75 octets, folded
// between characters, ended by CR LF.
#include <optional>
#include <string>
#include <vector>

#include "units/date.hpp"
#include "units/instant.hpp"

namespace tenbin::http {

struct CalendarEvent {
  std::string uid;  // the same for the same thing, whenever it is read
  std::string summary;
  std::string description;    // may be empty
  std::string url;            // may be empty
  Date day;                   // the whole of it,
  std::optional<Instant> at;  // or this moment
};

std::string calendar_text(const std::string& name, const std::vector<CalendarEvent>& events,
                          Instant now);

}  // namespace tenbin::http
