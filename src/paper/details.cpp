// The pages after the first: A lines, B balance, C sources, D conditions (conditions.cpp), E terms.
#include <algorithm>

#include "certificate/check_code.hpp"
#include "paper/job.hpp"

namespace tenbin::paper {
namespace {

using certificate::Line;
using certificate::show_percent;
using certificate::show_t;

std::string grouped(const certificate::Emissions& emissions) {
  return emissions ? certificate::show_grouped(*emissions) : "—";
}

std::string lines_of(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) {
    if (part.empty()) continue;
    if (!text.empty()) text += "\n";
    text += part;
  }
  return text;
}

// The one account that all lines draw on wholly, or nothing.
std::string single_account(const std::vector<Line>& lines) {
  if (lines.empty() || lines.front().accounts.size() != 1) return "";
  const std::string& account = lines.front().accounts.front().account;
  const bool same = std::all_of(lines.begin(), lines.end(), [&](const Line& line) {
    return line.accounts.size() == 1 && line.accounts.front().account == account;
  });
  return same ? account : "";
}

std::string accounts_text(const Line& line) {
  std::string text;
  for (const certificate::Drawn& drawn : line.accounts) {
    if (!text.empty()) text += "\n";
    text += drawn.account + " " + show_t(drawn.mass) + " t";
  }
  return text;
}

std::string alloy_text(const Line& line) {
  std::string text = line.alloy;
  if (!line.temper.empty()) text += (text.empty() ? "" : "-") + line.temper;
  return lines_of({text, line.standard});
}

void add_lines(Flow& flow, Canvas& canvas, const Job& job) {
  const Content& content = job.content;
  add_heading(flow, canvas, job.label("a"));
  const std::string account = single_account(content.lines);
  if (!account.empty()) {
    add_paragraph(flow, canvas, job.sentence("a.from", {{"account", account}}));
  }
  const auto title = [&](std::string_view name) { return std::string(job.label(name)); };
  const std::vector<Column> columns = {
      {title("a.number"), 8, Align::right, Wrap::never},
      {title("a.shipment"), 29, Align::left, Wrap::words},
      {title("a.date"), 20.5, Align::left, Wrap::never},
      {title("a.product"), 31.5, Align::left, Wrap::words},
      {title("a.alloy"), 20, Align::left, Wrap::words},
      {title("a.mass"), 16, Align::right, Wrap::never},
      {title("a.share"), 11, Align::right, Wrap::never},
      {title("a.allocated"), 16, Align::right, Wrap::never},
      {title("a.footprint"), 23, Align::right, Wrap::never},
  };
  std::vector<Row> rows;
  for (const Line& line : content.lines) {
    rows.push_back({std::to_string(rows.size() + 1),
                    lines_of({line.shipment + " / " + std::to_string(line.line), line.order}),
                    format_date(line.date),
                    lines_of({line.product, line.name.in(job.language),
                              account.empty() ? accounts_text(line) : std::string()}),
                    alloy_text(line), show_t(line.mass), show_percent(line.share),
                    show_t(line.allocated),
                    grouped(line.with_allocation) + "\n" + grouped(line.without_allocation)});
  }
  const certificate::Totals& totals = content.totals;
  add_table(flow, canvas, columns, rows,
            {"", title("a.total"), "", "", "", show_t(totals.mass), show_percent(totals.share),
             show_t(totals.allocated),
             grouped(totals.with_allocation) + "\n" + grouped(totals.without_allocation)});
}

std::string period_text(const Job& job, const certificate::PeriodBalance& balance) {
  std::string text = format_date(balance.period.from) + std::string(job.label("until")) + "\n" +
                     format_date(balance.period.to);
  if (!balance.closed) text += "\n" + std::string(job.label("b.open"));
  return text;
}

void add_balances(Flow& flow, Canvas& canvas, const Job& job) {
  const auto& balances = job.content.balances;
  if (balances.empty()) return;
  add_heading(flow, canvas, job.label("b"));
  const bool open = std::all_of(balances.begin(), balances.end(),
                                [](const auto& balance) { return balance.tonnage.has_value(); });
  const auto title = [&](std::string_view name) { return std::string(job.label(name)); };
  std::vector<Column> columns = {{title("b.period"), 24, Align::left, Wrap::never}};
  if (open) {
    for (const char* name : {"b.total_input", "b.renewable", "b.input_share", "b.output",
                             "b.entitlement", "b.opening", "b.allocated", "b.balance"}) {
      columns.push_back({title(name), 16.4, Align::right, Wrap::never});
    }
    columns.push_back({title("b.until"), 19.8, Align::right, Wrap::never});
  } else {
    for (const auto& [name, width] : {std::pair{"b.input_share", 31.0},
                                      {"b.residual", 40.0},
                                      {"b.average", 40.0},
                                      {"b.until", 40.0}}) {
      columns.push_back({title(name), width, Align::right, Wrap::never});
    }
  }
  std::vector<Row> rows;
  for (const certificate::PeriodBalance& balance : balances) {
    const std::string until = balance.usable_until ? format_date(*balance.usable_until) : "—";
    Row row = {period_text(job, balance)};
    if (open) {
      const certificate::Tonnage& t = *balance.tonnage;
      row.insert(row.end(),
                 {show_t(t.total_input), show_t(t.renewable_input),
                  show_percent(balance.input_share), show_t(t.output), show_t(t.entitlement),
                  show_t(t.opening), show_t(t.allocated), show_t(t.balance), until});
    } else {
      row.insert(row.end(), {show_percent(balance.input_share), job.per_kg(balance.residual_per_kg),
                             job.per_kg(balance.average_per_kg), until});
    }
    rows.push_back(std::move(row));
  }
  add_table(flow, canvas, columns, rows);
  if (!open) add_paragraph(flow, canvas, job.label("b.hidden"));
}

void add_sources(Flow& flow, Canvas& canvas, const Job& job) {
  if (job.content.sources.empty()) return;
  add_heading(flow, canvas, job.label("c"));
  const auto title = [&](std::string_view name) { return std::string(job.label(name)); };
  const auto shown = [&](const std::string& text) {
    return text.empty() ? title("c.withheld") : text;
  };
  const std::vector<Column> columns = {
      {title("c.certificate"), 33, Align::left, Wrap::words},
      {title("c.smelter"), 42, Align::left, Wrap::words},
      {title("c.country"), 18, Align::left, Wrap::words},
      {title("c.power"), 19, Align::left, Wrap::words},
      {title("c.mass"), 18, Align::right, Wrap::never},
      {title("c.factor"), 19, Align::right, Wrap::never},
      {title("c.boundary"), 26, Align::left, Wrap::words},
  };
  std::vector<Row> rows;
  for (const certificate::Source& source : job.content.sources) {
    const std::string power = "power." + source.power_source;
    rows.push_back({shown(source.supplier_certificate), shown(source.smelter),
                    shown(source.country),
                    certificate::has_label(power) ? title(power) : shown(source.power_source),
                    show_t(source.mass),
                    certificate::show_rounded_up(format_emission_factor(source.emission_factor), 3),
                    shown(source.emission_boundary)});
  }
  add_table(flow, canvas, columns, rows);
}

}  // namespace

