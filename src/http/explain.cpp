// GET /api/v1/explain: where a figure of a period comes from: its formula with the numbers filled
// in, and each term with the list that holds its rows.
#include <algorithm>
#include <array>

#include "codec/json_writer.hpp"
#include "http/parameters.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"
#include "message/message.hpp"
#include "report/balance_report.hpp"

namespace tenbin::http {
namespace {

constexpr std::array figures = {"entitlement",     "balance",     "allocated",
                                "renewable_input", "total_input", "output"};

// The sums of the period, over one account of the site or all.
struct Sums {
  const State& state;
  PeriodBalance period;
  AccountBalance of;
  std::string where;  // "?site=HQ&period=2026-07-01"
};

struct Term {
  std::string_view name;  // of the catalogue: "explain.term.<name>"
  Mass value;
  std::string_view list = {};  // the page of the application that shows its rows
};

Result<Sums> sums_of(const State& state, const Call& call) {
  const auto chosen = site_and_period(state, call);
  if (!chosen) return tl::make_unexpected(chosen.error());
  BalanceQuery query;
  query.site = state.texts.get(state.sites[chosen->site].id);
  query.period = state.rulebook.first_day(chosen->period);
  Sums sums{
      state, {}, {}, "?site=" + std::string(*query.site) + "&period=" + format_date(*query.period)};
  const auto rows = balance_report(state, query);
  if (!rows.empty()) sums.period = rows.front();
  const std::string_view account = call.request.parameter("account");
  bool found = account.empty();
  for (const AccountBalance& each : sums.period.accounts) {
    if (!account.empty() && each.account != account) continue;
    found = true;
    sums.of.opening += each.opening;
    sums.of.renewable_input += each.renewable_input;
    sums.of.entitlement += each.entitlement;
    sums.of.allocated += each.allocated;
    sums.of.transferred += each.transferred;
    sums.of.adjusted += each.adjusted;
    sums.of.expired += each.expired;
    sums.of.balance += each.balance;
  }
  if (!found)
    return problem(Code::reference_unknown, {{"kind", "account"}, {"id", std::string(account)}});
  return sums;
}

// Also of what counts as input when it is charged: charges have no page of their own.
constexpr std::string_view inputs = "/receipts";

std::vector<Term> terms_of(const Sums& sums, std::string_view figure) {
  const AccountBalance& of = sums.of;
  if (figure == "balance")
    return {
        {"opening", of.opening, "/balance"},         {"entitlement", of.entitlement, "/balance"},
        {"allocated", of.allocated, "/allocations"}, {"transferred", of.transferred, "/journal"},
        {"adjusted", of.adjusted, "/journal"},       {"expired", of.expired, "/balance"}};
  if (figure == "allocated") return {{"allocated", of.allocated, "/allocations"}};
  if (figure == "renewable_input") return {{"renewable_input", of.renewable_input, inputs}};
  if (figure == "total_input") return {{"total_input", sums.period.total_input, inputs}};
  if (figure == "output") return {{"output", sums.period.output, "/runs"}};
  if (sums.state.rulebook.method == Method::rolling_average) return {};
  std::vector<Term> terms = {{"renewable_input", of.renewable_input, inputs}};
  if (sums.state.rulebook.method == Method::conversion_factor) return terms;
  terms.push_back({"output", sums.period.output, "/runs"});
  terms.push_back({"total_input", sums.period.total_input, inputs});
  return terms;
}

Mass value_of(const Sums& sums, std::string_view figure) {
  if (figure == "entitlement") return sums.of.entitlement;
  if (figure == "balance") return sums.of.balance;
  if (figure == "allocated") return sums.of.allocated;
  if (figure == "renewable_input") return sums.of.renewable_input;
  return figure == "total_input" ? sums.period.total_input : sums.period.output;
}

// The key of the formula, and what it names.
std::string formula(Language language, const Sums& sums, std::string_view figure,
                    const std::vector<Term>& terms) {
  const Rulebook& rules = sums.state.rulebook;
  std::string key = "explain.formula." + std::string(figure);
  if (figure == "entitlement") {
    constexpr std::array methods = {"input_share", "conversion_factor", "rolling_average"};
    key += std::string(".") + methods[static_cast<std::size_t>(rules.method)];
  }
  std::vector<Fact> facts = {{"value_kg", format_kg(value_of(sums, figure))},
                             {"numerator", std::to_string(rules.factor_numerator)},
                             {"denominator", std::to_string(rules.factor_denominator)}};
  for (const Term& term : terms)
    facts.push_back({std::string(term.name) + "_kg", format_kg(term.value)});
  return message(language, key, facts);
}

Reply explain(const Site& site, const Call& call) {
  const std::string_view figure = call.request.parameter("figure");
  if (std::find(figures.begin(), figures.end(), figure) == figures.end())
    return problem_reply(call, not_one_of("figure", figure,
                                          "entitlement balance allocated renewable_input "
                                          "total_input output")
                                   .value());
  return site.desk.read([&](const State& state) -> Reply {
    const auto sums = sums_of(state, call);
    if (!sums) return problem_reply(call, sums.error());
    const std::vector<Term> terms = terms_of(*sums, figure);
    const std::string rounding =
        figure == "entitlement" ? "explain.rounding.down" : "explain.rounding.none";
    std::string body;
    json::Writer json(body);
    json.begin_object().key("figure").string(figure);
    json.key("formula_en").string(formula(Language::en, *sums, figure, terms));
    json.key("formula_ja").string(formula(Language::ja, *sums, figure, terms));
    json.key("rounding_en").string(message(Language::en, rounding));
    json.key("rounding_ja").string(message(Language::ja, rounding));
    json.key("terms").begin_array();
    for (const Term& term : terms) {
      const std::string name = "explain.term." + std::string(term.name);
      json.begin_object().key("name_en").string(message(Language::en, name));
      json.key("name_ja").string(message(Language::ja, name));
      json.key("rows_href").string(std::string(term.list) + sums->where);
      json.key("value_kg").string(format_kg(term.value)).end_object();
    }
    json.end_array().key("value_kg").string(format_kg(value_of(*sums, figure))).end_object();
    return json_reply(std::move(body));
  });
}

}  // namespace

void add_explain(Router& router, Site& site) {
  router.add({"GET", "/api/v1/explain", office::Right::see_balance, Place::worker,
              [&site](const Call& call) { return explain(site, call); }});
}

}  // namespace tenbin::http
