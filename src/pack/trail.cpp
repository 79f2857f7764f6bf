#include "pack/trail.hpp"

#include "engine/lookup.hpp"
#include "engine/posting.hpp"
#include "report/vintage_use.hpp"

namespace tenbin::pack {

Trails::Trails(const Replay& replay) : replay_(replay) {
  const State& state = replay.state;
  for (Index account = 0; account < state.accounts.size(); ++account) {
    const Account& one = state.accounts[account];
    const std::string name(state.texts.get(one.name));
    for (std::size_t i = 0; i < one.periods.size(); ++i) {
      const std::int32_t period = one.first_period + static_cast<std::int32_t>(i);
      const VintageUse use(state, account, period);
      for (const Index part : one.periods[i].parts) {
        const Index allocation = state.parts[part].allocation;
        if (state.allocations[allocation].released) continue;
        for (const VintagePiece& piece : use.pieces_of(part)) {
          const Credit credit{name, piece.vintage};
          credits_of_[allocation].insert(credit);
          books_[credit].allocations.insert(state.allocations[allocation].seq);
        }
      }
    }
  }
  const PostingKind counts = state.rulebook.input_event == InputEvent::receipt
                                 ? PostingKind::receipt
                                 : PostingKind::charge;
  for (const Posting& posting : replay.postings) {
    if (posting.kind != counts ||
        !is_of_period(replay, posting, posting.site, state.rulebook.period_of(posting.date)))
      continue;
    const Index receipt =
        counts == PostingKind::receipt ? posting.index : state.charges[posting.index].receipt;
    const Index account = account_of(state, state.receipts[receipt]);
    if (account == no_index) continue;
    books_[{std::string(state.texts.get(state.accounts[account].name)),
            state.rulebook.period_of(posting.date)}]
        .inputs.insert(posting.seq);
  }
}

void Trails::add_receipt(Trail& trail, Index index) const {
  const State& state = replay_.state;
  const Receipt& receipt = state.receipts[index];
  trail.receipts.insert(receipt.seq);
  if (receipt.supplier_certificate != no_index)
    trail.supplier_certificates.insert(
        state.supplier_certificates[receipt.supplier_certificate].seq);
  for (Index i = receipt.last_charge; i != no_index; i = state.charges[i].next_of_receipt) {
    if (!state.charges[i].reversed) trail.charges.insert(state.charges[i].seq);
  }
}

void Trails::add_allocation(Trail& trail, Index index) const {
  const State& state = replay_.state;
  const Allocation& allocation = state.allocations[index];
  trail.allocations.insert(allocation.seq);
  trail.lines.insert(state.lines[allocation.line].seq);
  if (allocation.certificate != no_index)
    trail.certificates.insert(state.certificates[allocation.certificate].seq);
  const auto credits = credits_of_.find(index);
  if (credits != credits_of_.end())
    trail.credits.insert(credits->second.begin(), credits->second.end());
}

Trail Trails::of(const Posting& posting) const {
  const State& state = replay_.state;
  const Rulebook& rules = state.rulebook;
  Trail trail;
  const auto credit = [&](Index receipt, Date date) {
    const Index account = account_of(state, state.receipts[receipt]);
    if (account != no_index)
      trail.credits.insert(
          {std::string(state.texts.get(state.accounts[account].name)), rules.period_of(date)});
  };
  switch (posting.kind) {
    case PostingKind::receipt:
      add_receipt(trail, posting.index);
      if (rules.input_event == InputEvent::receipt) credit(posting.index, posting.date);
      break;
    case PostingKind::charge:
      add_receipt(trail, state.charges[posting.index].receipt);
      credit(state.charges[posting.index].receipt, posting.date);
      break;
    case PostingKind::run:
      break;
    case PostingKind::line:
      trail.lines.insert(posting.seq);
      for (Index i = state.lines[posting.index].last_allocation; i != no_index;
           i = state.allocations[i].next_of_line) {
        if (!state.allocations[i].released) add_allocation(trail, i);
      }
      break;
    case PostingKind::allocation:
      add_allocation(trail, posting.index);
      break;
    case PostingKind::transfer: {
      const Transferred& moved = replay_.transfers[posting.index];
      trail.credits.insert({moved.from, rules.period_of(posting.date)});
      trail.credits.insert({moved.to, rules.period_of(posting.date)});
      break;
    }
    case PostingKind::adjustment:
      trail.credits.insert(
          {replay_.adjustments[posting.index].account, rules.period_of(posting.date)});
      break;
  }
  return trail;
}

CreditBook Trails::of(const Credit& credit) const {
  const auto found = books_.find(credit);
  return found == books_.end() ? CreditBook{} : found->second;
}

}  // namespace tenbin::pack
