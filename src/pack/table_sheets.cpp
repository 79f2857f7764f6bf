// The reconciliation tables a to g (design/domain-rules.md section 7.3).
#include <algorithm>
#include <map>

#include "engine/balance.hpp"
#include "engine/posting.hpp"
#include "pack/sheets.hpp"
#include "report/footprint_report.hpp"

namespace tenbin::pack {
namespace {

using table::OutCell;
using table::OutKind;

constexpr std::int64_t stock_tolerance_ppm = 5'000;

struct Flow {
  std::int64_t received = 0;
  std::int64_t loss = 0;
  std::int64_t shipped = 0;
  std::int64_t certified_in = 0;
  std::int64_t certified_out = 0;
  std::int64_t stock() const { return received - loss - shipped; }
};

OutCell decimal_cell(const std::optional<Exact>& value, std::string (*format)(const Exact&)) {
  return {OutKind::number, value ? format(*value) : std::string()};
}

class Tables {
 public:
  Tables(const Replay& replay, const SheetScope& scope, const RowSheets& rows,
         const LiveSheets& live)
      : replay_(replay),
        state_(replay.state),
        rules_(replay.state.rulebook),
        scope_(scope),
        rows_(rows),
        live_(live) {}

  std::vector<SheetTable> build() {
    std::vector<SheetTable> all;
    all.push_back(mass());
    all.push_back(value());
    all.push_back(certificates());
    all.push_back(stock(all[0]));
    all.push_back(shares());
    emissions(all);
    all.push_back(statements());
    return all;
  }

 private:
  std::string_view text(TextRef ref) const { return state_.texts.get(ref); }

  // What moved at the site on days before `end`, from `from` on.
  Flow flow_between(Date from, Date end) const {
    Flow flow;
    for (const Posting& posting : replay_.postings) {
      if (posting.date < from || posting.date >= end ||
          !is_of_period(replay_, posting, scope_.site, rules_.period_of(posting.date)))
        continue;
      const std::int64_t grams = posting.mass.grams();
      if (posting.kind == PostingKind::receipt) {
        const Receipt& receipt = state_.receipts[posting.index];
        if (receipt.material == Material::internal_scrap) continue;
        flow.received += grams;
        flow.certified_in += backed_part(state_, receipt, posting.mass).grams();
      } else if (posting.kind == PostingKind::run) {
        flow.loss += replay_.runs[posting.index].loss.grams();
      } else if (posting.kind == PostingKind::line) {
        flow.shipped += grams;
      } else if (posting.kind == PostingKind::allocation) {
        flow.certified_out += grams;
      }
    }
    return flow;
  }

  // (a) opening + receipts − losses − shipments = closing, a row a month and one for the period.
  SheetTable mass() const {
    SheetTable sheet{"a_mass",
                     {"span", "from", "to", "opening_g", "received_g", "loss_g", "shipped_g",
                      "closing_g", "certified_in_g", "certified_out_g"},
                     {}};
    const Date first = rules_.first_day(scope_.period);
    const Date end = rules_.first_day(scope_.period + 1);
    std::int64_t opening = flow_between(rules_.starts, first).stock();
    const std::int64_t opened = opening;
    for (Date from = first; from < end;) {
      const Date to = std::min(end, from.plus_months(1));
      add_mass_row(sheet, "month", from, to, opening);
      opening += flow_between(from, to).stock();
      from = to;
    }
    add_mass_row(sheet, "period", first, end, opened);
    return sheet;
  }

  void add_mass_row(SheetTable& sheet, std::string_view span, Date from, Date end,
                    std::int64_t opening) const {
    const std::size_t row = sheet.rows.size();
    const Flow flow = flow_between(from, end);
    const auto at = [&](std::string_view key) { return sheet.cell(key, row); };
    const auto sum = [&](const SheetTable& rows, std::string_view key, const std::string& more) {
      return "=SUMIFS(" + rows.range(key) + "," + rows.range("status") + ",\"live\"," +
             rows.range("date") + ",\">=\"&" + at("from") + "," + rows.range("date") + ",\"<=\"&" +
             at("to") + more + ")";
    };
    const std::string receipts = "," + rows_.input.range("kind") + ",\"receipt\"," +
                                 rows_.input.range("material") + ",\"<>internal_scrap\"";
    const bool follows = row > 0 && span == "month";
    sheet.rows.push_back(
        {text_cell(span), day_cell(from), day_cell(end.plus_days(-1)),
         follows ? computed("=" + sheet.cell("closing_g", row - 1), opening) : count_cell(opening),
         computed(sum(rows_.input, "mass_g", receipts), flow.received),
         computed(sum(rows_.production, "loss_g", ""), flow.loss),
         computed(sum(rows_.shipments, "mass_g", ""), flow.shipped),
         computed("=" + at("opening_g") + "+" + at("received_g") + "-" + at("loss_g") + "-" +
                      at("shipped_g"),
                  opening + flow.stock()),
         computed(sum(rows_.input, "certified_g", receipts), flow.certified_in),
         computed(sum(rows_.allocations, "mass_g", ""), flow.certified_out)});
  }

