#include "pack/replay.hpp"

#include "codec/command_reader.hpp"
#include "codec/command_writer.hpp"
#include "engine/engine.hpp"
#include "engine/lookup.hpp"
#include "engine/posting.hpp"

namespace tenbin::pack {
namespace {

class Player {
 public:
  explicit Player(Replay& out) : out_(out) {}

  // Whether the record was taken.
  bool take(std::string_view line) {
    const auto record = reader_.read_record(line);
    const std::uint64_t seq = out_.state.size() + 1;
    if (!record) return fail("records", seq, "form");
    if (record->head.seq != seq) return fail("records", seq, "order");
    if (record->head.at < last_at_) return fail("records", seq, "at");
    last_at_ = record->head.at;
    const auto decision = decide(out_.state, record->event);
    if (!decision) return fail("replay", seq, std::string(code_text(decision.error().code)));
    const auto* event = std::get_if<Event>(&*decision);
    if (event == nullptr) return fail("replay", seq, "repeated");
    const std::string outcome = outcome_of(out_.state, *event);
    apply(out_.state, record->event, *event);
    std::visit([&](const auto& command) { note(command); }, record->event.command);
    if (const auto* adjusted = std::get_if<CreditsAdjusted>(event)) note_adjusted(*adjusted);
    again_.clear();
    append_record(again_, record->head, record->event, outcome);
    return again_ == line || fail("replay", seq, "outcome");
  }

 private:
  bool fail(std::string check, std::uint64_t seq, std::string reason) {
    out_.fault = ReplayFault{std::move(check), seq, std::move(reason)};
    return false;
  }

  static Index last(const auto& entries) { return static_cast<Index>(entries.size() - 1); }

  void add(PostingKind kind, Date date, Index site, Index index, Mass mass) {
    const auto seq = static_cast<std::uint32_t>(out_.state.size());
    out_.postings.push_back({seq, kind, date, site, index, mass});
  }

  void note(const auto&) {}
  void note(const Receive& command) {
    const Receipt& receipt = out_.state.receipts.back();
    add(PostingKind::receipt, command.date, receipt.site, last(out_.state.receipts), command.mass);
  }
  void note(const Charge& command) {
    const Index site = out_.state.receipts[out_.state.charges.back().receipt].site;
    add(PostingKind::charge, command.date, site, last(out_.state.charges), command.mass);
  }
  void note(const Produce& command) {
    const auto mass = [](const std::optional<MassOrZero>& given) {
      return given ? given->mass : Mass();
    };
    out_.runs.push_back({mass(command.input), mass(command.internal_scrap), mass(command.loss)});
    add(PostingKind::run, command.date, out_.state.runs.back().site, last(out_.state.runs),
        command.output);
  }
  void note(const Ship& command) {
    add(PostingKind::line, command.date, out_.state.lines.back().site, last(out_.state.lines),
        command.mass);
  }
  void note(const Allocate& command) {
    const Allocation& allocation = out_.state.allocations.back();
    add(PostingKind::allocation, command.date, out_.state.lines[allocation.line].site,
        last(out_.state.allocations), allocation.mass);
  }
  void note(const Transfer& command) {
    const std::string from(command.account.text);
    const std::string to =
        std::string(command.to.text) + from.substr(std::string_view(command.from.text).size());
    out_.transfers.push_back(
        {std::string(command.transfer.text), from, to, find_site(out_.state, command.to.text)});
    add(PostingKind::transfer, command.date, find_site(out_.state, command.from.text),
        last(out_.transfers), command.mass);
  }
  void note_adjusted(const CreditsAdjusted& event) {
    const Adjust& command = *event.command;
    out_.adjustments.push_back({std::string(command.adjustment.text),
                                std::string(command.account.text), command.entry.value,
                                event.taken});
    add(PostingKind::adjustment, command.date, out_.state.accounts[event.account].site,
        last(out_.adjustments), command.mass);
  }
  void note(const ClosePeriod& command) {
    if (!command.physical_stock) return;
    out_.stocks.push_back({find_site(out_.state, command.site.text),
                           out_.state.rulebook.period_of(command.period),
                           command.physical_stock->mass});
  }

  Replay& out_;
  CommandReader reader_;
  Instant last_at_;
  std::string again_;
};

bool is_live(const Replay& replay, const Posting& posting) {
  const State& state = replay.state;
  switch (posting.kind) {
    case PostingKind::receipt:
      return !state.receipts[posting.index].reversed;
    case PostingKind::charge:
      return !state.charges[posting.index].reversed;
    case PostingKind::run:
      return !state.runs[posting.index].reversed;
    case PostingKind::line:
      return !state.lines[posting.index].reversed;
    case PostingKind::allocation:
      return !state.allocations[posting.index].released;
    case PostingKind::transfer:
    case PostingKind::adjustment:
      return true;
  }
  TENBIN_CHECK(false);
}

}  // namespace

std::string_view kind_text(PostingKind kind) {
  switch (kind) {
    case PostingKind::receipt:
      return Receive::name;
    case PostingKind::charge:
      return Charge::name;
    case PostingKind::run:
      return Produce::name;
    case PostingKind::line:
      return Ship::name;
    case PostingKind::allocation:
      return Allocate::name;
    case PostingKind::transfer:
      return Transfer::name;
    case PostingKind::adjustment:
      return Adjust::name;
  }
  TENBIN_CHECK(false);
}

Replay replay(std::string journal, Rulebook rulebook) {
  Replay out(std::move(rulebook));
  out.text = std::make_unique<std::string>(std::move(journal));
  const std::size_t size = out.text->size();
  out.text->append(read_ahead, ' ');
  std::string_view rest = std::string_view(*out.text).substr(0, size);
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    out.lines.push_back(rest.substr(0, end));
    out.tree.append(tlog::leaf_hash(out.lines.back()));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  Player player(out);
  for (const std::string_view line : out.lines) {
    if (!player.take(line)) break;
  }
  return out;
}

bool is_of_period(const Replay& replay, const Posting& posting, Index site, std::int32_t period) {
  return posting.site == site && replay.state.rulebook.period_of(posting.date) == period &&
         is_live(replay, posting);
}

std::string posting_id(const Replay& replay, const Posting& posting) {
  const State& state = replay.state;
  const auto text = [&](TextRef ref) { return std::string(state.texts.get(ref)); };
  switch (posting.kind) {
    case PostingKind::receipt:
      return text(state.receipts[posting.index].id);
    case PostingKind::charge:
      return text(state.charges[posting.index].id);
    case PostingKind::run:
      return text(state.runs[posting.index].id);
    case PostingKind::line:
      return text(state.lines[posting.index].shipment) + "/" +
             std::to_string(state.lines[posting.index].number);
    case PostingKind::allocation:
      return text(state.allocations[posting.index].id);
    case PostingKind::transfer:
      return replay.transfers[posting.index].id;
    case PostingKind::adjustment:
      return replay.adjustments[posting.index].id;
  }
  TENBIN_CHECK(false);
}

}  // namespace tenbin::pack
