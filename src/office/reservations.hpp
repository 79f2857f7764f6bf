#pragma once
// Mass that is held for a customer while an offer stands, so that it is not promised twice. The
// book knows nothing of it: what is free is decided by the caller, who asks the engine (src/http,
// holds.hpp).
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/kinds.hpp"
#include "units/date.hpp"
#include "units/instant.hpp"
#include "units/mass.hpp"

namespace tenbin::office {

// How much one person may hold at a time, and does.
struct HoldingCap {
  Mass cap;
  Mass held;
};

// open: it holds. expired: it holds no longer, and waits to be released or allocated.
enum class ReservationState : std::uint8_t { open, expired, released, allocated };

struct NewReservation {
  std::string site;
  Date period;  // its first day
  std::string customer;
  Mass mass;
  std::string rows;  // JSON, what the mass is meant for; not looked into here
  std::string note;
  std::int64_t days = 14;
  std::optional<std::int64_t> proposal = {};  // by which it was made
};

struct Reservation {
  std::int64_t id = 0;
  NewReservation about;
  std::string made_by;  // login
  Instant made;
  Instant expires;
  ReservationState state = ReservationState::open;
};

// What a list asks for; empty texts and nothing: all.
struct ReservationFilter {
  std::string site = {};
  std::optional<Date> period = {};
  std::optional<ReservationState> state = {};
  std::string made_by = {};
};

}  // namespace tenbin::office

namespace tenbin {

template <>
struct EnumNames<office::ReservationState> {
  static constexpr std::array<std::string_view, 4> names{"open", "expired", "released",
                                                         "allocated"};
};

}  // namespace tenbin
