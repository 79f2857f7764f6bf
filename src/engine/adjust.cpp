#include "engine/adjust.hpp"

#include "engine/floor.hpp"
#include "engine/posting.hpp"
#include "engine/refusals.hpp"
#include "engine/reverse.hpp"

namespace tenbin {
namespace {

Result<Entry> find_entry(const State& state, Seq seq) {
  if (seq.value <= state.entries.size()) {
    const Entry& entry = state.entries[seq.value - 1];
    if (entry.kind != EntryKind::other) return entry;
  }
  return unknown("entry", std::to_string(seq.value));
}

// Those named, by which the account gave something away.
Result<std::vector<Index>> find_written_off(const State& state, const Adjust& command,
                                            Index account) {
  std::vector<Index> found;
  if (!command.allocations) return found;
  for (const Text id : *command.allocations) {
    const Index index = find_allocation(state, id);
    if (index == no_index || state.allocations[index].released ||
        state.allocations[index].written_off || drawn_on(state, index, account) == Mass())
      return unknown("allocation", id);
    found.push_back(index);
  }
  return found;
}

bool is_open(const State& state, Index site, Date date) {
  return state.rulebook.period_of(date) >= state.sites[site].open_period;
}

std::string first_day_of(const State& state, Date date) {
  return format_date(state.rulebook.first_day(state.rulebook.period_of(date)));
}

// entry.already_reversed, entry.period_open, allocation.certified.
Result<void> check_state(const State& state, const Adjust& command, const EntryFacts& entry,
                         const std::vector<Index>& written_off) {
  const std::string seq_text = std::to_string(command.entry.value);
  if (entry.reversed) return problem(Code::entry_already_reversed, {{"entry", seq_text}});
  if (is_open(state, entry.site, entry.date)) {
    return problem(Code::entry_period_open,
                   {{"entry", seq_text}, {"period", first_day_of(state, entry.date)}});
  }
  for (const Index index : written_off) {
    const Allocation& allocation = state.allocations[index];
    const std::string id(state.texts.get(allocation.id));
    if (is_open(state, entry.site, allocation.date)) {
      return problem(Code::entry_period_open,
                     {{"allocation", id}, {"period", first_day_of(state, allocation.date)}});
    }
  }
  for (const Index index : written_off) {
    const Allocation& allocation = state.allocations[index];
    if (allocation.certificate == no_index) continue;
    const Certificate& certificate = state.certificates[allocation.certificate];
    return problem(Code::allocation_certified,
                   {{"allocation", std::string(state.texts.get(allocation.id))},
                    {"certificate", std::string(state.texts.get(certificate.number))}});
  }
  return {};
}

}  // namespace

Mass drawn_on(const State& state, Index allocation, Index account) {
  const Allocation& given = state.allocations[allocation];
  Mass drawn;
  for (Index i = given.first_part; i < given.first_part + given.part_count; ++i) {
    if (state.parts[i].account == account) drawn += state.parts[i].mass;
  }
  return drawn;
}

Result<CreditsAdjusted> decide(const State& state, const Adjust& command) {
  TENBIN_TRY(room_for(state, command.mass));
  if (command.allocations) TENBIN_TRY(check_no_repeats(*command.allocations));
  if (find_adjustment(state, command.adjustment.text) != no_index)
    return duplicate("adjustment", command.adjustment.text);
  const auto entry = find_entry(state, command.entry);
  if (!entry) return tl::make_unexpected(entry.error());
  const EntryFacts facts = facts_of(state, *entry);
  const Index account = find_account(state, command.account.text);
  if (account == no_index || state.accounts[account].site != facts.site)
    return unknown("account", command.account.text);
  auto written_off = find_written_off(state, command, account);
  if (!written_off) return tl::make_unexpected(written_off.error());
  TENBIN_TRY(check_state(state, command, facts, *written_off));
  const auto period = posting_period(state, facts.site, command.date);
  if (!period) return tl::make_unexpected(period.error());
  Mass want = command.mass;
  for (const Index index : *written_off) want -= std::min(want, drawn_on(state, index, account));
  const Mass have =
      drawable(state, account, *period, day_in_period(state.rulebook, command.date, *period), want,
               Draw::transfer);
  if (have < want) return balance_insufficient(have, want);
  return CreditsAdjusted{&command, account, *period, std::move(*written_off), want};
}

void apply(State& state, const CreditsAdjusted& event, std::uint32_t) {
  const Adjust& command = *event.command;
  state.adjustments.push_back(state.texts.add(command.adjustment.text));
  enter_adjustment(state);
  note_mass(state, command.mass);
  for (const Index index : event.written_off) state.allocations[index].written_off = true;
  open_site_period(state, state.accounts[event.account].site, event.period);
  open_account_period(state, event.account, event.period)
      .adjusted.add(day_in_period(state.rulebook, command.date, event.period), event.taken.grams());
}

}  // namespace tenbin
