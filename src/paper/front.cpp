// Page 1. Every zone begins where the one above ended, so that long names push and never overlap;
// only the check zone with the QR code stands fixed at the bottom.
#include <algorithm>
#include <array>
#include <map>

#include "certificate/check_code.hpp"
#include "paper/job.hpp"
#include "paper/qr.hpp"

namespace tenbin::paper {
namespace {

using certificate::show_percent;
using certificate::show_t;

constexpr double column_gap = 8.0;
constexpr double right_column = 122.0;
constexpr double right_width = text_right - right_column;
constexpr double left_width = right_column - margin_left - column_gap;
constexpr double check_top = 245.5;
constexpr double qr_size = 30.0;
constexpr double widest_qr = 32.0;
constexpr double fact_label = 23.0;
constexpr Style name_style{.points = 7.6, .ink = Ink::grey};
constexpr Style small_style{.points = 8.2};

// How generously the page is set; the last of `rooms` holds whatever names there are.
struct Room {
  double gap;          // between zones
  int lines;           // most lines of a name or an address
  std::size_t groups;  // most rows of products
  double leading;      // of the claim
};
constexpr std::array<Room, 5> rooms = {
    {{6.0, 3, 3, 1.5}, {4.5, 3, 3, 1.45}, {3.2, 3, 3, 1.35}, {3.2, 3, 2, 1.35}, {2.2, 2, 1, 1.3}}};
constexpr double gaps = 7.0;  // how often `gap` stands on the page
constexpr double widest_gap = 8.5;

double draw_head(Canvas& canvas, const Job& job) {
  const Content& content = job.content;
  const bool ja = job.language == Language::ja;
  canvas.draw(canvas.fitted(content.issuer.name.in(job.language),
                            {.points = 11.5, .bold = true, .ink = Ink::accent, .leading = 1.3},
                            left_width, 8.5, 2),
              margin_left, margin_top);
  const std::string era = ja ? certificate::show_era(content.issued_on) : "";
  const std::array<std::pair<std::string_view, std::string>, 3> facts = {{
      {"number", content.number},
      {"issued_on", job.date(content.issued_on) + (era.empty() ? "" : "（" + era + "）")},
      {"revision", job.sentence("revision.value", {{"n", std::to_string(content.revision)}})},
  }};
  double y = margin_top + 0.4;
  for (const auto& [name, value] : facts) {
    const TextBlock label = canvas.text(job.label(name), name_style);
    const TextBlock text = canvas.fitted(value, {.points = 8.2, .bold = name == "number"},
                                         right_width - fact_label, 6.5, 1);
    canvas.draw_on(label, right_column, y + 3.2);
    canvas.draw_on(text, right_column + fact_label, y + 3.2);
    y += std::max(4.4, text.height() + 0.4);
  }
  return y;
}

double draw_title(Canvas& canvas, const Job& job, double y) {
  const bool ja = job.language == Language::ja;
  const TextBlock title = canvas.text(
      job.label("title"),
      {.points = 25, .bold = true, .align = Align::centre, .leading = 1.2, .spacing = ja ? 7 : 0.6},
      text_width);
  canvas.draw(title, margin_left, y, "H1");
  y += title.height() + 1.6;
  const double middle = margin_left + text_width / 2;
  canvas.rule(middle - 14, middle + 14, y, 0.6, Ink::accent);
  y += 2.6;
  y += canvas.write(job.label("subtitle"),
                    {.points = 9.5, .ink = Ink::accent, .align = Align::centre}, margin_left, y,
                    text_width);
  return y;
}

// A label over its column, with a rule.
double column_head(Canvas& canvas, const Job& job, std::string_view name, double x, double width,
                   double y) {
  y += canvas.write(job.label(name), name_style, x, y) + 0.6;
  canvas.rule(x, x + width, y, 0.2, Ink::rule);
  return y + 1.8;
}

// "label  value", nothing for an empty value.
double fact_row(Canvas& canvas, const Job& job, std::string_view name, const std::string& value,
                double x, double width, double y, int most) {
  if (value.empty()) return y;
  canvas.write(job.label(name), {.points = 7.6, .ink = Ink::grey, .leading = 1.5}, x, y);
  const TextBlock text = canvas.fitted(value, small_style, width - fact_label, 7.2, most);
  canvas.draw(text, x + fact_label, y);
  return y + 0.3 + text.height();
}

std::string periods_text(const Job& job) {
  std::vector<std::string> texts;
  for (const certificate::Period& period : job.content.periods) {
    texts.push_back(job.days(period));
  }
  return joined(job, texts, 3);
}

double draw_recipient(Canvas& canvas, const Job& job, const Room& room, double y) {
  const certificate::Recipient& to = job.content.recipient;
  const auto row = [&](std::string_view name, const std::string& value) {
    y = fact_row(canvas, job, name, value, margin_left, left_width, y, room.lines);
  };
  y = column_head(canvas, job, "recipient", margin_left, left_width, y);
  const auto honorific = job.label(
      to.honorific == certificate::Honorific::firm ? "honorific.firm" : "honorific.person");
  std::string name = to.name.in(job.language);
  const Style style{.points = 13, .bold = true, .leading = 1.3};
  constexpr double smallest = 8.5;
  const std::string one_line = name + "　" + std::string(honorific);
  if (!honorific.empty()) {
    const double points = canvas.fitting_points(one_line, style, left_width, smallest);
    name = points > smallest ? one_line : name + "\n" + std::string(honorific);
  }
  const TextBlock block = canvas.fitted(name, style, left_width, smallest, 3);
  canvas.draw(block, margin_left, y);
  y += block.height() + 1.2;
  if (!to.address.empty()) {
    const TextBlock address =
        canvas.text(to.address.in(job.language), small_style, left_width, room.lines);
    canvas.draw(address, margin_left, y);
    y += address.height() + 0.6;
  }
  row("corporate_number", to.corporate_number);
  row("orders", joined(job, to.orders, 4));
  row("period", periods_text(job));
  return y;
}

double draw_issuer(Canvas& canvas, const Job& job, const Room& room, double y) {
  const certificate::Issuer& from = job.content.issuer;
  constexpr double seal = 21.0;
  y = column_head(canvas, job, "issuer", right_column, right_width, y);
  const TextBlock name = canvas.fitted(from.name.in(job.language), {.points = 9.5, .bold = true},
                                       right_width, 8, room.lines);
  canvas.draw(name, right_column, y);
  y += name.height() + 0.8;
  if (!from.address.empty()) {
    const TextBlock address =
        canvas.text(from.address.in(job.language), small_style, right_width, room.lines);
    canvas.draw(address, right_column, y);
    y += address.height() + 0.4;
  }
  const double beside = y + 1.0;
  const auto row = [&](std::string_view label, const std::string& value) {
    y = fact_row(canvas, job, label, value, right_column, right_width - seal - 2, y, room.lines);
  };
  row("corporate_number", from.corporate_number);
  row("site", from.site.in(job.language));
  row("responsible", from.responsible.in(job.language));
  if (job.content.approval)
    row("approval", std::string(certificate::show_approval(job.language, *job.content.approval)));
  canvas.frame(text_right - seal, beside, seal, seal, 0.15, Ink::rule);
  if (!canvas.seal()) canvas.place_seal({text_right - seal, beside, seal, seal});
  const TextBlock note =
      canvas.text(job.label(job.sealed ? "seal" : "seal.none"),
                  {.points = 6.2, .ink = Ink::grey, .align = Align::centre}, seal);
  canvas.draw(note, text_right - seal, beside + (seal - note.height()) / 2);
  return std::max(y, beside + seal);
}

double draw_claim(Canvas& canvas, const Job& job, const Room& room, double y) {
  const certificate::Claims claims = certificate::claims_of(job.content);
  constexpr double inset = 7.0;
  const double width = text_width - 2 * inset;
  const TextBlock claim = canvas.text(claims.allocation.text.in(job.language),
                                      {.points = 13, .bold = true, .leading = room.leading}, width);
  const TextBlock physical =
      canvas.text(claims.physical.text.in(job.language), {.points = 9.5}, width);
  const double height = claim.height() + physical.height() + 9.5;
  canvas.fill(margin_left, y, text_width, height, Ink::tint);
  canvas.fill(margin_left, y, 1.4, height, Ink::accent);
  canvas.draw(claim, margin_left + inset, y + 3.8);
  canvas.draw(physical, margin_left + inset, y + 3.8 + claim.height() + 1.6);
  return y + height;
}

struct Figure {
  std::string_view label;
  std::string value;
  std::string_view unit;
  std::string below;
};

Figure footprint_figure(const Job& job, std::string_view name, const certificate::Emissions& per_kg,
                        const certificate::Emissions& total) {
  if (!per_kg || !total) return {job.label(name), "—", "", std::string(job.label("figure.none"))};
  return {job.label(name), certificate::show_rounded_up(*per_kg, 3), job.label("unit.per_kg"),
          job.sentence("figure.total", {{"kg", certificate::show_grouped(*total)}})};
}

double draw_figures(Canvas& canvas, const Job& job, double y) {
  const certificate::Totals& totals = job.content.totals;
  const std::string lines = count_of_lines(job, job.content.lines.size());
  const std::array<Figure, 4> figures = {{
      {job.label("figure.mass"), show_t(totals.mass), job.label("unit.t"), lines},
      {job.label("figure.allocated"), show_t(totals.allocated), job.label("unit.t"),
       job.sentence("figure.share", {{"P", show_percent(totals.share)}})},
      footprint_figure(job, "figure.with", totals.with_allocation_per_kg, totals.with_allocation),
      footprint_figure(job, "figure.without", totals.without_allocation_per_kg,
                       totals.without_allocation),
  }};
  const double width = text_width / 4;
  constexpr double height = 19.0;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const double x = margin_left + static_cast<double>(i) * width;
    const double inner = width - 4.5;
    const double text_x = x + (i == 0 ? 0 : 3.0);
    if (i > 0) canvas.fill(x, y + 0.5, 0.15, height - 1.5, Ink::rule);
    canvas.draw_on(canvas.fitted(figures[i].label, name_style, inner, 5.5), text_x, y + 3.4);
    const TextBlock unit = canvas.text(figures[i].unit, {.points = 8});
    const TextBlock value =
        canvas.fitted(figures[i].value, {.points = 18, .bold = true}, inner - unit.width() - 1, 9);
    canvas.draw_on(value, text_x, y + 11.6);
    canvas.draw_on(unit, text_x + value.width() + 1.0, y + 11.6);
    canvas.draw_on(canvas.fitted(figures[i].below, {.points = 7.6}, inner, 5.5), text_x, y + 17.0);
  }
  return y + height;
}

// All lines of one product.
struct Group {
  std::string name;
  std::string shipment;
  Date first;
  Date last;
  Mass mass;
  Mass allocated;
  std::size_t lines = 0;
  std::size_t place = 0;  // of its first line among those of the others
};

std::vector<Group> groups_of(const Job& job, std::size_t most) {
  std::vector<Group> groups;
  std::map<std::string, std::size_t> places;
  for (const certificate::Line& line : job.content.lines) {
    const auto [place, is_new] = places.try_emplace(line.product, groups.size());
    if (is_new) {
      std::string name = line.name.in(job.language);
      for (const std::string& part : {line.alloy, line.temper}) {
        if (!part.empty()) name += " " + part;
      }
      groups.push_back({name, line.shipment, line.date, line.date, {}, {}, 0, groups.size()});
    }
    Group& group = groups[place->second];
    group.first = std::min(group.first, line.date);
    group.last = std::max(group.last, line.date);
    group.mass += line.mass;
    group.allocated += line.allocated;
    ++group.lines;
  }
  std::sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) {
    return a.mass != b.mass ? a.mass > b.mass : a.place < b.place;
  });
  for (; groups.size() > most; groups.pop_back()) {
    Group& into = groups[most - 1];
    const Group& from = groups.back();
    into.name.clear();
    into.first = std::min(into.first, from.first);
    into.last = std::max(into.last, from.last);
    into.mass += from.mass;
    into.allocated += from.allocated;
    into.lines += from.lines;
  }
  return groups;
}

