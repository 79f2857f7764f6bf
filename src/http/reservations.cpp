// Reservations: mass held for a customer while an offer stands. Whether it fits is decided by the
// desk's writer (holds.hpp says why).
#include "http/holds.hpp"
#include "http/offered.hpp"
#include "http/office_lists.hpp"
#include "http/parameters.hpp"
#include "http/replies.hpp"

namespace tenbin::http {
namespace {

using office::Reservation;
using office::Right;

constexpr std::uint64_t small_body = 256U << 10;
constexpr std::int64_t usual_days = 14;

void write_reservation(json::Writer& json, const Reservation& each) {
  json.begin_object().key("customer").string(each.about.customer);
  json.key("expires_at").string(format_instant(each.expires));
  json.key("made_at").string(format_instant(each.made)).key("made_by").string(each.made_by);
  json.key("mass_kg").string(format_kg(each.about.mass));
  json.key("note").string(each.about.note);
  json.key("period").string(format_date(each.about.period)).key("proposal");
  each.about.proposal ? json.string(std::to_string(*each.about.proposal)) : json.null();
  json.key("reservation").string(std::to_string(each.id)).key("rows").raw(each.about.rows);
  json.key("site").string(each.about.site).key("state").string(name_of(each.state)).end_object();
}

Reply one_reservation(const Call& call, const Result<Reservation>& found, unsigned status = 200) {
  if (!found) return problem_reply(call, found.error());
  std::string body;
  json::Writer json(body);
  write_reservation(json, *found);
  return json_reply(std::move(body), status);
}

Result<office::NewReservation> read_wanted(const State& state, const json::Value& body,
                                           Offered& offered) {
  TENBIN_TRY(body.only_keys({"site", "period", "customer", "mass_kg", "rows", "note", "days"}));
  auto read = read_offered(state, body);
  if (!read) return tl::make_unexpected(read.error());
  offered = *std::move(read);
  const auto mass = mass_in(body, "mass_kg");
  if (!mass) return tl::make_unexpected(mass.error());
  const auto days = integer_in(body, "days", usual_days);
  if (!days) return tl::make_unexpected(days.error());
  if (offered.allocated() > *mass) return json::invalid_at("/rows", "office.rows");
  return office::NewReservation{offered.site,
                                offered.period,
                                offered.customer,
                                *mass,
                                rows_json(offered.rows, false),
                                text_or_empty(body, "note"),
                                *days};
}

// Called by the desk's writer.
Result<Reservation> reserve_now(const Site& site, const Call& call, const State& state,
                                const json::Value& body) {
  Offered offered;
  const auto wanted = read_wanted(state, body, offered);
  if (!wanted) return tl::make_unexpected(wanted.error());
  TENBIN_TRY(has_room(site.office, state, offered, wanted->mass));
  return site.office.add_reservation(*wanted, *call.person);
}

void reserve(const Site& site, const std::shared_ptr<const Call>& call, const Respond& respond) {
  const auto body = json::parse(call->request.body);
  if (!body) return respond(problem_reply(*call, body.error()));
  const auto made = std::make_shared<Result<Reservation>>();
  // Nothing is submitted, so nothing is ever to be forgotten.
  desk::Work work = [&site, call, made, body = *body](Ledger& ledger) -> Result<void> {
    *made = reserve_now(site, *call, ledger.state(), body);
    return {};
  };
  const bool taken =
      site.desk.post(std::move(work), [call, respond, made](const Result<void>& done) {
        respond(done ? one_reservation(*call, *made, 201) : problem_reply(*call, done.error()));
      });
  if (!taken) respond(problem_reply(*call, {Code::request_busy, {}}));
}

Reply list(const Site& site, const Call& call) {
  const auto page = page_parameters(call);
  if (!page) return problem_reply(call, page.error());
  office::ReservationFilter filter;
  filter.site = call.request.parameter("site");
  filter.made_by = owner_for(call);
  const auto period = date_parameter(call, "period");
  if (!period) return problem_reply(call, period.error());
  filter.period = *period;
  if (const std::string_view name = call.request.parameter("state"); !name.empty()) {
    filter.state = value_named<office::ReservationState>(name);
    if (!filter.state)
      return problem_reply(call,
                           not_one_of("state", name, "open expired released allocated").value());
  }
  const auto found = site.office.reservations(*page, filter);
  if (!found) return problem_reply(call, found.error());
  return json_reply(page_json(*found, write_reservation));
}

Reply extend(const Site& site, const Call& call) {
  const auto id = id_of(call, "reservation");
  if (!id) return problem_reply(call, id.error());
  const auto body = json::parse(call.request.body);
  if (!body) return problem_reply(call, body.error());
  if (const auto known = body->only_keys({"days"}); !known)
    return problem_reply(call, known.error());
  const auto days = body->integer_of("days");
  if (!days) return problem_reply(call, days.error());
  return one_reservation(call, site.office.extend_reservation(*id, *days, owner_for(call)));
}

Reply release(const Site& site, const Call& call) {
  const auto id = id_of(call, "reservation");
  if (!id) return problem_reply(call, id.error());
  return one_reservation(
      call, site.office.end_reservation(*id, office::ReservationState::released, owner_for(call)));
}

// What the caller may hold at a time, and does; null where nothing binds them.
Reply cap_of(const Site& site, const Call& call) {
  const auto holding = site.office.holding_cap(*call.person);
  if (!holding) return problem_reply(call, holding.error());
  std::string body;
  json::Writer json(body);
  json.begin_object().key("cap_kg");
  *holding ? json.string(format_kg((*holding)->cap)) : json.null();
  json.key("held_kg");
  *holding ? json.string(format_kg((*holding)->held)) : json.null();
  json.end_object();
  return json_reply(std::move(body));
}

}  // namespace

void add_reservations(Router& router, Site& site) {
  router.add({"GET", "/api/v1/reservations", Right::reserve, Place::worker,
              [&site](const Call& call) { return list(site, call); }});
  router.add({"GET", "/api/v1/reservation-cap", Right::reserve, Place::worker,
              [&site](const Call& call) { return cap_of(site, call); }});
  router.add({"POST", "/api/v1/reservations", Right::reserve, Place::worker,
              AnsweringLater([&site](const std::shared_ptr<const Call>& call,
                                     const Respond& respond) { reserve(site, call, respond); }),
              small_body});
  router.add({"POST", "/api/v1/reservations/{reservation}/extend", Right::reserve, Place::worker,
              [&site](const Call& call) { return extend(site, call); }, small_body});
  router.add({"DELETE", "/api/v1/reservations/{reservation}", Right::reserve, Place::worker,
              [&site](const Call& call) { return release(site, call); }});
}

}  // namespace tenbin::http
