#include "correction/carry_out.hpp"

#include <set>

#include "codec/json_value.hpp"
#include "codec/json_writer.hpp"
#include "engine/adjust.hpp"
#include "engine/lookup.hpp"
#include "units/decimal.hpp"

namespace tenbin::correction {
namespace {

constexpr std::size_t note_length_max = 4000;  // of any text of a command

using Ids = std::vector<std::string>;

class Commands {
 public:
  Commands(const Ledger& ledger, const Change& change, const Assessment& assessment)
      : ledger_(ledger), book_(ledger.state()), change_(change), assessment_(assessment) {}

  std::vector<std::string> take_back() const;
  std::vector<std::string> adjustments(bool with_drops) const;
  std::string reversal() const;
  Result<std::string> new_entry() const;

 private:
  std::string id_of(Index allocation) const {
    return std::string(book_.texts.get(book_.allocations[allocation].id));
  }
  bool is_open(Index allocation) const {
    return book_.rulebook.period_of(book_.allocations[allocation].date) >=
           book_.sites[change_.site].open_period;
  }
  std::string note() const;
  Mass loss_of(Index account) const;
  std::string on_certificate(const Hit& hit) const;
  std::string adjustment(Index account, Mass mass, const Ids& allocations,
                         std::set<std::string>& used) const;
  Result<std::string> with_next_number(const std::string& command) const;
  std::uint64_t reversed_seq() const;

