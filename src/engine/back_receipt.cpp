#include "engine/back_receipt.hpp"

#include "engine/charge.hpp"
#include "engine/posting.hpp"
#include "engine/receive.hpp"

namespace tenbin {

Result<ReceiptBacked> decide(const State& state, const BackReceipt& command) {
  const Index index = find_receipt(state, command.receipt.text);
  if (index == no_index || state.receipts[index].reversed)
    return unknown("receipt", command.receipt.text);
  const Index paper = find_supplier_certificate(state, command.supplier_certificate.text);
  if (paper == no_index) return unknown("supplier_certificate", command.supplier_certificate.text);
  const Receipt& receipt = state.receipts[index];
  if (receipt.supplier_certificate != no_index || receipt.metal_class != MetalClass::renewable) {
    return problem(Code::receipt_not_backable, {{"receipt", std::string(command.receipt.text)}});
  }
  const auto period = posting_period(state, receipt.site, receipt.date);
  if (!period) return tl::make_unexpected(period.error());
  TENBIN_TRY(can_back(state, paper, receipt.supplier, receipt.date, receipt.mass));
  return ReceiptBacked{index, paper, *period};
}

namespace {

// All that counts of the receipt: itself, or its live charges.
void count_all(State& state, Index receipt, std::int32_t period, Count count) {
  const Rulebook& rulebook = state.rulebook;
  if (rulebook.input_event == InputEvent::receipt) {
    const Receipt& entry = state.receipts[receipt];
    count_input(state, {receipt, period, day_in_period(rulebook, entry.date, period), entry.mass},
                count);
    return;
  }
  for_each_charge(state, receipt, [&](const ChargeEntry& charge) {
    const std::int32_t charged_in = rulebook.period_of(charge.date);
    count_input(
        state, {receipt, charged_in, day_in_period(rulebook, charge.date, charged_in), charge.mass},
        count);
  });
}

}  // namespace

void apply(State& state, const ReceiptBacked& event, std::uint32_t seq) {
  Receipt& receipt = state.receipts[event.receipt];
  count_all(state, event.receipt, event.period, Count::out);
  receipt.supplier_certificate = event.supplier_certificate;
  state.supplier_certificates[event.supplier_certificate].used += receipt.mass;
  ensure_account(
      state, receipt.site,
      account_name(state, receipt.site, characteristic_of(state, event.supplier_certificate)),
      event.period);
  count_all(state, event.receipt, event.period, Count::in);
  state.entries[seq - 1] = {EntryKind::backing, event.receipt};
}

}  // namespace tenbin
