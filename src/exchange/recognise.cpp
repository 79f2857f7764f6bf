#include "exchange/recognise.hpp"

#include <algorithm>
#include <map>

#include "table/text.hpp"

namespace tenbin::exchange {
namespace {

constexpr std::size_t searched_rows = 40;

using Headings = std::map<std::string, const Column*>;

Headings make_headings(const KindInfo& kind) {
  Headings headings;
  for (const Column& column : kind.columns) headings[table::fold(column.heading)] = &column;
  for (const Column& column : kind.columns) {
    headings.emplace(table::fold(column.key), &column);
    for (const std::string_view alias : column.aliases)
      headings.emplace(table::fold(alias), &column);
  }
  return headings;
}

const Headings& headings_of(const KindInfo& kind) {
  static const std::vector<Headings> all = [] {
    std::vector<Headings> result;
    for (const KindInfo& each : all_kinds()) result.push_back(make_headings(each));
    return result;
  }();
  return all[static_cast<std::size_t>(kind.kind)];
}

// "質量(kg)" is "質量" and "kg"; the brackets may hold anything, a unit or 必須.
void split_brackets(const std::string& folded, std::string& name, std::string& inside) {
  const std::size_t open = folded.find_first_of("([");
  name = folded.substr(0, open);
  inside.clear();
  if (open == std::string::npos) return;
  const std::size_t close = folded.find_first_of(")]", open);
  inside = folded.substr(open + 1, close == std::string::npos ? close : close - open - 1);
}

FoundColumn match(const KindInfo& kind, const HeadCell& cell, const Naming& naming) {
  FoundColumn found;
  found.place = cell.column;
  found.heading = cell.text;
  const Headings& headings = headings_of(kind);
  const std::string folded = table::fold(cell.text);
  for (const std::string_view own : {fault_heading, remedy_heading, row_heading})
    found.ours = found.ours || folded == own;
  std::string name;
  std::string inside;
  split_brackets(folded, name, inside);
  const auto said = naming.find(folded);
  if (said != naming.end() && said->second.empty()) return found;
  auto at = headings.find(said == naming.end() ? folded : table::fold(said->second));
  if (at == headings.end()) at = headings.find(name);
  if (at == headings.end()) return found;
  found.column = at->second;
  if (const auto unit = table::read_unit(inside)) found.unit = unit->name;
  return found;
}

struct Attempt {
  Recognised result;
  std::size_t matches = 0;
  std::string missing;
  long score = -1000;
};

// A column that comes twice counts once, the first time.
Attempt attempt(const KindInfo& kind, const HeadRow& row, const Naming& naming) {
  Attempt tried;
  tried.result.kind = kind.kind;
  tried.result.heading_row = row.number;
  std::vector<const Column*> seen;
  for (const HeadCell& cell : row.cells) {
    FoundColumn found = match(kind, cell, naming);
    if (found.column != nullptr && std::find(seen.begin(), seen.end(), found.column) != seen.end())
      found.column = nullptr;
    if (found.column != nullptr) seen.push_back(found.column);
    tried.result.columns.push_back(std::move(found));
  }
  tried.matches = seen.size();
  tried.score = static_cast<long>(seen.size());
  for (const Column& column : kind.columns) {
    if (column.need != Need::required || column.type == ColumnType::unit) continue;
    if (std::find(seen.begin(), seen.end(), &column) != seen.end()) {
      tried.score += 3;
      continue;
    }
    tried.score -= 3;
    tried.missing += (tried.missing.empty() ? "" : ", ") + std::string(column.heading);
  }
  return tried;
}

std::string list_of(const HeadRow& row) {
  std::string found;
  for (const HeadCell& cell : row.cells) found += (found.empty() ? "" : ", ") + cell.text;
  return found;
}

std::string one_line(std::string_view text) {
  std::string out(table::trim(text));
  std::replace(out.begin(), out.end(), '\n', ' ');
  std::erase(out, '\r');
  return out;
}

Result<FoundTable> try_sheet(const table::Table& table, std::size_t sheet,
                             std::optional<Kind> wanted, const Naming& naming) {
  const auto head = read_head(table, sheet);
  if (!head) return tl::make_unexpected(head.error());
  auto recognised = recognise(*head, wanted, naming);
  if (!recognised) return tl::make_unexpected(recognised.error());
  return FoundTable{sheet, std::move(*recognised)};
}

}  // namespace

Result<std::vector<HeadRow>> read_head(const table::Table& table, std::size_t sheet) {
  std::vector<HeadRow> head;
  const auto read = table.read(sheet, [&](const table::Row& row) {
    HeadRow copy{row.number, {}};
    for (const table::Cell& cell : row.cells)
      copy.cells.push_back({cell.column, one_line(cell.text)});
    head.push_back(std::move(copy));
    return head.size() < searched_rows;
  });
  if (!read) return tl::make_unexpected(read.error());
  return head;
}

std::optional<Closest> closest(const std::vector<HeadRow>& head, std::optional<Kind> wanted,
                               const Naming& naming, std::size_t least) {
  Attempt best;
  std::string found;
  for (const HeadRow& row : head)
    for (const KindInfo& kind : all_kinds()) {
      if (wanted && kind.kind != *wanted) continue;
      Attempt tried = attempt(kind, row, naming);
      if (tried.matches < least || tried.score <= best.score) continue;
      best = std::move(tried);
      found = list_of(row);
    }
  if (best.matches == 0) return std::nullopt;
  return Closest{std::move(best.result), std::move(best.missing), std::move(found)};
}

Result<Recognised> recognise(const std::vector<HeadRow>& head, std::optional<Kind> wanted,
                             const Naming& naming) {
  auto best = closest(head, wanted, naming);
  if (!best)
    return problem(Code::import_unrecognised,
                   {{"found", head.empty() ? std::string() : list_of(head.front())}});
  if (!best->missing.empty())
    return problem(Code::import_unrecognised, {{"kind", std::string(info(best->columns.kind).name)},
                                               {"missing", best->missing},
                                               {"found", best->found}});
  return std::move(best->columns);
}

Result<FoundTable> find_table(const table::Table& table, std::optional<Kind> wanted,
                              const std::string& sheet_name, const Naming& naming) {
  const auto& sheets = table.sheets();
  if (!sheet_name.empty()) {
    for (std::size_t i = 0; i < sheets.size(); ++i)
      if (sheets[i].name == sheet_name) return try_sheet(table, i, wanted, naming);
    return problem(Code::table_sheet_unknown, {{"sheet", sheet_name}});
  }
  const std::size_t preferred = table::preferred_sheet(sheets);
  auto first = try_sheet(table, preferred, wanted, naming);
  if (first || first.error().code != Code::import_unrecognised) return first;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    if (sheets[i].hidden || i == preferred) continue;
    auto tried = try_sheet(table, i, wanted, naming);
    if (tried || tried.error().code != Code::import_unrecognised) return tried;
  }
  return first;
}

}  // namespace tenbin::exchange
