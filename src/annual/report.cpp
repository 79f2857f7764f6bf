// The report: summary, what changed since the last download, months, the two sides of the
// emissions, products, certificates, method and limits. Both footprints stand side by side, never
// one alone.
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
  void paragraph(std::string_view key, const std::vector<Fact>& facts = {}) const {
    add_paragraph(flow, canvas, say(key, facts));
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
    const double room = text_width - name_width;  // as much for each as its heading needs
    add_table(flow, canvas,
              {column(name, name_width, false), column("mass", room * 0.19),
               column("allocated", room * 0.19), column("share", room * 0.1),
               column("with", room * 0.26), column("without", room * 0.26)},
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
  out.flow.space(2);
  out.paragraph("recomputed");
}

// "1 → 2"; a certificate that came and went since then has no first one.
std::string revisions(const Change& change) {
  const std::string now = std::to_string(change.revision);
  return change.before == 0 || change.before == change.revision
             ? now
             : std::to_string(change.before) + " → " + now;
}

std::ptrdiff_t count(const std::vector<Change>& changes, ChangeKind kind) {
  return std::count_if(changes.begin(), changes.end(),
                       [kind](const Change& change) { return change.kind == kind; });
}

// Those whose figures somebody may have used; new ones are marked in the list of certificates.
void add_withdrawn(const Writer& out, const std::vector<Change>& changes) {
  std::vector<Row> rows;
  for (const Change& each : changes) {
    if (each.kind == ChangeKind::issued) continue;
    const bool revoked = each.kind == ChangeKind::revoked;
    rows.push_back({each.number, out.say(name_of(each.kind)), revisions(each), format_date(each.on),
                    revoked ? reason_name(out.language, each.reason_class) : ""});
  }
  if (rows.empty()) return;
  out.flow.space(1);
  add_table(out.flow, out.canvas,
            {out.column("number", 37, false), out.column("change", 22, false),
             out.column("revision", 18, false), out.column("on", 23, false),
             out.column("reason", text_width - 100, false)},
            rows);
  out.flow.space(1);
  out.paragraph("withdrawn");
}

void add_since(const Writer& out) {
  out.heading("since");
  const auto& last = out.pack.last;
  if (!last) return out.paragraph("first");
  const std::string at = show_moment(out.language, last->at);
  if (last->changes.empty()) return out.paragraph("unchanged", {{"at", at}});
  std::vector<Fact> facts = {{"at", at}};
  for (const ChangeKind kind : {ChangeKind::issued, ChangeKind::replaced, ChangeKind::revoked})
    facts.push_back({std::string(name_of(kind)), std::to_string(count(last->changes, kind))});
  out.paragraph("changed", facts);
  add_withdrawn(out, last->changes);
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
  out.flow.together([&] {
    out.heading("emissions");
    out.figure_table("month", 25, rows);
  });
}

void add_products(const Writer& out) {
  out.heading("products");
  std::vector<Row> rows;
  for (const auto& product : out.pack.year.products)
    rows.push_back(
        out.figures(product.product + "\n" + product.name.in(out.language), product.totals));
  out.figure_table("product", 50, rows);
}

// A certificate in a list: "MB-2026-000001-5 (1)", and whether it is new.
std::string listed(const Writer& out, const certificate::CertificateOfYear& each) {
  std::string text = each.number + " (" + std::to_string(each.revision) + ")";
  if (!out.pack.last) return text;
  for (const Change& change : out.pack.last->changes) {
    if (change.number == each.number && change.kind == ChangeKind::issued)
      text += " " + out.say("issued");
  }
  return text;
}

// Never silently left out; without figures, since they count nowhere.
void add_revoked(const Writer& out) {
  if (out.pack.revoked.empty()) return;
  out.heading("revoked_list");
  std::vector<Row> rows;
  for (const Change& each : out.pack.revoked) {
    rows.push_back({each.number + " (" + std::to_string(each.revision) + ")", format_date(each.on),
                    reason_name(out.language, each.reason_class)});
  }
  add_table(out.flow, out.canvas,
            {out.column("certificate", 50, false), out.column("revoked_on", 30, false),
             out.column("reason", text_width - 80, false)},
            rows);
}

void add_certificates(const Writer& out) {
  out.heading("certificates");
  std::vector<Row> rows;
  for (const auto& each : out.pack.year.certificates)
    rows.push_back(out.figures(listed(out, each), each.totals));
  out.figure_table("certificate", 50, rows);
  add_revoked(out);
}

void add_method(const Writer& out) {
  out.heading("method");
  for (const certificate::RulebookNote& note : out.pack.rulebooks) {
    add_entry(out.flow, out.canvas, note.title.in(out.language),
              certificate::method_text(out.language, note));
  }
  out.paragraph("note");
  add_paragraph(out.flow, out.canvas, certificate::label(out.language, "claim.c6"));
  out.paragraph("limits");
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
    add_since(out);
    add_months(out);
    add_products(out);
    add_certificates(out);
    add_method(out);
  };
  return report;
}

}  // namespace tenbin::annual
