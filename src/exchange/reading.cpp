#include "exchange/reading.hpp"

#include <algorithm>

#include "exchange/suggest.hpp"
#include "table/text.hpp"
#include "tlog/sha256.hpp"

namespace tenbin::exchange {
namespace {

constexpr std::size_t sample_bytes = 4000;
constexpr std::size_t sample_lines = 4;
constexpr std::size_t sample_characters = 240;
constexpr std::size_t one_character = 3;  // of Japanese, in UTF-8

// How well a folded heading fits a name: the bytes of the shorter one where it stands in the
// other, 1 where they differ by one character, else 0.
std::size_t fit(const std::string& heading, std::string_view name) {
  const std::string folded = table::fold(name);
  const std::size_t shorter = std::min(heading.size(), folded.size());
  if (shorter < 2 * one_character) return 0;
  if (heading.find(folded) != std::string::npos || folded.find(heading) != std::string::npos)
    return shorter;
  return edit_distance(heading, folded, one_character) <= one_character ? 1 : 0;
}

const Column* suggestion_for(const KindInfo& kind, std::string_view heading,
                             const std::vector<const Column*>& taken) {
  const std::string folded = table::fold(heading);
  const Column* best = nullptr;
  std::size_t most = 0;
  for (const Column& column : kind.columns) {
    if (std::find(taken.begin(), taken.end(), &column) != taken.end()) continue;
    std::size_t fits = std::max(fit(folded, column.heading), fit(folded, column.key));
    for (const std::string_view alias : column.aliases) fits = std::max(fits, fit(folded, alias));
    if (fits <= most) continue;
    most = fits;
    best = &column;
  }
  return best;
}

std::string sample_below(const std::vector<HeadRow>& head, std::uint32_t heading_row,
                         std::uint32_t column) {
  for (const HeadRow& row : head) {
    if (row.number <= heading_row) continue;
    for (const HeadCell& cell : row.cells)
      if (cell.column == column) return cell.text;
  }
  return {};
}

// A row of headings where none of them is known.
std::optional<Recognised> unknown_headings(const std::vector<HeadRow>& head,
                                           std::optional<Kind> wanted) {
  for (const HeadRow& row : head) {
    if (row.cells.size() < 2) continue;
    Recognised columns;
    columns.kind = wanted.value_or(Kind::receipts);
    columns.heading_row = row.number;
    for (const HeadCell& cell : row.cells) {
      FoundColumn& column = columns.columns.emplace_back();
      column.place = cell.column;
      column.heading = cell.text;
    }
    return columns;
  }
  return std::nullopt;
}

std::string first_lines(const std::string& text) {
  std::string out;
  std::size_t lines = 0;
  std::size_t size = 0;
  for (const char32_t c : table::characters(text)) {
    if (c == '\r') continue;
    if ((c == '\n' && ++lines == sample_lines) || ++size > sample_characters) break;
    table::append_utf8(c, out);
  }
  return out;
}

}  // namespace

Result<Reading> reading_of(const table::Table& table, std::optional<Kind> wanted,
                           const Naming& naming) {
  const auto found = find_table(table, wanted, {}, naming);
  const std::size_t sheet = found ? found->sheet : table::preferred_sheet(table.sheets());
  const auto head = read_head(table, sheet);
  if (!head) return tl::make_unexpected(head.error());
  auto nearest = closest(*head, wanted, naming, wanted ? std::size_t{1} : std::size_t{2});
  auto columns =
      nearest ? std::optional(std::move(nearest->columns)) : unknown_headings(*head, wanted);
  Reading reading;
  reading.kind = nearest ? columns->kind : wanted;
  if (const auto otherwise = closest(*head); wanted && otherwise && otherwise->missing.empty() &&
                                             otherwise->columns.kind != *wanted && !found)
    reading.looks_like = otherwise->columns.kind;
  if (!columns) return reading;
  for (const HeadRow& row : *head)
    if (row.number == columns->heading_row) reading.fingerprint = fingerprint_of(row);
  std::vector<const Column*> taken;
  for (const FoundColumn& each : columns->columns)
    if (each.column != nullptr) taken.push_back(each.column);
  for (const FoundColumn& each : columns->columns) {
    if (each.ours) continue;
    Heading heading{each.heading, sample_below(*head, columns->heading_row, each.place),
                    each.column, nullptr};
    if (each.column == nullptr && reading.kind && !naming.contains(table::fold(each.heading)))
      heading.suggestion = suggestion_for(info(*reading.kind), each.heading, taken);
    if (heading.suggestion != nullptr) taken.push_back(heading.suggestion);
    reading.headings.push_back(std::move(heading));
  }
  return reading;
}

std::string fingerprint_of(const HeadRow& row) {
  std::string headings;
  for (const HeadCell& cell : row.cells) headings += table::fold(cell.text) + '\n';
  return to_hex(tlog::sha256(as_bytes(headings)));
}

std::vector<Sample> samples_of(std::string_view bytes) {
  using table::Encoding;
  std::string_view head = bytes.substr(0, sample_bytes);
  const bool wide = head.find('\0') != std::string_view::npos;
  if (wide) {
    head = head.substr(0, head.size() / 2 * 2);
  } else if (head.size() < bytes.size() && head.rfind('\n') != std::string_view::npos) {
    head = head.substr(0, head.rfind('\n') + 1);  // no character is cut in two
  }
  std::vector<Sample> samples;
  for (const Encoding encoding : {Encoding::utf8, Encoding::cp932, Encoding::euc_jp,
                                  Encoding::iso_2022_jp, Encoding::utf16le}) {
    if (wide != (encoding == Encoding::utf16le)) continue;
    const auto decoded = table::decode(std::string(head), encoding);
    if (!decoded) continue;
    std::string text = first_lines(decoded->text);
    const bool known = std::any_of(samples.begin(), samples.end(),
                                   [&](const Sample& each) { return each.text == text; });
    if (!known) samples.push_back({encoding, std::move(text)});
  }
  return samples;
}

}  // namespace tenbin::exchange
