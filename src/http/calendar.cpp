// GET /api/v1/calendar.ics: the days on which periods end, of all sites, from the oldest that is
// open to the one after today's; and when reservations end, for those who may see them.
#include "http/calendar_text.hpp"
#include "http/entrance.hpp"
#include "http/offered.hpp"
#include "http/parameters.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"
#include "message/message.hpp"
#include "service/log_reading.hpp"

namespace tenbin::http {
namespace {

using office::Right;

constexpr std::int32_t coming_periods = 1;

// Names the book: events of another are others.
Result<std::string> place_of(const Site& site) {
  return site.desk.read_ledger([](const Ledger& ledger) -> Result<std::string> {
    const auto log = log_of(ledger.book());
    if (!log) return tl::make_unexpected(log.error());
    return to_hex(tlog::sha256(as_bytes(log->name))).substr(0, 16);
  });
}

struct Writer {
  const Site& site;
  const Call& call;
  std::string place;
  std::vector<CalendarEvent> events = {};

  void add_periods(const State& state) {
    const std::int32_t last = state.rulebook.period_of(today(site.outside)) + coming_periods;
    for (const tenbin::Site& each : state.sites) {
      const std::string name(state.texts.get(each.id));
      for (std::int32_t period = std::max(0, each.open_period); period <= last; ++period) {
        const std::string from = format_date(state.rulebook.first_day(period));
        const std::vector<Fact> facts = {{"site", name}, {"from", from}};
        CalendarEvent event;
        event.uid = "period-" + to_hex(as_bytes(name)) + "-" + from + "@" + place;
        event.summary = message(call.language, "calendar.period", facts);
        event.description = message(call.language, "calendar.period_says", facts);
        event.url = site.entrance->address + "/balance";
        event.day = state.rulebook.last_day(period);
        events.push_back(std::move(event));
      }
    }
  }

  Result<void> add_reservations(const std::vector<std::string>& sites) {
    const std::string_view owner = owner_for(call);
    for (const std::string& name : sites) {
      const auto waiting = site.office.waiting_reservations(name);
      if (!waiting) return tl::make_unexpected(waiting.error());
      for (const office::Reservation& each : *waiting) {
        if (each.state != office::ReservationState::open) continue;
        if (!owner.empty() && each.made_by != owner) continue;
        CalendarEvent event;
        event.uid = "reservation-" + std::to_string(each.id) + "@" + place;
        event.summary = message(call.language, "calendar.reservation",
                                {{"site", name},
                                 {"customer", each.about.customer},
                                 {"mass_kg", format_kg(each.about.mass)}});
        event.url = site.entrance->address + "/reservations";
        event.at = each.expires;
        events.push_back(std::move(event));
      }
    }
    return {};
  }
};

Reply calendar(const Site& site, const Call& call) {
  auto place = place_of(site);
  if (!place) return problem_reply(call, place.error());
  Writer writer{site, call, *std::move(place)};
  std::vector<std::string> sites;
  site.desk.read([&](const State& state) {
    writer.add_periods(state);
    sites.reserve(state.sites.size());
    for (const tenbin::Site& each : state.sites) sites.emplace_back(state.texts.get(each.id));
  });
  if (call.may(Right::reserve))
    if (const auto added = writer.add_reservations(sites); !added)
      return problem_reply(call, added.error());
  return file_reply(
      calendar_text(message(call.language, "calendar.name"), writer.events, site.outside.now()),
      "text/calendar; charset=utf-8", "tenbin.ics");
}

}  // namespace

void add_calendar(Router& router, Site& site) {
  router.add({"GET", "/api/v1/calendar.ics", Right::see_balance, Place::worker,
              [&site](const Call& call) { return calendar(site, call); }});
}

}  // namespace tenbin::http
