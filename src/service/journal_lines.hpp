#pragma once
// Small readings of journal text.
#include <string>
#include <string_view>

#include "base/problem.hpp"

namespace tenbin {

// Calls take(line) for each line, without its '\n', until it answers false; answers what the last
// one answered. Behind every line the rest of `lines` is readable, and for the last one so must
// read_ahead bytes be.
template <class Take>
bool for_each_line(std::string_view lines, Take&& take) {
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    const std::string_view line = lines.substr(0, end);
    if (!take(line)) return false;
    if (end == std::string_view::npos) return true;
    lines.remove_prefix(end + 1);
  }
  return true;
}

// The "outcome" of the record's event as canonical JSON, empty when it has none.
Result<std::string> outcome_in(std::string_view record);

}  // namespace tenbin
