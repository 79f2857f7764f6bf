#pragma once
// Metal arrives. With the rulebook's input_event = receipt it counts as input on its date;
// renewable metal with a supplier certificate is backed by floor(mass × renewable_share) and draws
// its whole mass from it.
//
// Refusals in order: input.invalid (a certificate on metal that is not renewable), id.duplicate,
// reference.unknown (site, supplier, certificate), period.unknown, period.closed,
// supplier_certificate.other_supplier, .expired, .insufficient (have_kg, want_kg),
// balance.insufficient (the input share of a day would fall below what was allocated).
#include "domain/commands.hpp"
#include "engine/state.hpp"

namespace tenbin {

struct ReceiptRecorded {
  const Receive* command;
  Index site;
  Index supplier;
  Index supplier_certificate;
  std::int32_t period;
};

Result<ReceiptRecorded> decide(const State& state, const Receive& command);
void apply(State& state, const ReceiptRecorded& event, std::uint32_t seq);

// What a supplier certificate says to a receipt of that supplier, date and mass: nothing, or why it
// cannot back it. Used by back_receipt too.
Result<void> can_back(const State& state, Index supplier_certificate, Index supplier, Date date,
                      Mass mass);

}  // namespace tenbin