double draw_products(Canvas& canvas, const Job& job, const Room& room, double y) {
  canvas.write(job.label("products"), {.points = 8.2, .bold = true, .ink = Ink::accent},
               margin_left, y, 0, "H2");
  const TextBlock all =
      canvas.text(job.sentence("products.all", {{"n", std::to_string(job.first_page + 1)}}),
                  {.points = 7, .ink = Ink::grey, .align = Align::right}, 60);
  canvas.draw(all, text_right - 60, y + 0.4);
  y += 5.2;
  canvas.rule(margin_left, text_right, y, 0.2, Ink::rule);
  canvas.open("Table");
  for (const Group& group : groups_of(job, room.groups)) {
    y += 0.9;
    const std::string count = count_of_lines(job, group.lines);
    const bool is_rest = group.name.empty();
    const std::string name = is_rest ? job.sentence("products.more", {{"n", count}}) : group.name;
    std::string dates = format_date(group.first);
    if (group.last != group.first)
      dates += std::string(job.label("until")) + format_date(group.last).substr(5);
    const std::array<std::tuple<std::string, double, double, Align>, 6> cells = {{
        {name, 0, 60, Align::left},
        {group.lines == 1 ? group.shipment
         : is_rest        ? ""
                          : count,
         62, 26, Align::left},
        {dates, 90, 31, Align::left},
        {show_t(group.mass) + " t", 122, 18, Align::right},
        {show_percent(share_of(group.allocated, group.mass)) + " %", 142, 12, Align::right},
        {show_t(group.allocated) + " t", 156, 19, Align::right},
    }};
    double height = 0;
    canvas.open("TR");
    for (const auto& [text, x, width, align] : cells) {
      const TextBlock block = canvas.fitted(text, {.points = 7.8, .align = align}, width, 6.5, 1);
      canvas.draw(block, margin_left + x, y, "TD");
      height = std::max(height, block.height());
    }
    canvas.close("TR");
    y += height + 0.9;
    canvas.rule(margin_left, text_right, y, 0.1, Ink::rule);
  }
  canvas.close("Table");
  return y;
}

