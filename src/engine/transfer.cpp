#include "engine/transfer.hpp"

#include "engine/floor.hpp"
#include "engine/posting.hpp"
#include "engine/refusals.hpp"

namespace tenbin {

Result<CreditsTransferred> decide(const State& state, const Transfer& command) {
  if (command.from == command.to)
    return problem(Code::input_invalid, {{"field", "to"}, {"problem", "sites.same"}});
  TENBIN_TRY(room_for(state, command.mass));
  if (find_transfer(state, command.transfer.text) != no_index)
    return duplicate("transfer", command.transfer.text);
  const Index from = find_site(state, command.from.text);
  if (from == no_index) return unknown("site", command.from.text);
  const Index to = find_site(state, command.to.text);
  if (to == no_index) return unknown("site", command.to.text);
  const Index account = find_account(state, command.account.text);
  if (account == no_index || state.accounts[account].site != from)
    return unknown("account", command.account.text);
  if (!state.rulebook.cross_site_transfer) return problem(Code::transfer_not_allowed);
  const auto period = posting_period(state, from, command.date);
  if (!period) return tl::make_unexpected(period.error());
  if (const auto there = posting_period(state, to, command.date); !there)
    return tl::make_unexpected(there.error());
  const Mass have =
      drawable(state, account, *period, day_in_period(state.rulebook, command.date, *period),
               command.mass, Draw::transfer);
  if (have < command.mass) return balance_insufficient(have, command.mass);
  return CreditsTransferred{&command, account, to, *period};
}

void apply(State& state, const CreditsTransferred& event, std::uint32_t) {
  const Transfer& command = *event.command;
  state.transfers.push_back(state.texts.add(command.transfer.text));
  enter_transfer(state);
  note_mass(state, command.mass);
  const Site& from = state.sites[state.accounts[event.from_account].site];
  const std::size_t prefix = state.texts.get(from.id).size() + 1;
  const std::string characteristic(
      state.texts.get(state.accounts[event.from_account].name).substr(prefix));
  const Index to_account = ensure_account(
      state, event.to_site, account_name(state, event.to_site, characteristic), event.period);
  open_site_period(state, state.accounts[event.from_account].site, event.period);
  open_site_period(state, event.to_site, event.period);
  const std::int32_t day = day_in_period(state.rulebook, command.date, event.period);
  open_account_period(state, event.from_account, event.period)
      .transferred.add(day, -command.mass.grams());
  open_account_period(state, to_account, event.period).transferred.add(day, command.mass.grams());
}

}  // namespace tenbin
