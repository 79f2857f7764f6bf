#include "exchange/template.hpp"

#include <algorithm>
#include <vector>

#include "table/write_xlsx.hpp"

namespace tenbin::exchange {
namespace {

using table::OutCell;
using table::OutColumn;
using table::OutKind;

OutKind out_kind(ColumnType type) {
  switch (type) {
    case ColumnType::date:
      return OutKind::date;
    case ColumnType::mass:
    case ColumnType::mass_or_zero:
    case ColumnType::share:
    case ColumnType::factor:
    case ColumnType::count:
      return OutKind::number;
    default:
      return OutKind::text;
  }
}

OutCell text_cell(std::string_view text) {
  return {OutKind::text, std::string(text), false};
}

std::vector<std::string> choices_of(const Column& column) {
  std::vector<std::string> choices;
  if (column.list != nullptr)
    for (const table::Choice& choice : column.list->choices)
      choices.emplace_back(choice.words.front());
  if (column.type == ColumnType::boolean) choices = {"1", "0"};
  return choices;
}

std::string type_text(const Column& column, const Catalogue& text) {
  return text("template.type." + std::string(type_name(column.type)));
}

void write_lists(table::XlsxWriter& writer, const Catalogue& text) {
  table::SheetLayout layout{"コード表", {}, false, false};
  for (const std::string_view key :
       {"template.head.list", "template.head.value", "template.head.code"})
    layout.columns.push_back({text(key), "", OutKind::text, false, {}, ""});
  writer.begin_sheet(layout);
  for (const CodeList* list : all_code_lists())
    for (const table::Choice& choice : list->choices)
      writer.add_row(std::vector<OutCell>{text_cell(list->name), text_cell(choice.words.front()),
                                          text_cell(choice.key)});
}

void write_explanation(const KindInfo& kind, table::XlsxWriter& writer, const Catalogue& text) {
  table::SheetLayout layout{"説明", {}, false, false};
  for (const std::string_view key :
       {"template.head.column", "template.head.key", "template.head.need", "template.head.how"})
    layout.columns.push_back({text(key), "", OutKind::text, false, {}, ""});
  writer.begin_sheet(layout);
  for (const Column& column : kind.columns) {
    const bool must = column.need != Need::optional;
    writer.add_row(std::vector<OutCell>{
        text_cell(column.heading), text_cell(column.key),
        text_cell(must ? text("template.need.required") : text("template.need.optional")),
        text_cell(type_text(column, text))});
  }
  writer.add_row(std::vector<OutCell>{text_cell(text("template.hint"))});
}

void write_example(const KindInfo& kind, table::XlsxWriter& writer, const Catalogue& text) {
  const auto columns = template_columns(kind, text);
  writer.begin_sheet({"記入例", columns, true, false});
  std::vector<OutCell> row;
  for (std::size_t i = 0; i < columns.size(); ++i)
    row.push_back({columns[i].kind, std::string(kind.example[i]), false});
  writer.add_row(row);
}

}  // namespace

std::string_view type_name(ColumnType type) {
  switch (type) {
    case ColumnType::code:
      return "code";
    case ColumnType::text:
      return "text";
    case ColumnType::date:
      return "date";
    case ColumnType::mass:
      return "mass";
    case ColumnType::mass_or_zero:
      return "mass_or_zero";
    case ColumnType::unit:
      return "unit";
    case ColumnType::share:
      return "share";
    case ColumnType::factor:
      return "factor";
    case ColumnType::count:
      return "count";
    case ColumnType::choice:
      return "choice";
    case ColumnType::boolean:
      break;
  }
  return "boolean";
}

std::vector<OutColumn> template_columns(const KindInfo& kind, const Catalogue& text) {
  std::vector<OutColumn> columns;
  for (const Column& column : kind.columns) {
    OutColumn out;
    out.heading = column.heading;
    out.key = column.key;
    out.kind = out_kind(column.type);
    out.required = column.need == Need::required;
    out.choices = choices_of(column);
    out.note = type_text(column, text);
    columns.push_back(std::move(out));
  }
  return columns;
}

Result<void> write_template(Kind kind, const std::string& path, const Catalogue& text) {
  table::XlsxWriter writer(path);
  writer.begin_sheet({"入力", template_columns(info(kind), text), true, false});
  write_lists(writer, text);
  write_explanation(info(kind), writer, text);
  write_example(info(kind), writer, text);
  return writer.close();
}

}  // namespace tenbin::exchange
