#include "correction/what_if.hpp"

#include <algorithm>

#include "codec/json_value.hpp"
#include "engine/engine.hpp"
#include "engine/lookup.hpp"
#include "engine/posting.hpp"
#include "service/journal_lines.hpp"
#include "service/journal_pieces.hpp"

namespace tenbin::correction {
namespace {

Rulebook without_floor(Rulebook rulebook) {
  rulebook.deficit = DeficitMode::period_end;
  return rulebook;
}

// Nothing is closed while it goes on, so that every record finds its period open; the closes are
// made in their order at the end.
class Replay {
 public:
  Replay(const State& book, const Change& change)
      : book_(book), change_(change), state_(without_floor(book.rulebook)) {}

  Result<void> take(const Record& record, std::string_view line);
  WhatIf finish();

 private:
  struct Close {
    Index site;
    std::int32_t period;
    Date date;
    std::optional<MassOrZero> physical_stock;
    std::uint32_t seq;
  };

  Result<void> take_changed();
  Result<void> take_decided(const Envelope& envelope, bool is_change);
  Result<void> take_special(const Envelope& envelope, std::string_view line, bool& taken);
  void pass_over() { state_.entries.emplace_back(); }
  void note_adjusted(const Adjust& command, const CreditsAdjusted& event);
  void take_allocation(const Envelope& envelope, const Allocate& command);
  Result<void> take_adjustment(const Envelope& envelope, const Adjust& command,
                               std::string_view line);

