#include "engine/charge.hpp"

#include "engine/floor.hpp"
#include "engine/posting.hpp"
#include "engine/refusals.hpp"

namespace tenbin {

Result<ChargeRecorded> decide(const State& state, const Charge& command) {
  if (find_charge(state, command.charge.text) != no_index)
    return duplicate("charge", command.charge.text);
  const Index site = find_site(state, command.site.text);
  if (site == no_index) return unknown("site", command.site.text);
  const Index index = find_receipt(state, command.receipt.text);
  if (index == no_index || state.receipts[index].reversed || state.receipts[index].site != site)
    return unknown("receipt", command.receipt.text);
  if (state.rulebook.input_event != InputEvent::charge) return problem(Code::method_no_charges);
  const auto period = posting_period(state, site, command.date);
  if (!period) return tl::make_unexpected(period.error());
  const Receipt& receipt = state.receipts[index];
  if (command.date < receipt.date) {
    return problem(Code::date_before_receipt, {{"receipt", std::string(command.receipt.text)},
                                               {"date", format_date(command.date)},
                                               {"receipt_date", format_date(receipt.date)}});
  }
  const Mass left = receipt.mass - receipt.charged;
  if (left < command.mass) {
    return problem(Code::receipt_insufficient, {{"receipt", std::string(command.receipt.text)},
                                                {"have_kg", format_kg(left)},
                                                {"want_kg", format_kg(command.mass)}});
  }
  if (receipt.material != Material::internal_scrap) {
    const InputChange change{site,
                             *period,
                             day_in_period(state.rulebook, command.date, *period),
                             account_of(state, receipt),
                             backed_part(state, receipt, command.mass),
                             command.mass,
                             Mass()};
    if (const auto shortfall = shortfall_of(state, change))
      return balance_insufficient(state, *shortfall);
  }
  return ChargeRecorded{&command, index, *period};
}

void apply(State& state, const ChargeRecorded& event, std::uint32_t seq) {
  const Charge& command = *event.command;
  Receipt& receipt = state.receipts[event.receipt];
  const Index index = static_cast<Index>(state.charges.size());
  ChargeEntry charge;
  charge.id = state.texts.add(command.charge.text);
  charge.seq = seq;
  charge.date = command.date;
  charge.receipt = event.receipt;
  charge.next_of_receipt = receipt.last_charge;
  charge.mass = command.mass;
  state.charges.push_back(charge);
  enter_charge(state);
  state.entries[seq - 1] = {EntryKind::charge, index};
  receipt.last_charge = index;
  receipt.charged += command.mass;
  const std::int32_t day = day_in_period(state.rulebook, command.date, event.period);
  count_input(state, {event.receipt, event.period, day, command.mass}, Count::in);
}

}  // namespace tenbin
