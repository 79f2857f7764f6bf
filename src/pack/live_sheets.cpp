// The sheets that compute: entitlement (one row an account) and carry_over (one row a vintage).
//
// R × O does not fit the 53 bits of a spreadsheet's number. So E = floor(R × O / T) is estimated,
// and the estimate mended by its exact remainder: each number is split at 10^7 into two halves
// (r1, r0 …), whose products stay below 10^14 and so are exact, up to 10^14 g a number.
#include "engine/balance.hpp"
#include "pack/sheets.hpp"
#include "report/balance_report.hpp"

namespace tenbin::pack {
namespace {

using table::OutCell;
constexpr std::int64_t half = 10'000'000;

// By what R is multiplied and divided to make E.
struct Ratio {
  std::int64_t multiplier = 0;
  std::int64_t divisor = 1;
};

class Live {
 public:
  Live(const Replay& replay, const SheetScope& scope, const RowSheets& rows)
      : state_(replay.state), rules_(replay.state.rulebook), scope_(scope), rows_(rows) {
    for (const Stocktake& stock : replay.stocks) {
      if (stock.site == scope.site && stock.period == scope.period) stock_ = stock.mass;
    }
    closed_ = site_period(state_, scope.site, scope.period).closing.has_value();
  }

  LiveSheets build() {
    sheets_.entitlement = {"entitlement",
                           {"account",
                            "period",
                            "status",
                            "method",
                            "renewable_g",
                            "input_g",
                            "output_g",
                            "share_ppm",
                            "multiplier",
                            "divisor",
                            "estimate_g",
                            "r1",
                            "r0",
                            "m1",
                            "m0",
                            "d1",
                            "d0",
                            "e1",
                            "e0",
                            "remainder",
                            "entitlement_g",
                            "exact",
                            "opening_debt_g",
                            "opening_g",
                            "allocated_g",
                            "transferred_g",
                            "adjusted_g",
                            "own_g",
                            "demand_g",
                            "expired_g",
                            "balance_g",
                            "book_balance_g",
                            "agrees"},
                           {}};
    sheets_.carry_over = {
        "carry_over",
        {"account", "vintage", "kind", "mass_g", "older_g", "used_g", "left_g", "expires",
         "expired_by_age_g", "kept_g", "older_kept_g", "lapsed_g", "carried_g"},
        {}};
    BalanceQuery query;
    const std::string site(state_.texts.get(state_.sites[scope_.site].id));
    query.site = site;
    query.period = rules_.first_day(scope_.period);
    const auto periods = balance_report(state_, query);
    std::vector<Index> accounts;
    for (const Index account : state_.sites[scope_.site].accounts) {
      if (state_.accounts[account].first_period <= scope_.period) accounts.push_back(account);
    }
    for (std::size_t i = 0; i < accounts.size(); ++i) add_carry_over(accounts[i], i);
    for (std::size_t i = 0; i < accounts.size() && !periods.empty(); ++i)
      add_account(accounts[i], periods[0], periods[0].accounts[i], i);
    return std::move(sheets_);
  }

 private:
  Ratio ratio(const PeriodBalance& period) const {
    switch (rules_.method) {
      case Method::input_share:
        return {period.output.grams(), period.total_input.grams()};
      case Method::conversion_factor:
        return {rules_.factor_numerator, rules_.factor_denominator};
      case Method::rolling_average:
        return {0, 1};
    }
    TENBIN_CHECK(false);
  }

  std::string_view method_text() const {
    switch (rules_.method) {
      case Method::input_share:
        return "input_share";
      case Method::conversion_factor:
        return "conversion_factor";
      case Method::rolling_average:
        return "rolling_average";
    }
    TENBIN_CHECK(false);
  }

  std::string c(std::string_view key, std::size_t row) const {
    return sheets_.entitlement.cell(key, row);
  }