  const State& book_;
  const Change& change_;
  State state_;
  CommandReader reader_;
  std::vector<Close> closes_;
  std::vector<Conflict> conflicts_;
  std::map<std::string, Mass> adjusted_;
};

Result<void> Replay::take(const Record& record, std::string_view line) {
  if (record.head.seq == change_.seq) return take_changed();
  bool taken = false;
  TENBIN_TRY(take_special(record.event, line, taken));
  return taken ? Result<void>() : take_decided(record.event, false);
}

Result<void> Replay::take_changed() {
  if (change_.becomes.empty()) {
    pass_over();
    return {};
  }
  std::string text = change_.becomes;
  text.append(read_ahead, ' ');
  const auto envelope = reader_.read(std::string_view(text).substr(0, change_.becomes.size()));
  if (!envelope) return tl::make_unexpected(envelope.error());
  return take_decided(*envelope, true);
}

Result<void> Replay::take_decided(const Envelope& envelope, bool is_change) {
  const auto decision = decide(state_, envelope);
  if (decision && std::holds_alternative<Event>(*decision)) {
    apply(state_, envelope, std::get<Event>(*decision));
    return {};
  }
  if (is_change && !decision) return tl::make_unexpected(decision.error());
  // Taking back what is not there any more leaves nothing to say.
  if (!decision && !std::holds_alternative<Release>(envelope.command))
    conflicts_.push_back({state_.size() + 1, decision.error()});
  pass_over();
  return {};
}

Result<void> Replay::take_special(const Envelope& envelope, std::string_view line, bool& taken) {
  taken = true;
  if (const auto* allocate = std::get_if<Allocate>(&envelope.command)) {
    take_allocation(envelope, *allocate);
    return {};
  }
  if (const auto* adjust = std::get_if<Adjust>(&envelope.command))
    return take_adjustment(envelope, *adjust, line);
  if (const auto* close = std::get_if<ClosePeriod>(&envelope.command)) {
    pass_over();
    closes_.push_back({find_site(state_, close->site.text),
                       state_.rulebook.period_of(close->period), close->date, close->physical_stock,
                       static_cast<std::uint32_t>(state_.size())});
    return {};
  }
  taken = std::holds_alternative<IssueCertificate>(envelope.command) ||
          std::holds_alternative<ReplaceCertificate>(envelope.command) ||
          std::holds_alternative<RevokeCertificate>(envelope.command) ||
          std::holds_alternative<AttestCertificate>(envelope.command);
  if (taken) pass_over();
  return {};
}

// From the accounts that it drew on in the book.
void Replay::take_allocation(const Envelope& envelope, const Allocate& command) {
  const Index line = find_line(state_, command.shipment.text, command.line.value);
  if (line == no_index || state_.lines[line].reversed) return pass_over();
  const Allocation& given = book_.allocations[find_allocation(book_, command.allocation.text)];
  const std::int32_t period = state_.rulebook.period_of(command.date);
  AllocationMade event{&command, line, period, given.mass, {}};
  for (Index i = given.first_part; i < given.first_part + given.part_count; ++i) {
    const Part& part = book_.parts[i];
    const std::string name(book_.texts.get(book_.accounts[part.account].name));
    event.takings.push_back(
        {ensure_account(state_, state_.lines[line].site, name, period), part.mass});
  }
  apply(state_, envelope, event);
}

Result<void> Replay::take_adjustment(const Envelope& envelope, const Adjust& command,
                                     std::string_view line) {
  Mass taken = command.mass;
  if (command.allocations) {
    const auto outcome = outcome_in(line);
    if (!outcome) return tl::make_unexpected(outcome.error());
    const auto parsed = json::parse(*outcome);
    const auto text = parsed ? parsed->text_of("taken_kg") : tl::make_unexpected(parsed.error());
    if (!text) return tl::make_unexpected(text.error());
    const auto mass = parse_mass(std::string(*text) + " kg");
    if (!mass) return tl::make_unexpected(mass.error());
    taken = mass->mass;
  }
  const Index account = find_account(book_, command.account.text);
  const std::int32_t period = state_.rulebook.period_of(command.date);
  const std::string site(book_.texts.get(book_.sites[book_.accounts[account].site].id));
  const Index here = ensure_account(state_, find_site(state_, site), command.account.text, period);
  CreditsAdjusted event{&command, here, period, {}, taken};
  if (command.allocations) {
    for (const Text id : *command.allocations) {
      const Index index = find_allocation(state_, id);
      if (index != no_index) event.written_off.push_back(index);
    }
  }
  if (command.entry.value == change_.seq) note_adjusted(command, event);
  apply(state_, envelope, event);
  return {};
}

void Replay::note_adjusted(const Adjust& command, const CreditsAdjusted& event) {
  adjusted_[std::string(command.account.text)] += command.mass;
  for (const Index index : event.written_off) {
    const Allocation& given = state_.allocations[index];
    for (Index i = given.first_part; i < given.first_part + given.part_count; ++i) {
      const Part& part = state_.parts[i];
      if (part.account != event.account)
        adjusted_[std::string(state_.texts.get(state_.accounts[part.account].name))] += part.mass;
    }
  }
}

WhatIf Replay::finish() {
  // A period stays a period though its only posting went, as it does where one is reversed.
  for (Index site = 0; site < book_.sites.size(); ++site) {
    const std::int32_t last = book_.sites[site].last_period();
    if (last >= 0) open_site_period(state_, site, last);
  }
  std::sort(closes_.begin(), closes_.end(), [](const Close& a, const Close& b) {
    return std::pair(a.site, a.period) < std::pair(b.site, b.period);
  });
  for (const Close& close : closes_) {
    ClosePeriod command;
    command.date = close.date;
    command.physical_stock = close.physical_stock;
    const PeriodClosed event = close_as_it_stands(state_, command, close.site, close.period);
    apply(state_, event, close.seq);
  }
  state_.rulebook = book_.rulebook;
  // Whether a certificate covers it: the position is the book's.
  for (Allocation& given : state_.allocations)
    given.certificate =
        book_.allocations[find_allocation(book_, state_.texts.get(given.id))].certificate;
  return {std::move(state_), std::move(conflicts_), std::move(adjusted_)};
}

}  // namespace

Result<WhatIf> what_if(const Ledger& ledger, const Change& change) {
  Replay replay(ledger.state(), change);
  JournalPieces pieces(read_journal(ledger.book(), 1, ledger.size(), Leaves::skip));
  for (;;) {
    const auto piece = pieces.next();
    if (!piece) return tl::make_unexpected(piece.error());
    if (*piece == nullptr) return replay.finish();
    for (std::size_t i = 0; i < (*piece)->lines.size(); ++i) {
      const Result<Record>& record = (*piece)->records[i];
      if (!record) return problem(Code::book_corrupt, {{"place", "record"}});
      TENBIN_TRY(replay.take(*record, (*piece)->lines[i]));
    }
  }
}

}  // namespace tenbin::correction
