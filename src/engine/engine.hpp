#pragma once
// The engine's front: one command in, one event or one refusal out, one event applied. Pure: no
// clock, file, random number or lock; the same journal always makes the same state.
//
// When several refusals apply, the first in the order of contract section 6 is given: the form,
// command.id_reused, id.duplicate, reference.unknown, what the rulebook forbids, the state of what
// is acted on, period, date, evidence, product, share, balance. Each feature's decide keeps that
// order and its header lists it.
#include <optional>
#include <string>
#include <variant>

#include "domain/commands.hpp"
#include "engine/adjust.hpp"
#include "engine/allocate.hpp"
#include "engine/attest.hpp"
#include "engine/back_receipt.hpp"
#include "engine/certificates.hpp"
#include "engine/charge.hpp"
#include "engine/close_period.hpp"
#include "engine/master_data.hpp"
#include "engine/produce.hpp"
#include "engine/receive.hpp"
#include "engine/record_verification.hpp"
#include "engine/register_key.hpp"
#include "engine/register_supplier_certificate.hpp"
#include "engine/release.hpp"
#include "engine/reverse.hpp"
#include "engine/ship.hpp"
#include "engine/state.hpp"
#include "engine/transfer.hpp"

namespace tenbin {

// What a command does, with everything it names already found. It refers to the command it came
// from.
using Event =
    std::variant<SiteAdded, SupplierAdded, CustomerAdded, ProductAdded,
                 SupplierCertificateRegistered, ReceiptRecorded, ReceiptBacked, ChargeRecorded,
                 RunRecorded, LineShipped, AllocationMade, AllocationReleased, CreditsTransferred,
                 CertificateIssued, CertificateReplaced, CertificateRevoked, CertificateAttested,
                 KeyRegistered, PeriodClosed, EntryReversed, CreditsAdjusted, VerificationRecorded>;

// The command was accepted before, under the same command_id and with the same content.
struct Repeated {
  std::uint64_t seq;
};
using Decision = std::variant<Event, Repeated>;

Result<Decision> decide(const State& state, const Envelope& envelope);

// What the decision added, as a canonical JSON object for the journal and the answer; empty when
// nothing.
std::string outcome_of(const State& state, const Event& event);

// Makes it so; the entry's seq is state.size() afterwards. Cannot fail: what decide accepted holds.
void apply(State& state, const Envelope& envelope, const Event& event);

}  // namespace tenbin
