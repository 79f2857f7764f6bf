// GET /api/v1/overview: a period of a site on one page, and what waits to be done there.
#include <algorithm>

#include "codec/json_value.hpp"
#include "codec/json_writer.hpp"
#include "http/parameters.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"
#include "http/todos.hpp"
#include "report/balance_report.hpp"
#include "report/footprint_report.hpp"

namespace tenbin::http {
namespace {

constexpr std::int32_t most_months = 12;

PeriodBalance balance_of_period(const State& state, const SitePeriodChosen& chosen) {
  BalanceQuery query;
  query.site = state.texts.get(state.sites[chosen.site].id);
  query.period = state.rulebook.first_day(chosen.period);
  const auto rows = balance_report(state, query);
  if (!rows.empty()) return rows.front();
  PeriodBalance none;  // nothing was posted in it
  none.site = *query.site;
  none.from = *query.period;
  none.to = state.rulebook.last_day(chosen.period);
  return none;
}

AccountBalance sum_of(const PeriodBalance& period) {
  AccountBalance sum;
  for (const AccountBalance& each : period.accounts) {
    sum.opening += each.opening;
    sum.renewable_input += each.renewable_input;
    sum.entitlement += each.entitlement;
    sum.allocated += each.allocated;
    sum.balance += each.balance;
  }
  return sum;
}

void write_balance(json::Writer& json, const PeriodBalance& period, Mass reserved) {
  const AccountBalance sum = sum_of(period);
  json.key("accounts").begin_array();
  for (const AccountBalance& each : period.accounts) {
    json.begin_object().key("account").string(each.account);
    json.key("allocated_kg").string(format_kg(each.allocated));
    json.key("balance_kg").string(format_kg(each.balance));
    json.key("entitlement_kg").string(format_kg(each.entitlement));
    json.key("opening_kg").string(format_kg(each.opening)).end_object();
  }
  json.end_array().key("balance").begin_object();
  json.key("allocated_kg").string(format_kg(sum.allocated));
  json.key("balance_kg").string(format_kg(sum.balance));
  json.key("entitlement_kg").string(format_kg(sum.entitlement));
  json.key("input_share_ppm").integer(share_of(sum.renewable_input, period.total_input).ppm());
  json.key("opening_kg").string(format_kg(sum.opening));
  json.key("output_kg").string(format_kg(period.output));
  json.key("renewable_input_kg").string(format_kg(sum.renewable_input));
  json.key("reserved_kg").string(format_kg(reserved));
  json.key("total_input_kg").string(format_kg(period.total_input));
  json.key("unbacked_kg").string(format_kg(period.unbacked)).end_object();
}

void write_certificates(json::Writer& json, const State& state, const SitePeriodChosen& chosen) {
  std::int64_t issued = 0;
  std::int64_t replaced = 0;
  std::int64_t revoked = 0;
  for (const Certificate& each : state.certificates) {
    if (each.allocations.empty() || state.rulebook.period_of(each.date) != chosen.period) continue;
    if (state.lines[state.allocations[each.allocations.front()].line].site != chosen.site) continue;
    ++issued;
    if (each.revision > 1) ++replaced;
    if (each.revoked) ++revoked;
  }
  json.key("certificates").begin_object().key("issued").integer(issued);
  json.key("replaced").integer(replaced).key("revoked").integer(revoked).end_object();
}

void write_footprint(json::Writer& json, const State& state, const SitePeriodChosen& chosen) {
  const Intensities known = intensities(state, chosen.site, chosen.period);
  json.key("footprint");
  if (!known.credit || !known.residual) {
    json.null();
    return;
  }
  json.begin_object().key("with_kgco2e_per_kg").string(format_intensity(*known.credit));
  json.key("without_kgco2e_per_kg").string(format_intensity(*known.residual)).end_object();
}

void write_months(json::Writer& json, const State& state, Index site) {
  const std::int32_t last = state.sites[site].last_period();
  json.key("months").begin_array();
  for (std::int32_t period = std::max(0, last - most_months + 1); period <= last; ++period) {
    const PeriodBalance row = balance_of_period(state, {site, period});
    const AccountBalance sum = sum_of(row);
    json.begin_object().key("allocated_kg").string(format_kg(sum.allocated));
    json.key("balance_kg").string(format_kg(sum.balance)).key("closed").boolean(row.closed);
    json.key("entitlement_kg").string(format_kg(sum.entitlement));
    json.key("period").string(format_date(row.from)).end_object();
  }
  json.end_array();
}

// The last statement that covers the period: where it stands; its texts are in the journal.
std::optional<VerificationEntry> statement_on(const State& state, const SitePeriodChosen& chosen) {
  for (std::size_t at = state.verifications.size(); at-- > 0;) {
    const VerificationEntry& each = state.verifications[at];
    if (each.site == chosen.site && each.from <= state.rulebook.first_day(chosen.period) &&
        each.to >= state.rulebook.last_day(chosen.period))
      return each;
  }
  return std::nullopt;
}

void write_statement(json::Writer& json, const VerificationEntry& entry, std::string_view record) {
  const auto parsed = json::parse(record);
  const json::Value* const event = parsed ? parsed->find("event") : nullptr;
  const auto text = [&](std::string_view key) {
    return event == nullptr ? std::string_view{} : event->text_of(key).value_or("");
  };
  json.key("verification").begin_object().key("from").string(format_date(entry.from));
  json.key("kind").string(text("kind")).key("level").string(text("level"));
  json.key("seq").integer(entry.seq).key("to").string(format_date(entry.to));
  json.key("verifier").string(text("verifier")).end_object();
}

Reply overview(const Site& site, const Call& call) {
  std::optional<VerificationEntry> statement;
  std::string body;
  json::Writer json(body);
  std::string name;
  const auto chosen = site.desk.read([&](const State& state) {
    auto found = site_and_period(state, call);
    if (found) name = state.texts.get(state.sites[found->site].id);
    return found;
  });
  if (!chosen) return problem_reply(call, chosen.error());
  const auto waiting = waiting_at(site, call, name);
  if (!waiting) return problem_reply(call, waiting.error());
  site.desk.read([&](const State& state) {
    const PeriodBalance period = balance_of_period(state, *chosen);
    json.begin_object();
    write_balance(json, period, reserved_in(state, *chosen, waiting->reservations));
    write_certificates(json, state, *chosen);
    json.key("closed").boolean(period.closed);
    write_footprint(json, state, *chosen);
    json.key("from").string(format_date(period.from));
    write_months(json, state, chosen->site);
    json.key("period").string(format_date(period.from)).key("site").string(period.site);
    json.key("to").string(format_date(period.to));
    write_todos(json, todos_of(state, chosen->site, call, site.outside.now(), *waiting));
    statement = statement_on(state, *chosen);
  });
  if (!statement) {
    json.key("verification").null().end_object();
    return json_reply(std::move(body));
  }
  const auto record =
      site.desk.read_ledger([&](const Ledger& ledger) { return ledger.record(statement->seq); });
  if (!record) return problem_reply(call, record.error());
  write_statement(json, *statement, *record);
  json.end_object();
  return json_reply(std::move(body));
}

}  // namespace

void add_overview(Router& router, Site& site) {
  router.add({"GET", "/api/v1/overview", office::Right::see_balance, Place::worker,
              [&site](const Call& call) { return overview(site, call); }});
}

}  // namespace tenbin::http