  // "=SUMIFS(sum, account, this one, status, live)"
  static std::string sum_of(const std::string& sum, const std::string& by, const std::string& is,
                            const std::string& status) {
    std::string formula = "SUMIFS(" + sum;
    if (!by.empty()) formula += "," + by + "," + is;
    if (!status.empty()) formula += "," + status + ",\"live\"";
    return formula + ")";
  }

  // The cells from "estimate_g" to "exact".
  void add_entitlement(std::vector<OutCell>& cells, std::int64_t r, Ratio by, Mass e,
                       std::size_t row) const {
    const auto at = [&](std::string_view key) { return c(key, row); };
    const std::int64_t estimate = e.grams();
    cells.push_back(computed("=IF(" + at("divisor") + "=0,0,INT(" + at("renewable_g") + "/" +
                                 at("divisor") + "*" + at("multiplier") + "))",
                             estimate));
    const auto split = [&](std::string_view whole, std::string_view high, std::int64_t value) {
      const std::string at_whole = at(whole);
      cells.push_back(computed("=INT(" + at_whole + "/10000000)", value / half));
      cells.push_back(computed("=" + at_whole + "-" + at(high) + "*10000000", value % half));
    };
    split("renewable_g", "r1", r);
    split("multiplier", "m1", by.multiplier);
    split("divisor", "d1", by.divisor);
    split("estimate_g", "e1", estimate);
    const Int128 rest = Int128{r} * by.multiplier - Int128{estimate} * by.divisor;
    cells.push_back(computed("=((" + at("r1") + "*" + at("m1") + "-" + at("e1") + "*" + at("d1") +
                                 ")*10000000+" + at("r1") + "*" + at("m0") + "+" + at("r0") + "*" +
                                 at("m1") + "-" + at("e1") + "*" + at("d0") + "-" + at("e0") + "*" +
                                 at("d1") + ")*10000000+" + at("r0") + "*" + at("m0") + "-" +
                                 at("e0") + "*" + at("d0"),
                             by.divisor == 0 ? 0 : static_cast<std::int64_t>(rest)));
    cells.push_back(computed("=IF(" + at("divisor") + "=0,0," + at("estimate_g") + "+IF(" +
                                 at("remainder") + "<0,-1,IF(" + at("remainder") +
                                 ">=" + at("divisor") + ",1,0)))",
                             estimate));
    const std::string mended = at("remainder") + "-(" + at("entitlement_g") + "-" +
                               at("estimate_g") + ")*" + at("divisor");
    cells.push_back(verdict(
        "OR(" + at("divisor") + "=0,AND(" + mended + ">=0," + mended + "<" + at("divisor") + "))",
        true));
  }

