// What the book is, and its balances and footprints as contract section 8 shows them.
#include <algorithm>
#include <array>

#include "codec/json_value.hpp"
#include "codec/json_writer.hpp"
#include "engine/lookup.hpp"
#include "http/parameters.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"
#include "report/balance_report.hpp"
#include "report/footprint_report.hpp"
#include "service/certificate_records.hpp"

namespace tenbin::http {
namespace {

using office::Right;

// The rulebook as it was given, with what it left to its default (contract section 3).
std::string rulebook_of(const std::string& text, const Rulebook& rules) {
  const auto given = json::parse(text);
  const auto* members = given ? std::get_if<json::Object>(&given->data()) : nullptr;
  if (members == nullptr) return "null";
  json::Object all = *members;
  const auto complete = [&](std::string_view key, json::Value::Data value) {
    if (given->find(key) == nullptr)
      all.push_back({std::string(key), json::Value(std::move(value), "/")});
  };
  complete("partial_share", rules.partial_share);
  complete("share_step_ppm", std::int64_t{rules.share_step_ppm});
  std::sort(all.begin(), all.end(), [](const json::Member& a, const json::Member& b) {
    return json::key_less(a.key, b.key);
  });
  return json::write_canonical(json::Value(std::move(all), "/"));
}

struct SiteNames {
  std::string ja;
  std::string en;
};
// In the order of state.sites.
std::vector<SiteNames> names_of_sites(const Ledger& ledger) {
  std::vector<SiteNames> names;
  Records records(ledger);
  for (const tenbin::Site& each : ledger.state().sites) {
    SiteNames& of_site = names.emplace_back();
    (void)records.with<AddSite>(each.seq, [&](const AddSite& command) {
      of_site = {std::string(command.name_ja), std::string(command.name_en)};
    });
  }
  return names;
}

void write_site(json::Writer& json, const State& state, const tenbin::Site& of_book,
                const SiteNames& names) {
  json.begin_object().key("name_en").string(names.en).key("name_ja").string(names.ja);
  json.key("periods").begin_array();
  for (std::int32_t period = of_book.last_period(); period >= 0; --period) {
    const auto at = static_cast<std::size_t>(period);
    json.begin_object().key("closed").boolean(of_book.periods[at].closing.has_value());
    json.key("from").string(format_date(state.rulebook.first_day(period)));
    json.key("to").string(format_date(state.rulebook.last_day(period))).end_object();
  }
  json.end_array().key("site").string(state.texts.get(of_book.id)).end_object();
}

Reply book(const Site& site) {
  std::vector<SiteNames> names;
  const auto meta = site.desk.read_ledger([&](const Ledger& ledger) {
    names = names_of_sites(ledger);
    return std::array{ledger.book().meta("origin").value_or(""),
                      ledger.book().meta("web").value_or(""),
                      ledger.book().meta("rulebook").value_or("null")};
  });
  return site.desk.read([&](const State& state) {
    std::string body;
    json::Writer json(body);
    json.begin_object().key("origin").string(meta[0]);
    json.key("rulebook").raw(rulebook_of(meta[2], state.rulebook));
    json.key("sites").begin_array();
    for (std::size_t i = 0; i < names.size(); ++i)
      write_site(json, state, state.sites[i], names[i]);
    json.end_array().key("size").integer(static_cast<std::int64_t>(state.size()));
    json.key("today").string(format_date(today(site.outside)));
    json.key("web").string(meta[1]).end_object();
    return json_reply(std::move(body));
  });
}

Reply balance(const Site& site, const Call& call) {
  return site.desk.read([&](const State& state) -> Reply {
    const auto of_book = optional_site(state, call);
    if (!of_book) return problem_reply(call, of_book.error());
    const auto period = date_parameter(call, "period");
    if (!period) return problem_reply(call, period.error());
    const auto as_of = date_parameter(call, "as_of");
    if (!as_of) return problem_reply(call, as_of.error());
    BalanceQuery query;
    if (*of_book != no_index) query.site = state.texts.get(state.sites[*of_book].id);
    query.period = *period;
    query.as_of = *as_of;
    return json_reply(balance_json(balance_report(state, query)));
  });
}

Reply footprint(const Site& site, const Call& call) {
  return site.desk.read([&](const State& state) -> Reply {
    const auto chosen = site_and_period(state, call);
    if (!chosen) return problem_reply(call, chosen.error());
    return json_reply(footprint_json(footprint_report(state, chosen->site, chosen->period)));
  });
}

}  // namespace

void add_book(Router& router, Site& site) {
  router.add({"GET", "/api/v1/book", SignedIn{}, Place::worker,
              [&site](const Call&) { return book(site); }});
  router.add({"GET", "/api/v1/balance", Right::see_balance, Place::worker,
              [&site](const Call& call) { return balance(site, call); }});
  router.add({"GET", "/api/v1/footprint", Right::see_balance, Place::worker,
              [&site](const Call& call) { return footprint(site, call); }});
}

}  // namespace tenbin::http
