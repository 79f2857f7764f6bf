#include "credential/time.hpp"

namespace tenbin::credential {

std::string format_time(Instant time) {
  std::string text = format_instant(time);
  text.replace(text.find('.'), std::string::npos, "Z");
  return text;
}

Instant start_of(Date day) {
  return {std::int64_t{day.days()} * 86'400'000};
}

std::optional<Instant> parse_time(std::string_view text) {
  if (!text.ends_with('Z')) return std::nullopt;
  std::string padded(text.substr(0, text.size() - 1));
  if (padded.find('.') == std::string::npos) padded += '.';
  constexpr std::size_t with_fraction = std::string_view("2026-07-31T00:00:00.000").size();
  if (padded.size() < with_fraction) padded.append(with_fraction - padded.size(), '0');
  return parse_instant(padded + "Z");
}

}  // namespace tenbin::credential