  void add_account(Index account, const PeriodBalance& period, const AccountBalance& figures,
                   std::size_t row) {
    const auto at = [&](std::string_view key) { return c(key, row); };
    const Ratio by = ratio(period);
    const std::int64_t r = figures.renewable_input.grams();
    const std::int64_t t = period.total_input.grams();
    const Mass debt = opening(state_, account, scope_.period).debt;
    const SheetTable& carried = sheets_.carry_over;
    std::vector<OutCell> cells = {text_cell(figures.account), day_cell(period.from),
                                  text_cell(closed_ ? "closed" : "open"), text_cell(method_text())};
    cells.push_back(
        computed("=" + sum_of(rows_.input.range("backed_g"), rows_.input.range("account"),
                              at("account"), rows_.input.range("status")),
                 r));
    cells.push_back(computed(
        "=" + sum_of(rows_.input.range("counted_g"), {}, {}, rows_.input.range("status")), t));
    cells.push_back(computed(
        "=" + sum_of(rows_.production.range("counted_g"), {}, {}, rows_.production.range("status")),
        period.output.grams()));
    // Long division in steps of 1000: each stays below 2^53.
    const std::string R = at("renewable_g");
    const std::string T = at("input_g");
    cells.push_back(computed("=IF(" + T + "=0,0,INT(" + R + "/" + T + ")*1000000+INT(MOD(" + R +
                                 "," + T + ")*1000/" + T + ")*1000+INT(MOD(MOD(" + R + "," + T +
                                 ")*1000," + T + ")*1000/" + T + "))",
                             t == 0 ? 0 : multiply_divide(r, 1'000'000, t, Rounding::down)));
    const bool by_share = rules_.method == Method::input_share;
    cells.push_back(by_share ? computed("=" + at("output_g"), by.multiplier)
                             : count_cell(by.multiplier));
    cells.push_back(by_share ? computed("=" + at("input_g"), by.divisor) : count_cell(by.divisor));
    add_entitlement(cells, r, by, figures.entitlement, row);
    cells.push_back(gram_cell(debt));
    cells.push_back(computed("=SUMIFS(" + carried.range("mass_g") + "," + carried.range("account") +
                                 "," + at("account") + "," + carried.range("kind") +
                                 ",\"opening\")+" + at("opening_debt_g"),
                             figures.opening.grams()));
    cells.push_back(
        computed("=" + sum_of(rows_.allocations.range("mass_g"), rows_.allocations.range("account"),
                              at("account"), rows_.allocations.range("status")),
                 figures.allocated.grams()));
    cells.push_back(computed("=" + sum_of(rows_.transfers.range("mass_g"),
                                          rows_.transfers.range("account"), at("account"), {}),
                             figures.transferred.grams()));
    cells.push_back(computed("=" + sum_of(rows_.adjustments.range("taken_g"),
                                          rows_.adjustments.range("account"), at("account"), {}),
                             figures.adjusted.grams()));
    const Mass own = figures.entitlement + figures.transferred - figures.adjusted + debt;
    cells.push_back(computed("=" + at("entitlement_g") + "+" + at("transferred_g") + "-" +
                                 at("adjusted_g") + "+" + at("opening_debt_g"),
                             own.grams()));
    const Mass demand = figures.allocated + (own < Mass() ? -own : Mass());
    cells.push_back(
        computed("=" + at("allocated_g") + "+MAX(0,-" + at("own_g") + ")", demand.grams()));
    cells.push_back(computed("=SUMIFS(" + carried.range("expired_by_age_g") + "," +
                                 carried.range("account") + "," + at("account") + ")+SUMIFS(" +
                                 carried.range("lapsed_g") + "," + carried.range("account") + "," +
                                 at("account") + ")",
                             figures.expired.grams()));
    cells.push_back(computed("=" + at("opening_g") + "+" + at("entitlement_g") + "-" +
                                 at("allocated_g") + "+" + at("transferred_g") + "-" +
                                 at("adjusted_g") + "-" + at("expired_g"),
                             figures.balance.grams()));
    cells.push_back(gram_cell(figures.balance));
    cells.push_back(verdict(at("balance_g") + "=" + at("book_balance_g"), true));
    sheets_.entitlement.rows.push_back(std::move(cells));
  }

  // The vintages of the opening, oldest first, then the period's own credits. Use takes them in
  // this order; so does the cap.
  void add_carry_over(Index account, std::size_t entitlement_row) {
    const Credits opened = opening(state_, account, scope_.period);
    const std::string name(state_.texts.get(state_.accounts[account].name));
    const Mass own = own_credits(state_, account, scope_.period) + opened.debt;
    std::vector<Vintage> all = opened.vintages;
    all.push_back({scope_.period, std::max(Mass(), own)});
    const std::size_t first = sheets_.carry_over.rows.size();
    const Mass allocated =
        Mass::of_grams(account_period(state_, account, scope_.period).allocated.total());
    const Mass demand = allocated + (own < Mass() ? -own : Mass());

    std::vector<Mass> left;
    std::vector<Mass> kept;
    Mass older;
    Mass kept_sum;
    for (const Vintage& vintage : all) {
      const Mass used = std::min(vintage.mass, std::max(Mass(), demand - older));
      older += vintage.mass;
      left.push_back(vintage.mass - used);
      kept.push_back(expires(vintage.period) ? Mass() : left.back());
      kept_sum += kept.back();
    }
    const bool capped = closed_ && rules_.cap_physical_stock && stock_.has_value();
    const Mass over = capped ? std::max(Mass(), kept_sum - *stock_) : Mass();
    older = Mass();
    Mass older_kept;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const bool is_own = i + 1 == all.size();
      add_vintage({name, all[i], older, left[i], kept[i], older_kept, over, capped, is_own,
                   first + all.size() - 1},
                  first, entitlement_row);
      older += all[i].mass;
      older_kept += kept[i];
    }
  }

