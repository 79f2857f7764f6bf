// Reservations. The file knows open, released and allocated; that one has expired is seen by the
// clock whenever it is read, so nothing has to run for it.
#include "office/reservations.hpp"

#include "office/forms.hpp"
#include "office/office.hpp"
#include "office/rows.hpp"

namespace tenbin::office {
namespace {

constexpr std::int64_t day_ms = 24 * 3'600'000;
constexpr std::size_t longest_note = 2000;

constexpr const char* select =
    "SELECT id, site, period, customer, mass, rows, note, proposal, made_by, made, expires, state"
    " FROM reservations ";

Reservation reservation_of(const Query& row, Instant now) {
  Reservation found;
  found.id = row.number(0);
  found.about.site = row.text(1);
  found.about.period = Date::of_days(static_cast<std::int32_t>(row.number(2)));
  found.about.customer = row.text(3);
  found.about.mass = Mass::of_grams(row.number(4));
  found.about.rows = row.text(5);
  found.about.note = row.text(6);
  found.about.proposal = row.number_if(7);
  found.made_by = row.text(8);
  found.made = {row.number(9)};
  found.expires = {row.number(10)};
  // The table holds no other name.
  found.state = value_named<ReservationState>(row.text(11)).value_or(ReservationState::released);
  if (found.state == ReservationState::open && found.expires.ms <= now.ms)
    found.state = ReservationState::expired;
  return found;
}

tl::unexpected<Problem> decided(const Reservation& reservation) {
  return problem(Code::reservation_decided, {{"reservation", std::to_string(reservation.id)},
                                             {"state", std::string(name_of(reservation.state))}});
}

// The state in the file, and on which side of now it expires; in the place of parameter 2.
std::string condition_of(const std::optional<ReservationState>& state) {
  if (!state) return "?2 = ?2";
  if (*state == ReservationState::open) return "state = 'open' AND expires > ?2";
  if (*state == ReservationState::expired) return "state = 'open' AND expires <= ?2";
  return "state = '" + std::string(name_of(*state)) + "' AND ?2 = ?2";
}

}  // namespace

Result<std::optional<HoldingCap>> Office::read_cap(const Person& person) {
  if (!person.roles.has(Role::sales) || person.rights().has(Right::allocate)) return std::nullopt;
  Result<std::string> setting = read_setting("sales_cap_kg", {});
  if (!setting) return problem_of(setting);
  if (setting->empty()) return std::nullopt;
  auto cap = parse_mass(*setting + " kg");
  if (!cap) return problem_of(cap);
  std::int64_t grams = 0;
  TENBIN_TRY(first(database_->query("SELECT coalesce(sum(mass), 0) FROM reservations"
                                    " WHERE made_by = ?1 AND state = 'open' AND expires > ?2",
                                    person.login, now().ms),
                   [&](const Query& row) { grams = row.number(0); }));
  return HoldingCap{cap->mass, Mass::of_grams(grams)};
}

Result<std::optional<HoldingCap>> Office::holding_cap(const Person& person) {
  std::lock_guard lock(mutex_);
  return read_cap(person);
}

Result<void> Office::check_sales_cap(const Person& by, Mass more) {
  Result<std::optional<HoldingCap>> holding = read_cap(by);
  if (!holding) return problem_of(holding);
  if (!*holding || (*holding)->held + more <= (*holding)->cap) return {};
  return problem(Code::reservation_cap, {{"cap_kg", format_kg((*holding)->cap)},
                                         {"want_kg", format_kg((*holding)->held + more)}});
}

Result<Reservation> Office::insert_reservation(const NewReservation& wanted, const Person& by) {
  TENBIN_TRY(check_days("days", wanted.days));
  TENBIN_TRY(check_text("note", wanted.note, longest_note));
  TENBIN_TRY(check_sales_cap(by, wanted.mass));
  const std::int64_t at = now().ms;
  TENBIN_TRY(database_->run(
      "INSERT INTO reservations (site, period, customer, mass, rows, note, proposal, made_by, made,"
      " expires, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 'open')",
      wanted.site, std::int64_t{wanted.period.days()}, wanted.customer, wanted.mass.grams(),
      wanted.rows, wanted.note, wanted.proposal, by.login, at, at + wanted.days * day_ms));
  return read_reservation(database_->last_id(), {});
}

Result<Reservation> Office::add_reservation(const NewReservation& wanted, const Person& by) {
  std::lock_guard lock(mutex_);
  Result<Transaction> transaction = Transaction::begin(*database_);
  if (!transaction) return problem_of(transaction);
  Result<Reservation> made = insert_reservation(wanted, by);
  if (!made) return made;
  TENBIN_TRY(transaction->commit());
  return made;
}

Result<Reservation> Office::read_reservation(std::int64_t id, std::string_view owner) {
  Reservation found;
  Result<bool> there =
      first(database_->query(std::string(select) + "WHERE id = ?1 AND (?2 = '' OR made_by = ?2)",
                             id, owner),
            [&](const Query& row) { found = reservation_of(row, now()); });
  if (!there) return problem_of(there);
  if (!*there) return unknown("reservation", std::to_string(id));
  return found;
}

Result<Reservation> Office::reservation(std::int64_t id, std::string_view owner) {
  std::lock_guard lock(mutex_);
  return read_reservation(id, owner);
}

Result<Page<Reservation>> Office::reservations(const PageRequest& page,
                                               const ReservationFilter& filter) {
  std::lock_guard lock(mutex_);
  const std::int64_t wanted = rows_wanted(page);
  std::optional<std::int64_t> period;
  if (filter.period) period = filter.period->days();
  std::vector<Reservation> found;
  const std::string sql = std::string(select) + "WHERE id < ?1 AND " + condition_of(filter.state) +
                          " AND (?3 = '' OR site = ?3) AND (?4 IS NULL OR period = ?4)"
                          " AND (?5 = '' OR made_by = ?5) ORDER BY id DESC LIMIT ?6";
  TENBIN_TRY(each(database_->query(sql, first_id(page), now().ms, filter.site, period,
                                   filter.made_by, wanted + 1),
                  [&](const Query& row) { found.push_back(reservation_of(row, now())); }));
  return page_of(std::move(found), wanted, [](const Reservation& each) { return each.id; });
}

Result<std::vector<Reservation>> Office::waiting_reservations(std::string_view site) {
  std::lock_guard lock(mutex_);
  std::vector<Reservation> found;
  TENBIN_TRY(each(database_->query(
                      std::string(select) + "WHERE state = 'open' AND site = ?1 ORDER BY id", site),
                  [&](const Query& row) { found.push_back(reservation_of(row, now())); }));
  return found;
}

Result<Reservation> Office::extend_reservation(std::int64_t id, std::int64_t days,
                                               std::string_view owner) {
  TENBIN_TRY(check_days("days", days));
  std::lock_guard lock(mutex_);
  Result<Transaction> transaction = Transaction::begin(*database_);
  if (!transaction) return problem_of(transaction);
  Result<Reservation> found = read_reservation(id, owner);
  if (!found) return found;
  if (found->state != ReservationState::open) return decided(*found);
  found->expires.ms += days * day_ms;
  if (found->expires.ms > now().ms + most_days * day_ms) return invalid("days", "office.days");
  TENBIN_TRY(
      database_->run("UPDATE reservations SET expires = ?2 WHERE id = ?1", id, found->expires.ms));
  TENBIN_TRY(transaction->commit());
  return found;
}

Result<Reservation> Office::end_reservation(std::int64_t id, ReservationState state,
                                            std::string_view owner) {
  std::lock_guard lock(mutex_);
  Result<Transaction> transaction = Transaction::begin(*database_);
  if (!transaction) return problem_of(transaction);
  Result<Reservation> found = read_reservation(id, owner);
  if (!found) return found;
  const bool waits =
      found->state == ReservationState::open || found->state == ReservationState::expired;
  if (!waits) return decided(*found);
  found->state = state;
  TENBIN_TRY(
      database_->run("UPDATE reservations SET state = ?2 WHERE id = ?1", id, name_of(state)));
  TENBIN_TRY(transaction->commit());
  return found;
}

}  // namespace tenbin::office