double draw_verification(Canvas& canvas, const Job& job, double y) {
  constexpr double inset = 4.0;
  constexpr double height = 17.5;
  const double width = text_width - 2 * inset;
  canvas.frame(margin_left, y, text_width, height, 0.2, Ink::accent);
  std::string head;
  std::string body;
  if (const auto& verification = job.content.verification) {
    head = job.pair("verification", verification->verifier);
    const bool verified = verification->kind == AssuranceKind::verification;
    const bool limited = verification->level == AssuranceLevel::limited;
    body =
        job.sentence("verification.line",
                     {{"kind", std::string(job.label(verified ? "verification.kind.verification"
                                                              : "verification.kind.validation"))},
                      {"from", job.date(verification->scope.from)},
                      {"to", job.date(verification->scope.to)},
                      {"level", std::string(job.label(limited ? "verification.level.limited"
                                                              : "verification.level.reasonable"))},
                      {"criteria", verification->criteria}});
    body += "\n" + job.sentence("verification.statement", {{"statement", verification->statement},
                                                           {"date", job.date(verification->date)}});
  } else {
    head = job.label("verification.none");
    body = certificate::claims_of(job.content).unverified->text.in(job.language);
  }
  const TextBlock title = canvas.fitted(head, {.points = 9, .bold = true}, width, 6.5, 1);
  TextBlock text = canvas.text(body, {.points = 7.8}, width);
  if (text.lines() > 2) text = canvas.text(body, {.points = 6.6, .leading = 1.2}, width, 2);
  const double top = y + (height - title.height() - text.height() - 0.6) / 2;
  canvas.draw(title, margin_left + inset, top);
  canvas.draw(text, margin_left + inset, top + title.height() + 0.6);
  return y + height;
}