  bool expires(std::int32_t vintage) const {
    return closed_ && rules_.carry_over_periods &&
           std::int64_t{vintage} + *rules_.carry_over_periods <= scope_.period;
  }

  struct VintageRow {
    const std::string& account;
    Vintage vintage;
    Mass older;
    Mass left;
    Mass kept;
    Mass older_kept;
    Mass over;
    bool capped;
    bool own;
    std::size_t last;  // row of the account's last vintage
  };

  void add_vintage(const VintageRow& v, std::size_t first, std::size_t entitlement_row) {
    SheetTable& sheet = sheets_.carry_over;
    const std::size_t row = sheet.rows.size();
    const auto at = [&](std::string_view key) { return sheet.cell(key, row); };
    const auto e = [&](std::string_view key) { return "entitlement!" + c(key, entitlement_row); };
    const auto above = [&](std::string_view key) {
      return row == first ? std::string("=0")
                          : "=SUM(" + sheet.cell(key, first) + ":" + sheet.cell(key, row - 1) + ")";
    };
    const Mass lapsed = std::min(v.kept, std::max(Mass(), v.over - v.older_kept));
    const Mass by_age = v.left - v.kept;
    sheet.rows.push_back(
        {text_cell(v.account), day_cell(rules_.first_day(v.vintage.period)),
         text_cell(v.own ? "own" : "opening"),
         v.own ? computed("=MAX(0," + e("own_g") + ")", v.vintage.mass.grams())
               : gram_cell(v.vintage.mass),
         computed(above("mass_g"), v.older.grams()),
         computed("=MIN(" + at("mass_g") + ",MAX(0," + e("demand_g") + "-" + at("older_g") + "))",
                  (v.vintage.mass - v.left).grams()),
         computed("=" + at("mass_g") + "-" + at("used_g"), v.left.grams()),
         count_cell(expires(v.vintage.period) ? 1 : 0),
         computed("=" + at("left_g") + "*" + at("expires"), by_age.grams()),
         computed("=" + at("left_g") + "-" + at("expired_by_age_g"), v.kept.grams()),
         computed(above("kept_g"), v.older_kept.grams()),
         computed(v.capped
                      ? "=MIN(" + at("kept_g") + ",MAX(0,MAX(0,SUM(" + sheet.cell("kept_g", first) +
                            ":" + sheet.cell("kept_g", v.last) + ")-" +
                            std::to_string(stock_->grams()) + ")-" + at("older_kept_g") + "))"
                      : "=0",
                  lapsed.grams()),
         computed("=" + at("kept_g") + "-" + at("lapsed_g"), (v.kept - lapsed).grams())});
  }

  const State& state_;
  const Rulebook& rules_;
  const SheetScope& scope_;
  const RowSheets& rows_;
  std::optional<Mass> stock_;
  bool closed_ = false;
  LiveSheets sheets_;
};

}  // namespace

LiveSheets live_sheets(const Replay& replay, const SheetScope& scope, const RowSheets& rows) {
  return Live(replay, scope, rows).build();
}

}  // namespace tenbin::pack