  const Ledger& ledger_;
  const State& book_;
  const Change& change_;
  const Assessment& assessment_;
};

void write_ids(json::Writer& writer, const Ids& ids) {
  writer.key("allocations").begin_array();
  for (const std::string& id : ids) writer.string(id);
  writer.end_array();
}

// {"approver","correct","evidence","wrong"}; without "wrong", which the journal has, where it would
// be too long.
std::string Commands::note() const {
  std::string text;
  for (const bool with_wrong : {true, false}) {
    text.clear();
    json::Writer writer(text);
    writer.begin_object().key("approver").string(change_.approver).key("correct");
    change_.becomes.empty() ? writer.null() : writer.raw(change_.becomes);
    writer.key("evidence").begin_array();
    for (const std::string& each : change_.evidence) writer.string(each);
    writer.end_array();
    if (with_wrong) writer.key("wrong").raw(change_.was);
    writer.end_object();
    if (text.size() <= note_length_max) return text;
  }
  return {};
}

std::string Commands::on_certificate(const Hit& hit) const {
  Ids keeps;
  keeps.reserve(hit.keeps.size());
  for (const Index index : hit.keeps) keeps.push_back(id_of(index));
  std::string text;
  json::Writer writer(text);
  writer.begin_object();
  if (!keeps.empty()) write_ids(writer, keeps);
  writer.key("certificate").string(book_.texts.get(book_.certificates[hit.certificate].number));
  writer.key("date").string(format_date(change_.date));
  writer.key("do").string(keeps.empty() ? "revoke_certificate" : "replace_certificate");
  writer.key("reason").string(change_.reason).end_object();
  return text;
}

// Certificates, then the allocations of open periods; those of closed ones go with an adjustment.
std::vector<std::string> Commands::take_back() const {
  std::vector<std::string> commands;
  commands.reserve(assessment_.hits.size() + assessment_.drops.size());
  for (const Hit& hit : assessment_.hits) commands.push_back(on_certificate(hit));
  for (const Index index : assessment_.drops) {
    if (!is_open(index)) continue;
    std::string text;
    json::Writer(text)
        .begin_object()
        .key("allocation")
        .string(id_of(index))
        .key("do")
        .string("release")
        .key("reason")
        .string(change_.reason)
        .end_object();
    commands.push_back(std::move(text));
  }
  return commands;
}

std::string Commands::adjustment(Index account, Mass mass, const Ids& allocations,
                                 std::set<std::string>& used) const {
  const std::string base = "CORR-" + std::to_string(change_.seq);
  std::string id = base;
  for (int n = 2; find_adjustment(book_, id) != no_index || used.contains(id); ++n)
    id = base + "#" + std::to_string(n);
  used.insert(id);
  std::string text;
  json::Writer writer(text);
  writer.begin_object().key("account").string(book_.texts.get(book_.accounts[account].name));
  writer.key("adjustment").string(id);
  if (!allocations.empty()) write_ids(writer, allocations);
  writer.key("approver").string(change_.approver).key("date").string(format_date(change_.date));
  writer.key("do").string("adjust").key("entry").integer(static_cast<std::int64_t>(change_.seq));
  writer.key("mass").string(format_decimal(mass.grams(), 3) + " kg");
  writer.key("note").string(note()).key("reason").string(change_.reason).end_object();
  return text;
}

// One an account that loses credits, or where a shipment line is wrong, one an account that its
// allocations drew on. An allocation that drew on several accounts is written off by the first of
// them; what it drew on the others counts there all the same.
std::vector<std::string> Commands::adjustments(bool with_drops) const {
  std::vector<std::string> commands;
  std::set<std::string> used;
  std::set<Index> written_off;
  for (Index account = 0; account < book_.accounts.size(); ++account) {
    Mass lost = loss_of(account);
    Ids ids;
    Mass named;
    for (const Index index : assessment_.drops) {
      const Mass here = drawn_on(book_, index, account);
      if (!with_drops || is_open(index) || here == Mass()) continue;
      if (!written_off.insert(index).second) {
        lost -= std::min(lost, here);
        continue;
      }
      ids.push_back(id_of(index));
      named += here;
    }
    // What is written off needs a mass too, though no credit is left to take.
    if (assessment_.states_line || (lost == Mass() && !ids.empty())) lost = named;
    if (lost > Mass()) commands.push_back(adjustment(account, lost, ids, used));
  }
  return commands;
}

Mass Commands::loss_of(Index account) const {
  for (const Loss& loss : assessment_.losses) {
    if (loss.account == account) return loss.mass;
  }
  return Mass();
}

std::uint64_t Commands::reversed_seq() const {
  if (change_.entry.kind != EntryKind::backing) return change_.seq;
  return book_.receipts[change_.entry.index].seq;
}

std::string Commands::reversal() const {
  std::string text;
  json::Writer(text)
      .begin_object()
      .key("date")
      .string(format_date(change_.date))
      .key("do")
      .string("reverse")
      .key("entry")
      .integer(static_cast<std::int64_t>(reversed_seq()))
      .key("note")
      .string(note())
      .key("reason")
      .string(change_.reason)
      .end_object();
  return text;
}

// "R-1" becomes "R-1#2", and that "R-1#3".
Result<std::string> Commands::with_next_number(const std::string& command) const {
  const auto parsed = json::parse(command);
  if (!parsed) return tl::make_unexpected(parsed.error());
  std::string_view key = "receipt";
  if (change_.entry.kind == EntryKind::charge) key = "charge";
  if (change_.entry.kind == EntryKind::run) key = "run";
  if (change_.entry.kind == EntryKind::line) key = "shipment";
  const auto id = parsed->text_of(key);
  if (!id) return tl::make_unexpected(id.error());
  const std::string base(id->substr(0, id->rfind('#')));
  const auto is_used = [&](const std::string& wanted) {
    if (key == "receipt") return find_receipt(book_, wanted) != no_index;
    if (key == "charge") return find_charge(book_, wanted) != no_index;
    if (key == "run") return find_run(book_, wanted) != no_index;
    return find_line(book_, wanted, book_.lines[change_.entry.index].number) != no_index;
  };
  int number = 2;
  while (is_used(base + "#" + std::to_string(number))) ++number;
  return with_member(command, key, base + "#" + std::to_string(number));
}

// The corrected entry; empty where there was none. Evidence that came by back_receipt comes with
// it.
Result<std::string> Commands::new_entry() const {
  if (change_.entry.kind == EntryKind::backing) {
    const auto receipt = command_at(ledger_, reversed_seq());
    if (!receipt) return tl::make_unexpected(receipt.error());
    return with_next_number(*receipt);
  }
  if (change_.becomes.empty()) return std::string();
  std::string command = change_.becomes;
  if (change_.entry.kind == EntryKind::receipt) {
    const Index paper = book_.receipts[change_.entry.index].supplier_certificate;
    const bool came_later = change_.was.find("\"supplier_certificate\"") == std::string::npos;
    const bool says_so = command.find("\"supplier_certificate\"") != std::string::npos;
    if (paper != no_index && came_later && !says_so)
      command = with_member(command, "supplier_certificate",
                            std::string(book_.texts.get(book_.supplier_certificates[paper].id)));
  }
  return with_next_number(command);
}

Result<void> check_enough(const Assessment& assessment, Cure cure) {
  if (cure == Cure::d) {
    if (!assessment.d_is_enough)
      return problem(Code::correction_unmet, {{"have_kg", format_kg(Mass())},
                                              {"want_kg", format_kg(assessment.missing())}});
    return {};
  }
  Mass have, want;
  for (const Loss& loss : assessment.losses) {
    want += loss.mass;
    Mass covered = loss.carried_over;
    if (cure == Cure::b) covered += loss.unallocated;
    if (cure == Cure::c) covered = loss.mass - std::min(loss.mass, loss.missing);
    have += std::min(loss.mass, covered);
  }
  if (have >= want && !assessment.states_line) return {};
  return problem(Code::correction_unmet,
                 {{"have_kg", format_kg(have)}, {"want_kg", format_kg(want)}});
}

}  // namespace

Result<Ways> commands_of(const Ledger& ledger, const Change& change, const Assessment& assessment,
                         Cure cure) {
  if (!assessment.conflicts.empty() && !assessment.states_line)
    return tl::make_unexpected(assessment.conflicts.front().problem);
  if (!change.cosmetic) TENBIN_TRY(check_enough(assessment, cure));
  const Commands commands(ledger, change, assessment);
  std::vector<std::string> first;
  if (cure == Cure::d) first = commands.take_back();
  if (change.closed) {
    for (std::string& each : commands.adjustments(cure == Cure::d))
      first.push_back(std::move(each));
    return Ways{first};
  }
  const auto entry = commands.new_entry();
  if (!entry) return tl::make_unexpected(entry.error());
  std::vector<std::string> reversal_first = first;
  reversal_first.push_back(commands.reversal());
  if (entry->empty()) return Ways{reversal_first};
  std::vector<std::string> entry_first = std::move(first);
  entry_first.push_back(*entry);
  entry_first.push_back(commands.reversal());
  reversal_first.push_back(*entry);
  return Ways{reversal_first, entry_first};
}

Result<void> submit_all(Ledger& ledger, const std::vector<std::string>& commands,
                        std::string_view actor) {
  for (const std::string& command : commands) {
    const Answer answer = ledger.submit_text(command, actor);
    if (answer.status == Answer::Status::rejected) return tl::make_unexpected(answer.problem);
  }
  return {};
}

}  // namespace tenbin::correction
