#pragma once
// Evidence comes after the metal: works on the receipt's own date (with input_event = charge on the
// dates of its charges). It only raises balances.
//
// Refusals in order: reference.unknown (receipt, certificate), receipt.not_backable (backed
// already, or not renewable), period.closed, supplier_certificate.other_supplier, .expired,
// .insufficient.
#include "domain/commands.hpp"
#include "engine/state.hpp"

namespace tenbin {

struct ReceiptBacked {
  Index receipt;
  Index supplier_certificate;
  std::int32_t period;
};

Result<ReceiptBacked> decide(const State& state, const BackReceipt& command);
void apply(State& state, const ReceiptBacked& event, std::uint32_t seq);

}  // namespace tenbin
