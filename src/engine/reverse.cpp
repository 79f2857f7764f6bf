#include "engine/reverse.hpp"

#include "engine/floor.hpp"
#include "engine/posting.hpp"
#include "engine/refusals.hpp"

namespace tenbin {
namespace {

InputChange input_taken_out(const State& state, Index receipt, Date date, Mass mass,
                            std::int32_t period) {
  const Receipt& entry = state.receipts[receipt];
  return {entry.site,
          period,
          day_in_period(state.rulebook, date, period),
          account_of(state, entry),
          -backed_part(state, entry, mass),
          entry.material == Material::internal_scrap ? Mass() : -mass,
          Mass()};
}

// How the reversal changes R, T and O.
std::optional<InputChange> change_of(const State& state, const Entry& entry, std::int32_t period) {
  if (entry.kind == EntryKind::receipt && state.rulebook.input_event == InputEvent::receipt) {
    const Receipt& receipt = state.receipts[entry.index];
    return input_taken_out(state, entry.index, receipt.date, receipt.mass, period);
  }
  if (entry.kind == EntryKind::charge) {
    const ChargeEntry& charge = state.charges[entry.index];
    return input_taken_out(state, charge.receipt, charge.date, charge.mass, period);
  }
  if (entry.kind == EntryKind::run) {
    const Run& run = state.runs[entry.index];
    if (!state.products[run.product].allocatable) return std::nullopt;
    return InputChange{run.site,   period, day_in_period(state.rulebook, run.date, period),
                       no_index,   Mass(), Mass(),
                       -run.output};
  }
  return std::nullopt;
}

void reverse_receipt(State& state, Index index, std::int32_t period) {
  Receipt& receipt = state.receipts[index];
  receipt.reversed = true;
  if (receipt.supplier_certificate != no_index)
    state.supplier_certificates[receipt.supplier_certificate].used -= receipt.mass;
  if (state.rulebook.input_event == InputEvent::receipt) {
    const std::int32_t day = day_in_period(state.rulebook, receipt.date, period);
    count_input(state, {index, period, day, receipt.mass}, Count::out);
  }
}

void reverse_charge(State& state, Index index, std::int32_t period) {
  ChargeEntry& charge = state.charges[index];
  charge.reversed = true;
  state.receipts[charge.receipt].charged -= charge.mass;
  const std::int32_t day = day_in_period(state.rulebook, charge.date, period);
  count_input(state, {charge.receipt, period, day, charge.mass}, Count::out);
}

void reverse_run(State& state, Index index, std::int32_t period) {
  Run& run = state.runs[index];
  run.reversed = true;
  if (!state.products[run.product].allocatable) return;
  open_site_period(state, run.site, period)
      .output.add(day_in_period(state.rulebook, run.date, period), -run.output.grams());
}

}  // namespace

bool is_reversible(EntryKind kind) {
  return kind != EntryKind::other && kind != EntryKind::backing;
}

EntryFacts facts_of(const State& state, const Entry& entry) {
  switch (entry.kind) {
    case EntryKind::receipt: {
      const Receipt& receipt = state.receipts[entry.index];
      return {receipt.reversed, receipt.charged > Mass(), receipt.site, receipt.date};
    }
    case EntryKind::charge: {
      const ChargeEntry& charge = state.charges[entry.index];
      return {charge.reversed, false, state.receipts[charge.receipt].site, charge.date};
    }
    case EntryKind::run: {
      const Run& run = state.runs[entry.index];
      return {run.reversed, false, run.site, run.date};
    }
    case EntryKind::line: {
      const Line& line = state.lines[entry.index];
      return {line.reversed, has_live_allocation(state, entry.index), line.site, line.date};
    }
    case EntryKind::backing: {
      const Receipt& receipt = state.receipts[entry.index];
      return {receipt.reversed, true, receipt.site, receipt.date};
    }
    case EntryKind::other:
      break;
  }
  TENBIN_CHECK(false);
}

Result<EntryReversed> decide(const State& state, const Reverse& command) {
  const std::string seq_text = std::to_string(command.entry.value);
  if (command.entry.value > state.entries.size()) return unknown("entry", seq_text);
  const Entry& entry = state.entries[command.entry.value - 1];
  if (!is_reversible(entry.kind)) return unknown("entry", seq_text);
  const EntryFacts facts = facts_of(state, entry);
  if (facts.reversed) return problem(Code::entry_already_reversed, {{"entry", seq_text}});
  if (facts.in_use) return problem(Code::entry_in_use, {{"entry", seq_text}});
  const auto period = posting_period(state, facts.site, facts.date);
  if (!period) return tl::make_unexpected(period.error());
  if (const auto change = change_of(state, entry, *period)) {
    if (const auto shortfall = shortfall_of(state, *change))
      return balance_insufficient(state, *shortfall);
  }
  return EntryReversed{entry, *period};
}

void apply(State& state, const EntryReversed& event, std::uint32_t) {
  switch (event.entry.kind) {
    case EntryKind::receipt:
      return reverse_receipt(state, event.entry.index, event.period);
    case EntryKind::charge:
      return reverse_charge(state, event.entry.index, event.period);
    case EntryKind::run:
      return reverse_run(state, event.entry.index, event.period);
    case EntryKind::line:
      state.lines[event.entry.index].reversed = true;
      return;
    case EntryKind::backing:
    case EntryKind::other:
      break;
  }
  TENBIN_CHECK(false);
}

}  // namespace tenbin
