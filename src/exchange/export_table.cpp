#include "exchange/export_table.hpp"

#include <algorithm>
#include <map>

namespace tenbin::exchange {
namespace {

using table::OutCell;
using table::OutKind;
using Kept = std::map<std::string_view, std::string_view>;  // by column key

bool is_kept_in_note(const Column& column) {
  const bool read_otherwise = column.type == ColumnType::unit || column.key == "note" ||
                              column.key == "reversal_type" || column.key == "original_shipment_no";
  return column.field.empty() && !column.personal && !read_otherwise;
}

// Takes apart what the importer put together: "備考の文; 品名: 押出用ビレット; 合金: 6063". A part
// begins with the heading of a column without a field; all else belongs to what stands before it.
Kept read_note(const KindInfo& kind, std::string_view note) {
  struct Part {
    std::size_t from;
    std::size_t text;
    std::string_view key;
  };
  constexpr std::string_view separator = "; ";
  std::vector<Part> parts;
  for (const Column& column : kind.columns) {
    if (!is_kept_in_note(column)) continue;
    const std::string head = std::string(column.heading) + ": ";
    if (note.starts_with(head)) {
      parts.push_back({0, head.size(), column.key});
      continue;
    }
    const std::size_t at = note.find(std::string(separator) + head);
    if (at != std::string_view::npos)
      parts.push_back({at, at + separator.size() + head.size(), column.key});
  }
  std::sort(parts.begin(), parts.end(),
            [](const Part& a, const Part& b) { return a.from < b.from; });
  Kept kept;
  kept["note"] = note.substr(0, parts.empty() ? note.size() : parts.front().from);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::size_t end = i + 1 < parts.size() ? parts[i + 1].from : note.size();
    kept[parts[i].key] = note.substr(parts[i].text, end - parts[i].text);
  }
  return kept;
}

// "25000.000 kg" -> "25000.000": the journal writes masses in kg, shares in %, factors per kg.
std::string number_of(std::string_view quantity) {
  return std::string(quantity.substr(0, quantity.find(' ')));
}

OutCell cell_of(const Column& column, std::string_view text) {
  switch (column.type) {
    case ColumnType::date:
      return {OutKind::date, std::string(text)};
    case ColumnType::mass:
    case ColumnType::mass_or_zero:
    case ColumnType::share:
    case ColumnType::factor:
      return {OutKind::number, number_of(text)};
    case ColumnType::count:
      return {OutKind::number, std::string(text)};
    case ColumnType::boolean:
      return {OutKind::text, text == "true" ? "1" : "0"};
    case ColumnType::choice:
      for (const table::Choice& choice : column.list->choices)
        if (choice.key == text && !choice.words.empty())
          return {OutKind::text, std::string(choice.words.front())};
      break;
    case ColumnType::code:
    case ColumnType::text:
    case ColumnType::unit:
      break;
  }
  return {OutKind::text, std::string(text)};
}

// A member of the event as its text; empty when it has none.
std::string text_of(const json::Value& event, std::string_view field) {
  const json::Value* const member = event.find(field);
  if (member == nullptr) return {};
  if (const auto text = member->text()) return std::string(*text);
  if (const auto integer = member->integer()) return std::to_string(*integer);
  if (const auto yes = member->boolean()) return *yes ? "true" : "false";
  return {};
}

}  // namespace

Result<std::vector<OutCell>> cells_of(const KindInfo& kind, std::string_view record) {
  const auto parsed = json::parse(record);
  const json::Value* const event = parsed ? parsed->find("event") : nullptr;
  if (event == nullptr || text_of(*event, "do") != kind.command)
    return problem(Code::book_corrupt, {{"place", "record"}});
  const std::string note = text_of(*event, "note");
  const Kept kept = read_note(kind, note);
  std::vector<OutCell> cells;
  for (const Column& column : kind.columns) {
    std::string text;
    if (column.type == ColumnType::unit) {
      text = "kg";
    } else if (!column.field.empty()) {
      text = text_of(*event, column.field);
    } else if (const auto found = kept.find(column.key); found != kept.end()) {
      text = found->second;
    }
    cells.push_back(text.empty() ? OutCell{} : cell_of(column, text));
  }
  return cells;
}

}  // namespace tenbin::exchange