double draw_notes(Canvas& canvas, const Job& job, double y) {
  y += canvas.write(job.label("notes"), {.points = 8.2, .bold = true, .ink = Ink::accent},
                    margin_left, y, 0, "H2") +
       0.6;
  int number = 0;
  for (const char* name : {"note.1", "note.2", "note.3"}) {
    canvas.write(std::to_string(++number), {.points = 7.8, .ink = Ink::grey, .leading = 1.35},
                 margin_left, y);
    y += canvas.write(job.label(name), {.points = 7.8, .leading = 1.35}, margin_left + 4, y,
                      text_width - 4) +
         0.5;
  }
  return y;
}

// Number, check code, digest, key, place in the log, address: what there is of it.
void draw_check(Canvas& canvas, const Job& job) {
  const Print& print = job.print;
  const double y = check_top;
  const std::string& text = print.qr_text.empty() ? print.content.number : print.qr_text;
  const double qr = draw_qr(canvas, text, margin_left, y, qr_size, widest_qr);
  const double x = margin_left + qr + 6;
  const double width = text_right - x;
  double line = y + canvas.write(job.label("check.how"), {.points = 7.8}, x, y - 0.6, width) + 1.4;
  const std::string log = print.log_index ? std::to_string(*print.log_index) : "";
  const std::array<std::pair<std::string_view, std::string>, 6> facts = {{
      {"number", print.content.number},
      {"check.code", certificate::check_code(print.digest_hex)},
      {"check.digest", print.digest_hex},
      {"check.key", print.key_text},
      {"check.log", log},
      {"check.web", print.web_address},
  }};
  for (const auto& [name, value] : facts) {
    if (value.empty()) continue;
    canvas.draw_on(canvas.text(job.label(name), {.points = 7, .ink = Ink::grey}), x, line + 2.6);
    canvas.draw_on(canvas.fitted(value, {.points = 7.4}, width - 23, 4.5, 1), x + 23, line + 2.6);
    line += 3.9;
  }
}

