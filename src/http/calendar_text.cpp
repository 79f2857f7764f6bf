#include "http/calendar_text.hpp"

#include <algorithm>
#include <string_view>

namespace tenbin::http {
namespace {

constexpr std::size_t longest_line = 75;

// TEXT of RFC 5545 section 3.3.11; other control characters have no place in it.
std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else if (static_cast<unsigned char>(c) >= ' ' && c != '\x7f') {
      out += c;
    }
  }
  return out;
}

// A line that goes on begins with a space, which counts.
void put(std::string& out, std::string_view name, std::string_view value) {
  std::string line = std::string(name) + std::string(value);
  std::size_t room = longest_line;
  while (line.size() > room) {
    std::size_t end = room;
    while (end > 1 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
    out.append(line, 0, end).append("\r\n ");
    line.erase(0, end);
    room = longest_line - 1;
  }
  out += line + "\r\n";
}

// "20260731"
std::string day_text(Date day) {
  std::string text = format_date(day);
  std::erase(text, '-');
  return text;
}

// "20260731T035959Z", from "2026-07-31T03:59:59.000Z".
std::string moment_text(Instant at) {
  std::string text = format_instant(at).substr(0, 19);
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text + "Z";
}

}  // namespace

std::string calendar_text(const std::string& name, const std::vector<CalendarEvent>& events,
                          Instant now) {
  std::string out;
  put(out, "BEGIN:VCALENDAR", "");
  put(out, "VERSION:2.0", "");
  put(out, "PRODID:", "-//Tenbin//Tenbin " TENBIN_VERSION "//EN");
  put(out, "X-WR-CALNAME:", escaped(name));
  for (const CalendarEvent& each : events) {
    put(out, "BEGIN:VEVENT", "");
    put(out, "UID:", escaped(each.uid));
    put(out, "DTSTAMP:", moment_text(now));
    if (each.at) {
      put(out, "DTSTART:", moment_text(*each.at));
    } else {
      put(out, "DTSTART;VALUE=DATE:", day_text(each.day));
      put(out, "DTEND;VALUE=DATE:", day_text(each.day.plus_days(1)));
    }
    put(out, "SUMMARY:", escaped(each.summary));
    if (!each.description.empty()) put(out, "DESCRIPTION:", escaped(each.description));
    if (!each.url.empty()) put(out, "URL:", each.url);
    put(out, "TRANSP:TRANSPARENT", "");
    put(out, "END:VEVENT", "");
  }
  put(out, "END:VCALENDAR", "");
  return out;
}

}  // namespace tenbin::http
