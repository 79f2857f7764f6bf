#include "correction/change.hpp"

#include <algorithm>
#include <array>

#include "codec/command_writer.hpp"
#include "codec/json_value.hpp"
#include "codec/json_writer.hpp"
#include "engine/engine.hpp"
#include "engine/lookup.hpp"
#include "engine/posting.hpp"

namespace tenbin::correction {
namespace {

constexpr std::array<std::string_view, 5> cosmetic_fields = {"delivery_note", "heat", "lot", "note",
                                                             "order"};
// What names an entry is never set: its number is not free again.
constexpr std::array<std::string_view, 6> names = {"charge", "command_id", "do",
                                                   "line",   "run",        "shipment"};

tl::unexpected<Problem> invalid(std::string_view field, std::string_view what) {
  return problem(Code::input_invalid,
                 {{"field", std::string(field)}, {"problem", std::string(what)}});
}

void put(json::Object& object, std::string_view key, const json::Value& value) {
  std::erase_if(object, [&](const json::Member& member) { return member.key == key; });
  if (value.is_null()) return;
  object.push_back({std::string(key), value});
  std::sort(object.begin(), object.end(), [](const json::Member& a, const json::Member& b) {
    return json::key_less(a.key, b.key);
  });
}

// The seq of the entry that is named by its own number.
Result<std::uint64_t> seq_by_number(const json::Value& document, const State& state) {
  using Find = Index (*)(const State&, std::string_view);
  struct Kind {
    std::string_view key;
    Find find;
  };
  for (const Kind& kind :
       {Kind{"receipt", find_receipt}, Kind{"charge", find_charge}, Kind{"run", find_run}}) {
    if (document.find(kind.key) == nullptr) continue;
    const auto id = document.text_of(kind.key);
    if (!id) return tl::make_unexpected(id.error());
    const Index index = kind.find(state, *id);
    if (index == no_index) return unknown(kind.key, *id);
    if (kind.key == "receipt") return state.receipts[index].seq;
    return kind.key == "run" ? state.runs[index].seq : state.charges[index].seq;
  }
  const auto shipment = document.text_of("shipment");
  if (!shipment) return invalid("entry", "required");
  const auto line = document.integer_of("line");
  if (!line) return tl::make_unexpected(line.error());
  if (*line < 1 || *line > INT32_MAX) return invalid("line", "positive_integer");
  const Index index = find_line(state, *shipment, static_cast<std::int32_t>(*line));
  if (index == no_index) return unknown_line(*shipment, static_cast<std::int32_t>(*line));
  return state.lines[index].seq;
}

Result<std::uint64_t> seq_of(const json::Value& document, const State& state) {
  int ways = 0;
  for (const std::string_view key : {"entry", "receipt", "charge", "run", "shipment"})
    ways += document.find(key) != nullptr ? 1 : 0;
  if (ways != 1) return invalid("entry", ways == 0 ? "required" : "entry_once");
  if (document.find("entry") == nullptr) return seq_by_number(document, state);
  const auto seq = document.integer_of("entry");
  if (!seq) return tl::make_unexpected(seq.error());
  if (*seq < 1) return invalid("entry", "positive_integer");
  return static_cast<std::uint64_t>(*seq);
}

Result<json::Object> members_at(const Ledger& ledger, std::uint64_t seq) {
  const auto line = ledger.record(seq);
  if (!line) return tl::make_unexpected(line.error());
  const auto record = json::parse(*line);
  if (!record) return tl::make_unexpected(record.error());
  const auto event = record->object_of("event");
  if (!event) return tl::make_unexpected(event.error());
  json::Object command = **event;
  std::erase_if(command, [](const json::Member& member) {
    return member.key == "outcome" || member.key == "command_id";
  });
  return command;
}

// In normal form (docs/spec/journal.md), so that 5 t and 5000 kg are the same.
Result<std::string> normal_form(std::string text) {
  CommandReader reader;
  const std::size_t size = text.size();
  text.append(read_ahead, ' ');
  const auto read = reader.read(std::string_view(text).substr(0, size));
  if (!read) return tl::make_unexpected(read.error());
  std::string normal;
  append_content(normal, *read);
  return normal;
}

// Sets `becomes` and `cosmetic`.
Result<void> read_right(const json::Value& document, const json::Object& command, Change& change) {
  const json::Value* set = document.find("set");
  const json::Value* is_void = document.find("void");
  if ((set == nullptr) == (is_void == nullptr)) return invalid("set", "set_or_void");
  if (is_void != nullptr) {
    const auto value = is_void->boolean();
    if (!value || !*value) return invalid("void", "boolean");
    return {};
  }
  if (change.entry.kind == EntryKind::backing) return invalid("set", "only_void");
  const auto members = set->object();
  if (!members) return tl::make_unexpected(members.error());
  json::Object right = command;
  change.cosmetic = true;
  for (const json::Member& member : **members) {
    const bool is_own_name = member.key == "receipt" && change.entry.kind == EntryKind::receipt;
    if (is_own_name || std::find(names.begin(), names.end(), member.key) != names.end())
      return invalid(member.key, "name_fixed");
    put(right, member.key, member.value);
    change.cosmetic &= std::find(cosmetic_fields.begin(), cosmetic_fields.end(), member.key) !=
                       cosmetic_fields.end();
  }
  auto becomes = normal_form(json::write_canonical(json::Value(std::move(right), "/")));
  if (!becomes) return tl::make_unexpected(becomes.error());
  if (*becomes == change.was) return invalid("set", "unchanged");
  change.becomes = std::move(*becomes);
  return {};
}

// What a closed period loses comes out of its own site, by an adjustment: metal that belongs to
// another site or into an open period is voided here and entered there.
Result<void> check_stays_closed(const Change& change, const State& state) {
  const auto posted = posting_period(state, change.site, change.date);
  if (!posted) return tl::make_unexpected(posted.error());
  if (change.becomes.empty()) return {};
  const auto right = json::parse(change.becomes);
  const auto site = right->text_of("site");
  if (!site || find_site(state, *site) != change.site) return invalid("site", "place_fixed");
  const auto text = right->text_of("date");
  const auto date = text ? parse_date(*text) : std::nullopt;
  if (!date || state.rulebook.period_of(*date) >= state.sites[change.site].open_period)
    return invalid("date", "place_fixed");
  return {};
}

Result<void> read_why(const json::Value& document, Change& change) {
  for (const auto& [key, text] :
       {std::pair{"reason", &change.reason}, std::pair{"approver", &change.approver}}) {
    const auto value = document.text_of(key);
    if (!value) return tl::make_unexpected(value.error());
    if (value->empty()) return invalid(key, "empty");
    *text = *value;
  }
  const auto date_text = document.text_of("date");
  if (!date_text) return tl::make_unexpected(date_text.error());
  const auto date = parse_date(*date_text);
  if (!date) return invalid("date", "date");
  change.date = *date;
  if (document.find("evidence") == nullptr) return {};
  const auto evidence = document.array_of("evidence");
  if (!evidence) return tl::make_unexpected(evidence.error());
  for (const json::Value& each : **evidence) {
    const auto text = each.text();
    if (!text) return tl::make_unexpected(text.error());
    change.evidence.emplace_back(*text);
  }
  return {};
}

}  // namespace

Result<std::string> command_at(const Ledger& ledger, std::uint64_t seq) {
  auto members = members_at(ledger, seq);
  if (!members) return tl::make_unexpected(members.error());
  return json::write_canonical(json::Value(std::move(*members), "/"));
}

std::string with_member(std::string_view command, std::string_view key,
                        const std::optional<std::string>& text) {
  const auto parsed = json::parse(command);
  TENBIN_CHECK(parsed.has_value());
  json::Object object = *parsed->object().value();
  put(object, key, text ? json::Value(*text, "/") : json::Value());
  return json::write_canonical(json::Value(std::move(object), "/"));
}

Result<Change> read_change(std::string_view text, const Ledger& ledger) {
  const auto document = json::parse(text);
  if (!document) return tl::make_unexpected(document.error());
  TENBIN_TRY(document->only_keys({"approver", "charge", "date", "entry", "evidence", "line",
                                  "reason", "receipt", "run", "set", "shipment", "void"}));
  const State& state = ledger.state();
  Change change;
  TENBIN_TRY(read_why(*document, change));
  const auto seq = seq_of(*document, state);
  if (!seq) return tl::make_unexpected(seq.error());
  if (*seq > state.size() || state.entries[*seq - 1].kind == EntryKind::other)
    return unknown("entry", std::to_string(*seq));
  change.seq = *seq;
  change.entry = state.entries[*seq - 1];
  const EntryFacts facts = facts_of(state, change.entry);
  if (facts.reversed)
    return problem(Code::entry_already_reversed, {{"entry", std::to_string(*seq)}});
  change.site = facts.site;
  change.entry_date = facts.date;
  change.closed = state.rulebook.period_of(facts.date) < state.sites[facts.site].open_period;
  const auto command = members_at(ledger, *seq);
  if (!command) return tl::make_unexpected(command.error());
  change.was = json::write_canonical(json::Value(*command, "/"));
  TENBIN_TRY(read_right(*document, *command, change));
  if (change.closed) TENBIN_TRY(check_stays_closed(change, state));
  return change;
}

}  // namespace tenbin::correction
