#include "exchange/suggest.hpp"

#include <algorithm>

#include "table/text.hpp"

namespace tenbin::exchange {
namespace {

// What a code looks like: folded, without hyphens, l and i as 1, o as 0.
std::string look(std::string_view code) {
  std::string folded = table::fold(code);
  std::erase(folded, '-');
  std::replace_if(
      folded.begin(), folded.end(), [](char c) { return c == 'l' || c == 'i' || c == '|'; }, '1');
  std::replace(folded.begin(), folded.end(), 'o', '0');
  return folded;
}

}  // namespace

KnownCodes::KnownCodes(std::vector<std::string> codes) : codes_(std::move(codes)) {
  for (const std::string& code : codes_) {
    set_.insert(code);
    by_look_.emplace(look(code), code);
  }
}

std::optional<Suggestion> KnownCodes::suggest(std::string_view code) const {
  if (const auto alike = by_look_.find(look(code)); alike != by_look_.end())
    return Suggestion{alike->second, true};
  const std::size_t limit = code.size() >= 6 ? 2 : code.size() >= 3 ? 1 : 0;
  std::size_t least = limit + 1;
  std::optional<Suggestion> nearest;
  for (const std::string& known : codes_) {
    const std::size_t distance = edit_distance(code, known, limit);
    if (distance >= least) continue;
    least = distance;
    nearest = Suggestion{known, false};
  }
  return nearest;
}

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > limit) return limit + 1;
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    if (*std::min_element(row.begin(), row.end()) > limit) return limit + 1;
    before_last.swap(last);
    last.swap(row);
  }
  return std::min(last[b.size()], limit + 1);
}

}  // namespace tenbin::exchange
