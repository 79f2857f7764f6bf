// GET /api/v1/explain: where a figure of a period comes from: its formula with the numbers filled
// in, and each term with the list that holds its rows, the newest of these, and what stands behind
// each (http/sources.hpp).
#include <algorithm>
#include <array>

#include "codec/json_writer.hpp"
#include "engine/lookup.hpp"
#include "http/parameters.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"
#include "http/sources.hpp"
#include "message/message.hpp"
#include "report/balance_report.hpp"
#include "report/footprint_report.hpp"

namespace tenbin::http {
namespace {

using Words = std::vector<std::string_view>;

struct FigureKind {
  std::string_view name;
  std::string_view rounding;                   // "explain.rounding.<name>"
  std::array<std::string_view, 6> terms = {};  // none: it is a sum of rows itself
};
constexpr std::array figures = {
    FigureKind{"allocated", "none"},
    FigureKind{"balance",
               "none",
               {"opening", "entitlement", "allocated", "transferred", "adjusted", "expired"}},
    FigureKind{"certified", "none"},
    FigureKind{"entitlement", "down", {"renewable_input", "output", "total_input"}},
    FigureKind{"expired", "none"},
    FigureKind{"footprint_with", "up", {"credit_emissions", "entitlement"}},
    FigureKind{"footprint_without", "up", {"other_emissions", "output", "entitlement"}},
    FigureKind{"free", "none", {"balance", "reserved"}},
    FigureKind{"input_share", "share", {"renewable_input", "total_input"}},
    FigureKind{"opening", "none", {"carried"}},
    FigureKind{"output", "none"},
    FigureKind{"renewable_input", "none"},
    FigureKind{"reserved", "none"},
    FigureKind{"total_input", "none"},
    FigureKind{"transferred", "none"},
    FigureKind{"unbacked", "none"}};

struct TermKind {
  std::string_view name;  // "explain.term.<name>"
  std::string_view list;  // the page of the application that shows its rows
  Source source;
};
// Charges have no page of their own: what counts as input when it is charged is a receipt's too.
constexpr std::array term_kinds = {TermKind{"adjusted", "/journal", Source::none},
                                   TermKind{"allocated", "/allocations", Source::allocations},
                                   TermKind{"balance", "/balance", Source::none},
                                   TermKind{"carried", "/balance", Source::carried},
                                   TermKind{"certified", "/allocations", Source::certified},
                                   TermKind{"credit_emissions", "/receipts", Source::backed_input},
                                   TermKind{"entitlement", "/balance", Source::none},
                                   TermKind{"expired", "/balance", Source::closing},
                                   TermKind{"opening", "/balance", Source::carried},
                                   TermKind{"other_emissions", "/receipts", Source::other_input},
                                   TermKind{"output", "/runs", Source::output},
                                   TermKind{"renewable_input", "/receipts", Source::backed_input},
                                   TermKind{"reserved", "/reservations", Source::holds},
                                   TermKind{"total_input", "/receipts", Source::input},
                                   TermKind{"transferred", "/journal", Source::none},
                                   TermKind{"unbacked", "/receipts", Source::unbacked_input}};

template <class Kinds>
auto kind_of(const Kinds& kinds, std::string_view name) {
  return std::find_if(kinds.begin(), kinds.end(),
                      [&](const auto& each) { return each.name == name; });
}
bool is_figure(std::string_view name) {
  return kind_of(figures, name) != figures.end();
}

// The sums of the period, over one account of the site or all.
struct Sums {
  SitePeriodChosen chosen;
  std::string site;
  Index account = no_index;
  PeriodBalance period;
  AccountBalance of;
  Intensities footprint;
  Mass reserved;
  Mass held;  // by all reservations of the site that are open
  std::string where;
};

std::string where(std::string_view site, Date from) {
  return "?site=" + std::string(site) + "&period=" + format_date(from);
}

// Nothing for an account that is not the site's.
std::optional<AccountBalance> sum_of(const PeriodBalance& period, std::string_view account) {
  AccountBalance sum;
  bool found = account.empty();
  for (const AccountBalance& each : period.accounts) {
    if (!account.empty() && each.account != account) continue;
    found = true;
    sum.opening += each.opening;
    sum.renewable_input += each.renewable_input;
    sum.entitlement += each.entitlement;
    sum.allocated += each.allocated;
    sum.transferred += each.transferred;
    sum.adjusted += each.adjusted;
    sum.expired += each.expired;
    sum.balance += each.balance;
    sum.certified += each.certified;
  }
  return found ? std::optional(sum) : std::nullopt;
}

Result<Sums> sums_of(const State& state, const Call& call, const SitePeriodChosen& chosen,
                     const Holds& open) {
  const std::string site(state.texts.get(state.sites[chosen.site].id));
  const Date from = state.rulebook.first_day(chosen.period);
  Sums sums{chosen, site, no_index, {}, {}, {}, {}, {}, where(site, from)};
  const auto rows = balance_report(state, {site, from, std::nullopt});
  if (!rows.empty()) sums.period = rows.front();
  sums.period.from = from;  // also where nothing was posted
  const std::string_view account = call.request.parameter("account");
  const auto sum = sum_of(sums.period, account);
  if (!sum)
    return problem(Code::reference_unknown, {{"kind", "account"}, {"id", std::string(account)}});
  sums.of = *sum;
  if (!account.empty()) sums.account = find_account(state, account);
  sums.footprint = intensities(state, chosen.site, chosen.period);
  sums.reserved = reserved_in(state, chosen, open);
  for (const office::Reservation& each : open) sums.held += each.about.mass;
  return sums;
}

Mass mass_of(const Sums& sums, std::string_view name) {
  if (name == "adjusted") return sums.of.adjusted;
  if (name == "allocated") return sums.of.allocated;
  if (name == "balance") return sums.of.balance;
  if (name == "certified") return sums.of.certified;
  if (name == "entitlement") return sums.of.entitlement;
  if (name == "expired") return sums.of.expired;
  if (name == "free") return sums.of.balance - sums.reserved;
  if (name == "opening" || name == "carried") return sums.of.opening;
  if (name == "output") return sums.period.output;
  if (name == "renewable_input") return sums.of.renewable_input;
  if (name == "reserved") return sums.reserved;
  if (name == "total_input") return sums.period.total_input;
  if (name == "transferred") return sums.of.transferred;
  return sums.period.unbacked;
}

struct Value {
  std::string_view unit;
  std::string text;  // empty: there is none yet
};
Value value_of(const Sums& sums, std::string_view name) {
  const Intensities& known = sums.footprint;
  const auto intensity = [](const std::optional<Exact>& value) {
    return Value{"kgco2e_per_kg", value ? format_intensity(*value) : std::string()};
  };
  if (name == "footprint_with") return intensity(known.credit);
  if (name == "footprint_without") return intensity(known.residual);
  if (name == "credit_emissions") return {"kgco2e", format_emissions_kg(known.credit_emissions)};
  if (name == "other_emissions") return {"kgco2e", format_emissions_kg(known.other_emissions)};
  if (name == "input_share")
    return {"ppm",
            std::to_string(share_of(sums.of.renewable_input, sums.period.total_input).ppm())};
  return {"kg", format_kg(mass_of(sums, name))};
}

Words terms_of(const Rulebook& rules, const FigureKind& figure) {
  if (figure.name == "entitlement" && rules.method == Method::rolling_average) return {};
  if (figure.name == "entitlement" && rules.method == Method::conversion_factor)
    return {"renewable_input"};
  if (figure.terms.front().empty()) return {figure.name};
  Words terms;
  for (const std::string_view term : figure.terms)
    if (!term.empty()) terms.push_back(term);
  return terms;
}

// The key of the formula; what it depends on besides the figure is its end.
std::string formula_key(const State& state, const Sums& sums, std::string_view figure) {
  std::string key = "explain.formula." + std::string(figure);
  constexpr std::array methods = {"input_share", "conversion_factor", "rolling_average"};
  if (figure == "entitlement")
    return key + "." + methods[static_cast<std::size_t>(state.rulebook.method)];
  if (figure == "opening") {
    if (sums.chosen.period == 0) return key + ".first";
    const bool closed = sums.chosen.period <= state.sites[sums.chosen.site].open_period;
    return key + (closed ? ".closed" : ".open");
  }
  return value_of(sums, figure).text.empty() ? key + ".none" : key;
}

std::string formula(Language language, const State& state, const Sums& sums,
                    std::string_view figure, const Words& terms) {
  const Rulebook& rules = state.rulebook;
  std::vector<Fact> facts = {{"numerator", std::to_string(rules.factor_numerator)},
                             {"denominator", std::to_string(rules.factor_denominator)},
                             {"held_kg", format_kg(sums.held)},
                             {"before", format_date(rules.first_day(sums.chosen.period - 1))}};
  const auto add = [&](const std::string& name, const Value& value) {
    const std::string_view unit = value.unit == "kg" || value.unit == "ppm" ? value.unit : "";
    facts.push_back({name + (unit.empty() ? "" : "_" + std::string(unit)), value.text});
  };
  add("value", value_of(sums, figure));
  for (const std::string_view term : terms) add(std::string(term), value_of(sums, term));
  std::string said = message(language, formula_key(state, sums, figure), facts);
  if (figure != "opening") return said;
  const auto limit = rules.carry_over_periods;
  if (language == Language::en) said += " ";
  if (!limit) return said + message(language, "explain.carry.unlimited");
  return said + message(language, "explain.carry.limited", {{"periods", std::to_string(*limit)}});
}

struct Explained {
  Sums sums;
  FigureKind figure;
  Words terms;
  std::vector<Sources> sources;  // of each term
  std::vector<bool> seen;        // whether the caller may see these
  std::string formula_en;
  std::string formula_ja;
  std::string where_before;  // of the period before
  Date before;
};

Result<Explained> explained(const State& state, const Call& call, const FigureKind& figure,
                            const SitePeriodChosen& chosen, const Holds& open) {
  auto sums = sums_of(state, call, chosen, open);
  if (!sums) return tl::make_unexpected(sums.error());
  Explained all{*std::move(sums), figure, terms_of(state.rulebook, figure), {}, {}, {}, {}, {}, {}};
  for (const std::string_view term : all.terms) {
    const Source source = kind_of(term_kinds, term)->source;
    all.seen.push_back(may_see(call, state, source));
    all.sources.emplace_back();
    if (!all.seen.back()) continue;
    all.sources.back() = source == Source::holds
                             ? sources_of(call, open)
                             : sources_of(state, chosen, all.sums.account, source);
  }
  all.formula_en = formula(Language::en, state, all.sums, figure.name, all.terms);
  all.formula_ja = formula(Language::ja, state, all.sums, figure.name, all.terms);
  all.before = state.rulebook.first_day(std::max(0, chosen.period - 1));
  all.where_before = where(all.sums.site, all.before);
  return all;
}

void write_value(json::Writer& json, const Value& value) {
  json.key("unit").string(value.unit).key("value");
  value.text.empty() ? json.null() : json.string(value.text);
}

// Another figure that the term is, which has an explanation of its own; of what was carried over
// the balance of the period before.
void write_term(json::Writer& json, const Explained& all, std::size_t at) {
  const std::string_view term = all.terms[at];
  const bool carried = term == "carried";
  const std::string_view figure = carried ? "balance" : term;
  const std::string name = "explain.term." + std::string(term);
  json.begin_object().key("figure");
  is_figure(figure) && figure != all.figure.name ? json.string(figure) : json.null();
  json.key("more").boolean(all.sources[at].more);
  json.key("name_en").string(message(Language::en, name));
  json.key("name_ja").string(message(Language::ja, name));
  json.key("period").string(format_date(carried ? all.before : all.sums.period.from));
  json.key("rows");
  if (all.seen[at])
    write_sources(json, all.sources[at]);
  else
    json.null();
  json.key("rows_href")
      .string(std::string(kind_of(term_kinds, term)->list) +
              (carried ? all.where_before : all.sums.where));
  write_value(json, value_of(all.sums, term));
  json.end_object();
}

std::string answer_of(const Explained& all) {
  const std::string rounding = "explain.rounding." + std::string(all.figure.rounding);
  std::string body;
  json::Writer json(body);
  json.begin_object().key("figure").string(all.figure.name);
  json.key("formula_en").string(all.formula_en).key("formula_ja").string(all.formula_ja);
  json.key("rounding_en").string(message(Language::en, rounding));
  json.key("rounding_ja").string(message(Language::ja, rounding));
  json.key("terms").begin_array();
  for (std::size_t at = 0; at < all.terms.size(); ++at) write_term(json, all, at);
  json.end_array();
  write_value(json, value_of(all.sums, all.figure.name));
  json.end_object();
  return body;
}

Problem unknown_figure(std::string_view asked) {
  std::string names;
  for (const FigureKind& each : figures)
    names += (names.empty() ? "" : " ") + std::string(each.name);
  return not_one_of("figure", asked, names).value();
}

Reply explain(const Site& site, const Call& call) {
  const std::string_view name = call.request.parameter("figure");
  const auto figure = kind_of(figures, name);
  if (figure == figures.end()) return problem_reply(call, unknown_figure(name));
  std::string site_name;
  const auto chosen = site.desk.read([&](const State& state) {
    auto found = site_and_period(state, call);
    if (found) site_name = state.texts.get(state.sites[found->site].id);
    return found;
  });
  if (!chosen) return problem_reply(call, chosen.error());
  const auto open = holds_at(site.office, site_name);
  if (!open) return problem_reply(call, open.error());
  auto all = site.desk.read(
      [&](const State& state) { return explained(state, call, *figure, *chosen, *open); });
  if (!all) return problem_reply(call, all.error());
  if (const auto whole = complete(site, all->sums.where, all->sources); !whole)
    return problem_reply(call, whole.error());
  return json_reply(answer_of(*all));
}

}  // namespace

void add_explain(Router& router, Site& site) {
  router.add({"GET", "/api/v1/explain", office::Right::see_balance, Place::worker,
              [&site](const Call& call) { return explain(site, call); }});
}

}  // namespace tenbin::http
