#include "table/merges.hpp"

#include <algorithm>
#include <cstring>

#include "table/xml.hpp"

namespace tenbin::table {
namespace {

constexpr std::size_t max_merges = 200'000;
constexpr std::uint32_t last_row = 1'048'576;
constexpr std::uint32_t last_column = 16'383;
constexpr std::string_view opening = "mergeCell ";

}  // namespace

std::optional<CellPlace> parse_place(std::string_view text) {
  std::uint32_t column = 0;
  std::size_t at = 0;
  for (; at < text.size() && at < 4 && text[at] >= 'A' && text[at] <= 'Z'; ++at)
    column = column * 26 + static_cast<std::uint32_t>(text[at] - 'A') + 1;
  std::uint32_t row = 0;
  const std::size_t digits = at;
  for (; at < text.size() && at < digits + 7 && text[at] >= '0' && text[at] <= '9'; ++at)
    row = row * 10 + static_cast<std::uint32_t>(text[at] - '0');
  if (at != text.size() || column == 0 || row == 0) return std::nullopt;
  if (column - 1 > last_column || row > last_row) return std::nullopt;
  return CellPlace{row, column - 1};
}

std::optional<CellRange> parse_range(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto first = parse_place(text.substr(0, colon));
  const auto last = parse_place(text.substr(colon + 1));
  if (!first || !last) return std::nullopt;
  return CellRange{*first, *last};
}

// Looks for the tags as text: the rows before them are not taken apart for this.
Result<Merges> Merges::read(Part part) {
  Merges merges;
  std::string buffer(256 * 1024, '\0');
  std::size_t kept = 0;
  for (;;) {
    const auto got = part.read(buffer.data() + kept, buffer.size() - kept);
    if (!got) return tl::make_unexpected(got.error());
    const std::string_view unread(buffer.data(), kept + *got);
    if (*got == 0) break;
    std::size_t at = 0;
    std::size_t done = unread.size() - std::min(unread.size(), opening.size());
    while ((at = unread.find(opening, at)) != std::string_view::npos) {
      const std::size_t close = unread.find('>', at);
      if (close == std::string_view::npos) {
        done = std::min(done, at);
        break;
      }
      std::string_view attributes = unread.substr(at, close - at).substr(opening.size() - 1);
      while (const auto attribute = XmlReader::next_attribute(attributes))
        if (const auto range = parse_range(attribute->value); range && attribute->name == "ref")
          merges.ranges_.push_back(*range);
      if (merges.ranges_.size() > max_merges) return too_large("merges", max_merges);
      at = close;
      done = std::max(done, close);
    }
    kept = unread.size() - done;
    if (kept > buffer.size() / 2) return malformed(part.name(), "a tag is too long");
    std::memmove(buffer.data(), buffer.data() + done, kept);
  }
  std::sort(merges.ranges_.begin(), merges.ranges_.end(),
            [](const CellRange& a, const CellRange& b) { return a.first.row < b.first.row; });
  return merges;
}

bool Merges::covers(CellPlace place) {
  for (; next_ < ranges_.size() && ranges_[next_].first.row <= place.row; ++next_)
    open_.push_back(ranges_[next_]);
  std::erase_if(open_, [&](const CellRange& range) { return range.last.row < place.row; });
  return std::any_of(open_.begin(), open_.end(), [&](const CellRange& range) {
    const bool inside = place.column >= range.first.column && place.column <= range.last.column;
    return inside && (place.row != range.first.row || place.column != range.first.column);
  });
}

}  // namespace tenbin::table