  // (b) opening + credited − allocated ± transferred − expired = closing.
  SheetTable value() const {
    const std::vector<std::string> figures = {"opening_g",     "entitlement_g", "allocated_g",
                                              "transferred_g", "adjusted_g",    "expired_g",
                                              "balance_g"};
    SheetTable sheet{"b_value", {"account"}, {}};
    sheet.keys.insert(sheet.keys.end(), figures.begin(), figures.end());
    const SheetTable& from = live_.entitlement;
    for (std::size_t row = 0; row < from.rows.size(); ++row) {
      std::vector<OutCell> cells = {from.rows[row][0]};
      for (const std::string& key : figures) {
        const auto column = std::find(from.keys.begin(), from.keys.end(), key) - from.keys.begin();
        OutCell cell = from.rows[row][static_cast<std::size_t>(column)];
        cell.formula = "=" + from.cell_from(key, row);
        cells.push_back(std::move(cell));
      }
      sheet.rows.push_back(std::move(cells));
    }
    return sheet;
  }

  // (c) allocations = shipments = certificates, one to one.
  SheetTable certificates() const {
    SheetTable sheet{"c_certificates",
                     {"allocation", "shipment", "line", "line_g", "allocated_g", "certificate",
                      "revision", "certificate_date", "live_certificates", "one_to_one"},
                     {}};
    std::map<Index, std::int64_t> live;
    for (const Certificate& certificate : state_.certificates) {
      if (certificate.revoked) continue;
      for (const Index allocation : certificate.allocations) ++live[allocation];
    }
    for (const Posting& posting : replay_.postings) {
      if (posting.kind != PostingKind::allocation ||
          !is_of_period(replay_, posting, scope_.site, scope_.period))
        continue;
      const Allocation& allocation = state_.allocations[posting.index];
      const Line& line = state_.lines[allocation.line];
      const std::size_t row = sheet.rows.size();
      const Certificate* certificate = allocation.certificate == no_index
                                           ? nullptr
                                           : &state_.certificates[allocation.certificate];
      sheet.rows.push_back(
          {text_cell(text(allocation.id)), text_cell(text(line.shipment)), count_cell(line.number),
           gram_cell(line.mass), gram_cell(allocation.mass),
           text_cell(certificate ? text(certificate->number) : ""),
           certificate ? count_cell(certificate->revision) : text_cell(""),
           certificate ? day_cell(certificate->date) : text_cell(""),
           count_cell(live[posting.index]),
           verdict(sheet.cell("live_certificates", row) + "<=1", live[posting.index] <= 1)});
    }
    return sheet;
  }