// Everything above the check zone; returns where it ends.
double draw_zones(Canvas& canvas, const Job& job, const Room& room) {
  double y = draw_head(canvas, job);
  y = draw_title(canvas, job, std::max(y + room.gap - 2, 34.0)) + room.gap;
  y = std::max(draw_recipient(canvas, job, room, y), draw_issuer(canvas, job, room, y));
  y = draw_claim(canvas, job, room, y + room.gap);
  y = draw_figures(canvas, job, y + room.gap);
  y = draw_products(canvas, job, room, y + room.gap - 0.5);
  y = draw_verification(canvas, job, y + room.gap - 0.5);
  return draw_notes(canvas, job, y + room.gap - 1);
}

// The most generous room that the content leaves; what is still free is spread over the gaps.
Room choose_room(Canvas& canvas, const Job& job) {
  canvas.mute(true);
  Room chosen = rooms.back();
  for (const Room& room : rooms) {
    const double left = check_top - 2.5 - draw_zones(canvas, job, room);
    if (left < 0) continue;
    chosen = room;
    chosen.gap = std::min(widest_gap, room.gap + left / gaps);
    break;
  }
  canvas.mute(false);
  return chosen;
}

}  // namespace

void draw_front(Canvas& canvas, const Job& job) {
  draw_zones(canvas, job, choose_room(canvas, job));
  draw_check(canvas, job);
}

}  // namespace tenbin::paper
