#pragma once
// Offers to customers behind a link and a PIN of 4 digits: of the link only a SHA-256 is kept, of
// the PIN one that the link goes into, so that the file alone gives neither away. Five wrong PINs
// lock a proposal for 15 minutes, whoever tries.
#include <cstdint>
#include <optional>
#include <string>

#include "domain/kinds.hpp"
#include "units/date.hpp"
#include "units/instant.hpp"
#include "units/mass.hpp"

namespace tenbin::office {

// expired: open, and nobody answered in time; seen by the clock.
enum class ProposalState : std::uint8_t { open, accepted, expired, withdrawn };

struct NewProposal {
  std::string site;
  Date period;  // its first day
  std::string customer;
  std::string title;
  std::string message;
  std::string rows;  // JSON; not looked into here
  Mass mass;         // of all rows
  std::int64_t days = 14;
  std::int64_t hold_days = 14;  // of the reservation that an acceptance makes
};

struct Proposal {
  std::int64_t id = 0;
  NewProposal about;    // days: as it was made
  std::string made_by;  // login
  Instant made;
  Instant expires;
  ProposalState state = ProposalState::open;
  std::string accepted_by;  // the name that was given
  std::optional<Instant> accepted;
  std::string comment;
  std::optional<std::int64_t> reservation;
  std::int64_t seen = 0;  // how often it was shown
};

struct MadeProposal {
  Proposal about;
  std::string token;  // shown once, as the pin
  std::string pin;
};

// What a list asks for; empty texts and nothing: all.
struct ProposalFilter {
  std::string customer = {};
  std::optional<ProposalState> state = {};
  std::string made_by = {};
};

struct Acceptance {
  std::string name;
  std::string comment;
  std::string rows;  // of the reservation
};

}  // namespace tenbin::office

namespace tenbin {

template <>
struct EnumNames<office::ProposalState> {
  static constexpr std::array<std::string_view, 4> names{"open", "accepted", "expired",
                                                         "withdrawn"};
};

}  // namespace tenbin
