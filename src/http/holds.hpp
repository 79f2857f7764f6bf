#pragma once
// What is free of a period once what is held for customers (office/reservations.hpp) is left alone.
//
// Who reserves and who allocates may want the same tonne at the same time. So both are works of the
// desk's one writer, which does one after the other: each looks at the book and at the holds as the
// one before has left them, and nothing can come between the look and what follows from it. A
// reservation is in the office's file before its work ends; the credits of an allocation are in the
// ledger before its work ends, and a reservation that is turned into an allocation is settled only
// once that is on disk, so that in between it is counted twice and never not at all. The command
// line is not bound: it writes only while nothing is served.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "http/offered.hpp"
#include "http/parameters.hpp"
#include "http/site.hpp"
#include "office/reservations.hpp"
#include "planner/simulation.hpp"

namespace tenbin::http {

using Holds = std::vector<office::Reservation>;

// What holds now at the site, but for the ones named.
Result<Holds> holds_at(office::Office& office, std::string_view site,
                       const std::vector<std::int64_t>& but = {});
// Those of other customers than these.
Holds of_others(Holds holds, const std::vector<std::string_view>& customers);
// Those of customers that the rows are not for.
Holds of_others(Holds holds, const State& state, const Simulation& result);

struct Room {
  Mass have;  // what the accounts can give
  Mass held;
  Mass free() const { return have - held; }  // may be negative
};
// Of an open period, on its last day. What is carried over serves later periods too: a hold counts
// in every period that its own reaches, and what is taken in a period must leave what is held in
// those behind it. So the answer is the room of the period, or of a later one that has less.
Room room_in(const State& state, Index site, std::int32_t period, const Holds& holds);
// How much less is free in the period because of them.
Mass kept_by(const State& state, Index site, std::int32_t period, const Holds& holds);
// The same because of what of these is open; nothing of a closed period.
Mass reserved_in(const State& state, const SitePeriodChosen& chosen, const Holds& waiting);

// reservation.insufficient {have_kg, want_kg} where so much more does not fit beside what is held
// for anybody.
Result<void> has_room(office::Office& office, const State& state, const Offered& offered,
                      Mass wanted);

// Commands submitted one after the other up to the first refusal, by the ledger or for what is
// held: reservation.held {held_kg, left_kg} where an allocation would leave less than is held for
// other customers, or a transfer less than is held at all. `turned`: reservations that are being
// turned into these allocations and hold no longer: reference.unknown, reservation.decided;
// input.invalid where none of the allocations is for their site and customer.
struct Submitted {
  desk::Posted posted;
  bool to_be_forgotten = false;  // something was accepted, and then another refused
  bool anything_new = false;     // something was accepted and not only repeated
};
Submitted submit_beside_holds(Ledger& ledger, office::Office& office,
                              const std::vector<std::string>& commands, const std::string& actor,
                              const std::vector<std::int64_t>& turned);

// The parameter "reservation", "3" or "3,5". reference.unknown.
Result<std::vector<std::int64_t>> turned_parameter(const Call& call);

}  // namespace tenbin::http
