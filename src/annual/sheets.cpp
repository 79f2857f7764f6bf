// data.xlsx and data.csv: every line, and the sums of the report. Masses in t, emissions in t CO2e
// as they are printed; the certificates themselves have the grams. In the workbook each column has
// a name, and months and products a chart.
#include "annual/annual.hpp"
#include "certificate/wording.hpp"
#include "message/message.hpp"
#include "pack/workbook.hpp"
#include "table/write_csv.hpp"
#include "units/decimal.hpp"

namespace tenbin::annual {
namespace {

using certificate::Totals;
using table::OutCell;
using table::OutKind;

OutCell text(std::string value) {
  return {OutKind::text, std::move(value)};
}
OutCell number(std::string value) {
  return {OutKind::number, std::move(value)};
}
OutCell day(Date date) {
  return {OutKind::date, format_date(date)};
}

// Tonnes to the gram; tonnes of CO2e to the gram; per cent to the part per million.
OutCell tonnes(Mass mass) {
  return number(format_decimal(mass.grams(), 6));
}
OutCell percent(Share share) {
  return number(format_decimal(share.ppm(), 4));
}
OutCell emissions(const certificate::Emissions& kilograms) {
  if (!kilograms) return {};
  const auto decimal = parse_decimal(*kilograms, true);
  TENBIN_CHECK(decimal);
  return number(format_decimal(decimal->digits, decimal->places + 3));
}

const std::vector<std::string> figure_keys = {"mass_t", "allocated_t", "share_percent",
                                              "with_tco2e", "without_tco2e"};

void add_figures(std::vector<OutCell>& row, const Totals& totals) {
  row.push_back(tonnes(totals.mass));
  row.push_back(tonnes(totals.allocated));
  row.push_back(percent(totals.share));
  row.push_back(emissions(totals.with_allocation));
  row.push_back(emissions(totals.without_allocation));
}

pack::SheetTable begin(std::string name, std::vector<std::string> keys) {
  keys.insert(keys.end(), figure_keys.begin(), figure_keys.end());
  return {std::move(name), std::move(keys), {}, true};
}

pack::SheetTable lines_sheet(const certificate::Year& year) {
  pack::SheetTable sheet = begin("lines", {"date", "certificate", "shipment", "line", "product"});
  for (std::size_t i = 0; i < year.lines.size(); ++i) {
    const certificate::Line& line = year.lines[i];
    std::vector<OutCell> row = {day(line.date), text(year.certificate_of_line[i]),
                                text(line.shipment), number(std::to_string(line.line)),
                                text(line.product)};
    add_figures(row, certificate::totals_of({line}));
    sheet.rows.push_back(std::move(row));
  }
  return sheet;
}

// In no sum: without figures.
pack::SheetTable revoked_sheet(const std::vector<Change>& revoked) {
  pack::SheetTable sheet{
      "revoked", {"certificate", "revision", "revoked_on", "reason_class"}, {}, true};
  for (const Change& each : revoked) {
    sheet.rows.push_back({text(each.number), number(std::to_string(each.revision)), day(each.on),
                          text(reason_name(Language::ja, each.reason_class) + " / " +
                               reason_name(Language::en, each.reason_class))});
  }
  return sheet;
}

std::vector<pack::SheetTable> tables_of(const AnnualPack& pack) {
  const certificate::Year& year = pack.year;
  pack::SheetTable months = begin("months", {"month"});
  months.bars = {"allocated_t"};
  months.chart = "annual.months";
  for (const auto& each : year.months) {
    months.rows.push_back({text(format_date(each.first).substr(0, 7))});
    add_figures(months.rows.back(), each.totals);
  }
  pack::SheetTable products = begin("products", {"product", "name_ja", "name_en"});
  products.bars = {"with_tco2e", "without_tco2e"};
  products.chart = "annual.products_chart";
  for (const auto& each : year.products) {
    products.rows.push_back(
        {text(each.product), text(each.name.in(Language::ja)), text(each.name.in(Language::en))});
    add_figures(products.rows.back(), each.totals);
  }
  pack::SheetTable certificates = begin("certificates", {"certificate", "revision", "issued_on"});
  for (const auto& each : year.certificates) {
    certificates.rows.push_back(
        {text(each.number), number(std::to_string(each.revision)), day(each.issued_on)});
    add_figures(certificates.rows.back(), each.totals);
  }
  std::vector<pack::SheetTable> tables = {lines_sheet(year), std::move(months), std::move(products),
                                          std::move(certificates)};
  if (!pack.revoked.empty()) tables.push_back(revoked_sheet(pack.revoked));
  return tables;
}

Result<std::string> csv_of(const pack::SheetTable& sheet) {
  table::CsvWriter writer;
  std::vector<table::OutColumn> columns;
  for (const std::string& key : sheet.keys) {
    table::OutColumn column;
    column.heading = message(Language::ja, "pack.head." + key) + " / " +
                     message(Language::en, "pack.head." + key);
    columns.push_back(std::move(column));
  }
  writer.add_headings(columns);
  for (const auto& row : sheet.rows) writer.add_row(row);
  return writer.bytes(table::Encoding::utf8);
}

}  // namespace

Result<std::vector<pack::File>> sheets_of(const AnnualPack& pack) {
  const std::vector<pack::SheetTable> tables = tables_of(pack);
  auto workbook = pack::write_workbook(tables);
  if (!workbook) return tl::make_unexpected(workbook.error());
  auto csv = csv_of(tables.front());
  if (!csv) return tl::make_unexpected(csv.error());
  return std::vector<pack::File>{{"data.xlsx", *std::move(workbook)},
                                 {"data.csv", *std::move(csv)}};
}

}  // namespace tenbin::annual
