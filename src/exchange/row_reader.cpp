#include "exchange/row_reader.hpp"

#include <algorithm>

#include "table/cells.hpp"
#include "table/dates.hpp"
#include "table/text.hpp"
#include "units/share.hpp"

namespace tenbin::exchange {
namespace {

// Beyond these a mass is asked about (W-IMP-041): 500 t and 1 kg in grams.
constexpr std::int64_t unusually_large_g = 500'000'000;
constexpr std::int64_t unusually_small_g = 1'000;
constexpr std::string_view note_key = "note";
constexpr std::string_view reversal_key = "reversal_type";
constexpr std::string_view original_key = "original_shipment_no";

bool is_blank(const table::Cell* cell) {
  return cell == nullptr || table::trim(cell->text).empty();
}

Result<FieldValue> text_value(Result<std::string> text) {
  if (!text) return tl::make_unexpected(std::move(text.error()));
  return FieldValue{std::move(*text), false};
}

}  // namespace

RowReader::RowReader(const Recognised& columns, const ImportOptions& options)
    : columns_(columns), options_(options) {
  // Whether a row is a return must be known when its mass is read.
  const auto first = [](const FoundColumn& found) {
    return found.column != nullptr && found.column->key == reversal_key;
  };
  for (const FoundColumn& found : columns.columns)
    if (!found.ours && first(found)) order_.push_back(&found);
  for (const FoundColumn& found : columns.columns)
    if (!found.ours && !first(found)) order_.push_back(&found);
}

const FoundColumn* RowReader::column(std::string_view key) const {
  for (const FoundColumn& found : columns_.columns)
    if (found.column != nullptr && found.column->key == key) return &found;
  return nullptr;
}

void RowReader::add(std::vector<Fault>& to, Problem problem, const FoundColumn* at,
                    std::uint32_t row) const {
  problem.facts.push_back({"row", std::to_string(row)});
  std::optional<std::uint32_t> place;
  if (at != nullptr) {
    problem.facts.push_back({"column", at->heading});
    place = at->place;
  }
  to.push_back({std::move(problem), place});
}

RowContent RowReader::read(const table::Row& row, ImportedRow& out) {
  RowContent content;
  for (const FoundColumn* found : order_) {
    if (!is_blank(row.at(found->place))) {
      read_cell(row, *found, content, out);
      continue;
    }
    const Column* column = found->column;
    if (column == nullptr || column->need == Need::optional || column->type == ColumnType::unit)
      continue;
    add(out.problems, Problem{Code::cell_required, {}}, found, row.number);
  }
  return content;
}

void RowReader::read_cell(const table::Row& row, const FoundColumn& found, RowContent& content,
                          ImportedRow& out) {
  const table::Cell& cell = *row.at(found.place);
  const Column* column = found.column;
  if (column != nullptr && column->type == ColumnType::unit) return;  // read with the mass
  auto value = column == nullptr ? text_value(table::read_text(cell))
                                 : value_of(row, cell, found, content, out);
  if (!value) return add(out.problems, std::move(value.error()), &found, row.number);
  if (column == nullptr) {
    content.extra.push_back({found.heading, std::move(value->text)});
  } else if (!column->field.empty()) {
    content.fields[std::string(column->field)] = std::move(*value);
  } else if (column->key == note_key) {
    content.note = std::move(value->text);
  } else if (column->key == reversal_key) {
    if (value->text != "normal") content.reversal_type = std::move(value->text);
  } else if (column->key == original_key) {
    content.original = std::move(value->text);
  } else {
    auto& kept = column->personal ? out.beside : content.extra;
    kept.push_back({std::string(column->heading), std::move(value->text)});
  }
}

Result<FieldValue> RowReader::value_of(const table::Row& row, const table::Cell& cell,
                                       const FoundColumn& found, RowContent& content,
                                       ImportedRow& out) {
  const Column& column = *found.column;
  switch (column.type) {
    case ColumnType::text:
      return text_value(table::read_text(cell));
    case ColumnType::factor:
      return text_value(table::read_factor(cell));
    case ColumnType::choice:
      return choice_value(cell, found);
    case ColumnType::share:
      return share_value(cell, found, out);
    case ColumnType::mass:
    case ColumnType::mass_or_zero:
      return mass_value(row, cell, found, content, out);
    case ColumnType::code: {
      auto code = table::read_code(cell);
      if (code) TENBIN_TRY(check_reference(column, *code, out));
      return text_value(std::move(code));
    }
    case ColumnType::date: {
      const auto date = table::read_date(cell, row.since_1904);
      if (!date) return tl::make_unexpected(date.error());
      if (column.field == "date") content.date = *date;
      return FieldValue{format_date(*date), false};
    }
    case ColumnType::count: {
      const auto number = table::read_count(cell);
      if (!number) return tl::make_unexpected(number.error());
      return FieldValue{std::to_string(*number), true};
    }
    case ColumnType::boolean: {
      const auto yes = table::read_boolean(cell);
      if (!yes) return tl::make_unexpected(yes.error());
      return FieldValue{*yes ? "true" : "false", true};
    }
    case ColumnType::unit:
      break;
  }
  return FieldValue{};
}

// The unit column beats the heading, which beats the setting (design/ux.md section 3).
Result<std::string> RowReader::unit_for(const table::Row& row, const FoundColumn& found,
                                        ImportedRow& out) {
  const FoundColumn* const column = this->column("unit");
  const table::Cell* const cell = column == nullptr ? nullptr : row.at(column->place);
  if (is_blank(cell)) return found.unit.empty() ? options_.default_unit : found.unit;
  const auto unit = table::read_unit(cell->text);
  if (!unit) return tl::make_unexpected(unit.error());
  if (unit->was_mt) add(out.notices, Problem{Code::cell_mt_is_tonne, {}}, column, row.number);
  return std::string(unit->name);
}

Result<FieldValue> RowReader::mass_value(const table::Row& row, const table::Cell& cell,
                                         const FoundColumn& found, const RowContent& content,
                                         ImportedRow& out) {
  const auto unit = unit_for(row, found, out);
  if (!unit) return tl::make_unexpected(unit.error());
  table::MassRules rules;
  rules.unit = *unit;
  rules.may_be_negative = !content.reversal_type.empty();
  rules.may_be_zero = found.column->type == ColumnType::mass_or_zero;
  auto mass = table::read_mass(cell, rules);
  if (!mass) return tl::make_unexpected(mass.error());
  if (mass->was_mt) add(out.notices, Problem{Code::cell_mt_is_tonne, {}}, &found, row.number);
  const std::int64_t grams = mass->mass.grams();
  if (grams > unusually_large_g || (grams > 0 && grams < unusually_small_g))
    add(out.notices, Problem{Code::cell_mass_unusual, {{"read", mass->text}}}, &found, row.number);
  if (found.column->type == ColumnType::mass) out.mass = mass->mass;
  return FieldValue{std::move(mass->text), false};
}

// 0.5 in a column of percent is half a percent, though half is more often meant.
Result<FieldValue> RowReader::share_value(const table::Cell& cell, const FoundColumn& found,
                                          ImportedRow& out) {
  const auto share = table::read_share(cell);
  if (!share) return tl::make_unexpected(share.error());
  const std::string text = format_percent(*share);
  const bool small = share->ppm() > 0 && share->ppm() <= 10'000;
  if (small && cell.kind != table::CellKind::percent)
    add(out.notices, Problem{Code::cell_share_unusual, {{"read", text}}}, &found, out.number);
  return FieldValue{text + " %", false};
}

Result<FieldValue> RowReader::choice_value(const table::Cell& cell, const FoundColumn& found) {
  const CodeList& list = *found.column->list;
  std::string memory(list.name);
  memory += '\0';
  memory += cell.text;
  if (const auto seen = choices_.find(memory); seen != choices_.end())
    return FieldValue{std::string(seen->second), false};
  const auto choice = table::read_choice(cell, list.choices);
  if (!choice) return tl::make_unexpected(choice.error());
  if (choices_.size() < 10'000) choices_.emplace(std::move(memory), *choice);
  return FieldValue{std::string(*choice), false};
}

const KnownCodes* RowReader::known(Reference reference) const {
  const auto of = [](const std::optional<KnownCodes>& codes) { return codes ? &*codes : nullptr; };
  switch (reference) {
    case Reference::site:
      return of(options_.known.sites);
    case Reference::supplier:
      return of(options_.known.suppliers);
    case Reference::customer:
      return of(options_.known.customers);
    case Reference::product:
      return of(options_.known.products);
    case Reference::supplier_certificate:
      return of(options_.known.supplier_certificates);
    case Reference::none:
      break;
  }
  return nullptr;
}

// A supplier that is not known is a new one, unless the code only looks like a known one.
Result<void> RowReader::check_reference(const Column& column, const std::string& code,
                                        ImportedRow& out) {
  const KnownCodes* const codes = known(column.reference);
  if (codes == nullptr || codes->has(code)) return {};
  const auto near = codes->suggest(code);
  if (column.reference == Reference::supplier && !(near && near->look_alike)) {
    out.new_supplier = code;
    return {};
  }
  std::vector<Fact> facts = {{"read", code}};
  if (near) facts.push_back({"suggestion", near->code});
  return problem(Code::cell_code_unknown, std::move(facts));
}

}  // namespace tenbin::exchange
