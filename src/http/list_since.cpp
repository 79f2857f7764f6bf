#include "http/list_since.hpp"

#include "http/parameters.hpp"
#include "units/instant.hpp"

namespace tenbin::http {
namespace {

constexpr std::uint64_t most_read = 20'000;

// The first record that is not before `at`, "2026-07-21T00:00:00.000Z": texts are in the order of
// the moments. Behind the last one where there is none.
Result<std::uint64_t> first_at(const Ledger& ledger, const std::string& at) {
  std::uint64_t from = 1;
  std::uint64_t to = ledger.size() + 1;
  while (from < to) {
    const std::uint64_t middle = from + (to - from) / 2;
    const auto record = parsed_record(ledger, static_cast<std::uint32_t>(middle));
    if (!record) return tl::make_unexpected(record.error());
    if (record->text_of("at").value_or("") < at) {
      from = middle + 1;
    } else {
      to = middle;
    }
  }
  return from;
}

void collect(const json::Value& value, std::unordered_set<std::string>& into) {
  if (const auto text = value.text()) {
    into.emplace(*text);
  } else if (const auto array = value.array()) {
    for (const json::Value& each : **array) collect(each, into);
  } else if (const auto object = value.object()) {
    for (const json::Member& each : **object) collect(each.value, into);
  }
}

Result<Since> since(const Ledger& ledger, const std::string& at) {
  const auto first = first_at(ledger, at);
  if (!first) return tl::make_unexpected(first.error());
  Since result;
  result.first = 1;
  if (ledger.size() + 1 - *first > most_read) return result;
  result.first = static_cast<std::uint32_t>(*first);
  for (std::uint32_t seq = result.first; seq <= ledger.size(); ++seq) {
    const auto record = parsed_record(ledger, seq);
    if (!record) return tl::make_unexpected(record.error());
    const json::Value& event = *record->find("event");
    collect(event, result.named);
    if (const auto entry = event.integer_of("entry"))
      result.entries.insert(static_cast<std::uint32_t>(*entry));
  }
  return result;
}

}  // namespace

Result<std::optional<Since>> since_parameter(const Site& site, const Call& call) {
  const std::string_view text = call.request.parameter("updated_since");
  if (text.empty()) return std::optional<Since>();
  if (!parse_instant(text)) return not_one_of("updated_since", text, "2026-04-01T00:00:00.000Z");
  auto found =
      site.desk.read_ledger([&](const Ledger& ledger) { return since(ledger, std::string(text)); });
  if (!found) return tl::make_unexpected(found.error());
  return std::optional(*std::move(found));
}

bool changed_since(const Since& since, const Row& row) {
  bool changed = false;
  for (const auto& [key, cell] : row) {
    if (key == "seq") {
      const auto seq = static_cast<std::uint32_t>(cell.number);
      changed = changed || seq >= since.first || since.entries.contains(seq);
    }
    if (&key == &row.front().first || key == "certificate")
      changed = changed || since.named.contains(cell.text);
  }
  return changed;
}

}  // namespace tenbin::http