Flow make_details(Canvas& canvas, const Job& job) {
  Flow flow;
  add_lines(flow, canvas, job);
  add_balances(flow, canvas, job);
  add_sources(flow, canvas, job);
  add_conditions(flow, canvas, job);
  add_heading(flow, canvas, job.label("e"));
  for (const char* name :
       {"e.mass_balance", "e.renewable", "e.entitlement", "e.share", "e.residual"}) {
    add_entry(flow, canvas, job.label(name), job.label(std::string(name) + ".text"));
  }
  return flow;
}

void draw_details_head(Canvas& canvas, const Job& job) {
  const Content& content = job.content;
  constexpr double half = text_width / 2;
  const std::string title =
      std::string(job.label("title")) + "　" + std::string(job.label("details"));
  canvas.draw_on(canvas.text(title, {.points = 11, .bold = true}), margin_left, 21, nullptr);
  canvas.draw_on(
      canvas.fitted(content.issuer.name.in(job.language),
                    {.points = 8, .ink = Ink::accent, .align = Align::right}, half, 5, 1),
      text_right - half, 21, nullptr);
  canvas.rule(margin_left, text_right, 24.5, 0.4, Ink::accent);
}

void draw_foot(Canvas& canvas, const Job& job, std::size_t page, std::size_t pages) {
  constexpr double baseline = 284.0;
  const Style style{.points = 7.2, .ink = Ink::grey};
  const std::string sample = job.print.sample ? std::string(job.label("sample")) + "　" : "";
  const std::string number =
      sample + job.content.number + "　" +
      job.sentence("revision.value", {{"n", std::to_string(job.content.revision)}});
  canvas.rule(margin_left, text_right, 279.5, 0.15, Ink::rule);
  canvas.draw_on(canvas.text(number, style), margin_left, baseline, nullptr);
  canvas.draw_on(canvas.text(job.pair("check.code", certificate::check_code(job.print.digest_hex)),
                             {.points = 7.2, .ink = Ink::grey, .align = Align::centre}, text_width),
                 margin_left, baseline, nullptr);
  canvas.draw_on(canvas.text(job.sentence("page", {{"n", std::to_string(page)},
                                                   {"of", std::to_string(pages)}}),
                             {.points = 7.2, .ink = Ink::grey, .align = Align::right}, 40),
                 text_right - 40, baseline, nullptr);
}

}  // namespace tenbin::paper
