// The report: summary, months, the two sides of the emissions, products, certificates, method and
// limits. Both footprints stand side by side, never one alone.
#include <algorithm>

#include "annual/annual.hpp"
#include "certificate/wording.hpp"
#include "message/message.hpp"
#include "paper/flow.hpp"

namespace tenbin::annual {
namespace {

using certificate::show_percent;
using certificate::show_t;
using certificate::Totals;
using namespace paper;

struct Writer {
  const AnnualPack& pack;
  Language language;
  Flow& flow;
  Canvas& canvas;

  std::string say(std::string_view key, const std::vector<Fact>& facts = {}) const {
    return message(language, "annual." + std::string(key), facts);
  }
  void heading(std::string_view key) const {
    flow.space(4);
    add_heading(flow, canvas, say(key));
  }
  void entry(std::string_view key, std::string_view text) const {
    add_entry(flow, canvas, say(key), text);
  }
  Column column(std::string_view key, double width, bool number = true) const {
    return {say(key), width, number ? Align::right : Align::left,
            number ? Wrap::never : Wrap::words};
  }
  Row figures(std::string name, const Totals& totals) const {
    return {std::move(name),
            show_t(totals.mass),
            show_t(totals.allocated),
            show_percent(totals.share),
            show_tonnes(totals.with_allocation),
            show_tonnes(totals.without_allocation)};
  }
  void figure_table(std::string_view name, double name_width, const std::vector<Row>& rows) const {
    const double width = (text_width - name_width) / 5;
    add_table(flow, canvas,
              {column(name, name_width, false), column("mass", width), column("allocated", width),
               column("share", width), column("with", width), column("without", width)},
              rows, figures(say("total"), pack.year.totals));
  }
};

void add_summary(const Writer& out) {
  const certificate::Year& year = out.pack.year;
  add_heading(out.flow, out.canvas, out.say("title", {{"year", year_name(out.language, year)}}));
  out.entry("recipient", out.pack.recipient.in(out.language));
  out.entry("issuer", out.pack.issuer.in(out.language));
  out.entry("days", certificate::show_date(out.language, year.from) +
                        std::string(certificate::label(out.language, "until")) +
                        certificate::show_date(out.language, year.to));
  out.entry("made", certificate::show_date(out.language, out.pack.made));
  out.entry("count", std::to_string(year.certificates.size()));
  out.entry("mass", show_t(year.totals.mass));
  out.entry("allocated", show_t(year.totals.allocated));
  out.entry("share", show_percent(year.totals.share));
  out.entry("with", show_tonnes(year.totals.with_allocation));
  out.entry("without", show_tonnes(year.totals.without_allocation));
  const auto corrected =
      std::count_if(year.certificates.begin(), year.certificates.end(),
                    [](const certificate::CertificateOfYear& each) { return each.revision > 1; });
  out.flow.space(2);
  if (corrected > 0) {
    add_paragraph(out.flow, out.canvas,
                  out.say("corrected", {{"count", std::to_string(corrected)}}));
  }
  add_paragraph(out.flow, out.canvas, out.say("recomputed"));
}

// One bar a month, its mass above it, the month below.
void add_bars(const Writer& out) {
  constexpr double height = 46;
  constexpr double tallest = 32;
  const auto& months = out.pack.year.months;
  std::int64_t most = 1;
  for (const auto& month : months) most = std::max(most, month.totals.allocated.grams());
  const double step = text_width / static_cast<double>(months.size());
  out.flow.add({height,
                [&months, most, step](Canvas& canvas, double y) {
                  const Style style{.points = 5.6, .ink = Ink::grey, .align = Align::centre};
                  double x = margin_left;
                  for (const auto& month : months) {
                    const double bar = tallest *
                                       static_cast<double>(month.totals.allocated.grams()) /
                                       static_cast<double>(most);
                    canvas.fill(x + 2, y + 6 + tallest - bar, step - 4, bar, Ink::accent);
                    canvas.draw(canvas.text(show_t(month.totals.allocated), style, step), x,
                                y + 2.5 + tallest - bar, nullptr);
                    canvas.draw(canvas.text(format_date(month.first).substr(0, 7), style, step), x,
                                y + 7.5 + tallest, nullptr);
                    x += step;
                  }
                  canvas.rule(margin_left, text_right, y + 6 + tallest, 0.2, Ink::grey);
                },
                false, nullptr});
}

void add_months(const Writer& out) {
  out.heading("months");
  add_bars(out);
  std::vector<Row> rows;
  for (const auto& month : out.pack.year.months)
    rows.push_back(out.figures(format_date(month.first).substr(0, 7), month.totals));
  out.heading("emissions");
  out.figure_table("month", 25, rows);
}

void add_products(const Writer& out) {
  out.heading("products");
  std::vector<Row> rows;
  for (const auto& product : out.pack.year.products)
    rows.push_back(
        out.figures(product.product + "\n" + product.name.in(out.language), product.totals));
  out.figure_table("product", 50, rows);
}

void add_certificates(const Writer& out) {
  out.heading("certificates");
  std::vector<Row> rows;
  for (const auto& each : out.pack.year.certificates)
    rows.push_back(
        out.figures(each.number + " (" + std::to_string(each.revision) + ")", each.totals));
  out.figure_table("certificate", 50, rows);
}

void add_method(const Writer& out) {
  out.heading("method");
  for (const certificate::RulebookNote& note : out.pack.rulebooks) {
    add_entry(out.flow, out.canvas, note.title.in(out.language),
              certificate::method_text(out.language, note));
  }
  add_paragraph(out.flow, out.canvas, out.say("note"));
  add_paragraph(out.flow, out.canvas, certificate::label(out.language, "claim.c6"));
  add_paragraph(out.flow, out.canvas, out.say("limits"));
}

}  // namespace

paper::Report report_of(const AnnualPack& pack, Language language) {
  paper::Report report;
  report.title = message(language, "annual.title", {{"year", year_name(language, pack.year)}});
  report.author = pack.issuer.in(language);
  report.subject = message(language, "annual.subject");
  report.date = pack.made;
  report.language = language;
  report.fill = [&pack, language](Flow& flow, Canvas& canvas) {
    const Writer out{pack, language, flow, canvas};
    add_summary(out);
    add_months(out);
    add_products(out);
    add_certificates(out);
    add_method(out);
  };
  return report;
}

}  // namespace tenbin::annual