  // (d) booked against counted.
  SheetTable stock(const SheetTable& mass) const {
    SheetTable sheet{
        "d_stock",
        {"booked_g", "counted_g", "difference_g", "difference_ppm", "tolerance_ppm", "within"},
        {}};
    for (const Stocktake& stock : replay_.stocks) {
      if (stock.site != scope_.site || stock.period != scope_.period) continue;
      const std::int64_t booked =
          flow_between(rules_.starts, rules_.first_day(scope_.period + 1)).stock();
      const std::int64_t counted = stock.mass.grams();
      const std::int64_t apart = counted - booked;
      const Int128 size = apart < 0 ? -Int128{apart} : Int128{apart};
      const bool some = booked > 0;
      const auto ppm = static_cast<std::int64_t>(
          some ? std::min<Int128>(size * 1'000'000 / booked, 1'000'000'000) : 0);
      const auto at = [&](std::string_view key) { return sheet.cell(key, 0); };
      sheet.rows.push_back(
          {computed("=" + mass.cell_from("closing_g", mass.rows.size() - 1), booked),
           count_cell(counted), computed("=" + at("counted_g") + "-" + at("booked_g"), apart),
           computed("=IF(" + at("booked_g") + ">0,MIN(1000000000,INT(ABS(" + at("difference_g") +
                        ")/" + at("booked_g") + "*1000000)),0)",
                    ppm),
           count_cell(stock_tolerance_ppm),
           verdict(at("difference_ppm") + "<=" + at("tolerance_ppm"), ppm <= stock_tolerance_ppm)});
    }
    return sheet;
  }

  // (e) what share of the input was renewable, what share of the output was given away.
  SheetTable shares() const {
    SheetTable sheet{"e_shares", {"account", "input_share_ppm", "output_share_ppm"}, {}};
    const SheetTable& from = live_.entitlement;
    const auto value = [&](std::size_t row, std::string_view key) {
      const auto column = std::find(from.keys.begin(), from.keys.end(), key) - from.keys.begin();
      return std::stoll(from.rows[row][static_cast<std::size_t>(column)].text);
    };
    for (std::size_t row = 0; row < from.rows.size(); ++row) {
      const std::int64_t allocated = value(row, "allocated_g");
      const std::int64_t output = value(row, "output_g");
      const std::string a = from.cell_from("allocated_g", row);
      const std::string o = from.cell_from("output_g", row);
      sheet.rows.push_back(
          {from.rows[row][0],
           computed("=" + from.cell_from("share_ppm", row), value(row, "share_ppm")),
           computed(
               "=IF(" + o + "=0,0,INT(" + a + "/" + o + ")*1000000+INT(MOD(" + a + "," + o +
                   ")*1000/" + o + ")*1000+INT(MOD(MOD(" + a + "," + o + ")*1000," + o + ")*1000/" +
                   o + "))",
               output == 0 ? 0 : multiply_divide(allocated, 1'000'000, output, Rounding::down))});
    }
    return sheet;
  }

  // (f) the footprint of contract section 7: its lines, and what they come to.
  void emissions(std::vector<SheetTable>& all) const {
    SheetTable lines{"f_emissions",
                     {"shipment", "line", "mass_g", "allocated_g", "with_kgco2e", "without_kgco2e"},
                     {}};
    const Footprint footprint = footprint_report(state_, scope_.site, scope_.period);
    for (const LineFootprint& line : footprint.lines) {
      lines.rows.push_back({text_cell(line.shipment), count_cell(line.number), gram_cell(line.mass),
                            line.allocated ? gram_cell(*line.allocated) : text_cell(""),
                            decimal_cell(line.with_allocation, format_emissions_kg),
                            decimal_cell(line.without_allocation, format_emissions_kg)});
    }
    SheetTable total{"f_total",
                     {"physical_kgco2e", "unallocated_effect_kgco2e", "credit_kgco2e_per_kg",
                      "residual_kgco2e_per_kg", "average_kgco2e_per_kg"},
                     {}};
    total.rows.push_back({decimal_cell(footprint.physical, format_emissions_kg),
                          decimal_cell(footprint.unallocated_effect, format_emissions_kg),
                          decimal_cell(footprint.credit_intensity, format_intensity),
                          decimal_cell(footprint.residual_intensity, format_intensity),
                          decimal_cell(footprint.average_intensity, format_intensity)});
    all.push_back(std::move(lines));
    all.push_back(std::move(total));
  }

  // (g) suppliers' statements, received and used.
  SheetTable statements() const {
    SheetTable sheet{"g_statements",
                     {"supplier_certificate", "supplier", "valid_from", "valid_to", "stated_g",
                      "used_elsewhere_g", "used_g", "left_g", "not_overdrawn", "evidence"},
                     {}};
    std::map<Index, Mass> used_here;
    for (const Posting& posting : replay_.postings) {
      if (posting.kind == PostingKind::receipt &&
          is_of_period(replay_, posting, scope_.site, scope_.period))
        used_here[state_.receipts[posting.index].supplier_certificate] += posting.mass;
    }
    for (Index index = 0; index < state_.supplier_certificates.size(); ++index) {
      const SupplierCertificate& paper = state_.supplier_certificates[index];
      const Mass used = used_here[index];
      const std::size_t row = sheet.rows.size();
      const auto at = [&](std::string_view key) { return sheet.cell(key, row); };
      const std::string id(text(paper.id));
      const bool missing =
          std::find(scope_.missing.begin(), scope_.missing.end(), id) != scope_.missing.end();
      sheet.rows.push_back(
          {text_cell(id), text_cell(text(state_.suppliers[paper.supplier].id)),
           day_cell(paper.valid_from), day_cell(paper.valid_to), gram_cell(paper.mass),
           gram_cell(paper.used - used),
           computed("=SUMIFS(" + rows_.input.range("mass_g") + "," +
                        rows_.input.range("supplier_certificate") + "," +
                        at("supplier_certificate") + "," + rows_.input.range("kind") +
                        ",\"receipt\"," + rows_.input.range("status") + ",\"live\")",
                    used.grams()),
           computed("=" + at("stated_g") + "-" + at("used_elsewhere_g") + "-" + at("used_g"),
                    (paper.mass - paper.used).grams()),
           verdict(at("left_g") + ">=0", paper.used <= paper.mass),
           text_cell(missing ? "missing" : "there")});
    }
    return sheet;
  }

  const Replay& replay_;
  const State& state_;
  const Rulebook& rules_;
  const SheetScope& scope_;
  const RowSheets& rows_;
  const LiveSheets& live_;
};

}  // namespace

std::vector<SheetTable> table_sheets(const Replay& replay, const SheetScope& scope,
                                     const RowSheets& rows, const LiveSheets& live) {
  return Tables(replay, scope, rows, live).build();
}

}  // namespace tenbin::pack
