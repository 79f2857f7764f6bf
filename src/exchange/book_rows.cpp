#include "exchange/book_rows.hpp"

#include <type_traits>

#include "codec/command_writer.hpp"
#include "engine/lookup.hpp"
#include "service/approval_note.hpp"

namespace tenbin::exchange {
namespace {

// The number by which a command's entry is found again, where an import makes such a command.
template <class C>
Id* number_of(C& command) {
  if constexpr (std::is_same_v<C, Receive>) return &command.receipt;
  if constexpr (std::is_same_v<C, Produce>) return &command.run;
  if constexpr (std::is_same_v<C, Ship>) return &command.shipment;
  return nullptr;
}

// "S2607-001/3": number and line.
std::pair<std::string_view, std::int32_t> shipment_key(std::string_view key) {
  const std::size_t slash = key.rfind('/');
  TENBIN_CHECK(slash != std::string_view::npos);
  return {key.substr(0, slash),
          static_cast<std::int32_t>(std::stol(std::string(key.substr(slash + 1))))};
}

std::string revision_of(std::string_view id, int revision) {
  return revision == 1 ? std::string(id) : std::string(id) + "#" + std::to_string(revision);
}

}  // namespace

BookRows::BookRows(const Ledger& ledger, Kind kind) : ledger_(ledger), kind_(kind) {}

BookRow BookRows::find_id(std::string_view id) const {
  const State& state = ledger_.state();
  const auto entry = [](Index index, const auto& entities) {
    if (index == no_index) return BookRow{};
    return BookRow{true, !entities[index].reversed, entities[index].seq, {}};
  };
  const auto master = [](Index index, const auto& entities) {
    return index == no_index ? BookRow{} : BookRow{true, true, entities[index].seq, {}};
  };
  switch (kind_) {
    case Kind::receipts:
      return entry(find_receipt(state, id), state.receipts);
    case Kind::production:
      return entry(find_run(state, id), state.runs);
    case Kind::shipments: {
      const auto [shipment, line] = shipment_key(id);
      return entry(find_line(state, shipment, line), state.lines);
    }
    case Kind::customers:
      return master(find_customer(state, id), state.customers);
    case Kind::products:
      return master(find_product(state, id), state.products);
    case Kind::supplier_certificates:
      return master(find_supplier_certificate(state, id), state.supplier_certificates);
  }
  TENBIN_CHECK(false);
}

BookRow BookRows::find(const ImportedRow& row) const {
  const bool shipment = kind_ == Kind::shipments;
  const std::string_view number =
      shipment ? shipment_key(row.key).first : std::string_view(row.key);
  const std::string tail = shipment ? row.key.substr(number.size()) : std::string();
  BookRow newest = find_id(row.key);
  int revision = 1;
  while (newest.known) {
    const BookRow next = find_id(revision_of(number, revision + 1) + tail);
    if (!next.known) break;
    newest = next;
    ++revision;
  }
  newest.next_id = revision_of(number, newest.known ? revision + 1 : 1);
  return newest;
}

Result<std::string> BookRows::content_of(std::string_view line, bool is_record) {
  std::string padded(line);
  padded.append(read_ahead, ' ');
  const std::string_view text = std::string_view(padded).substr(0, line.size());
  Envelope envelope;
  if (is_record) {
    auto record = reader_.read_record(text);
    if (!record) return tl::make_unexpected(record.error());
    envelope = std::move(record->event);
  } else {
    auto command = reader_.read(text);
    if (!command) return tl::make_unexpected(command.error());
    envelope = std::move(*command);
  }
  std::visit(
      [](auto& command) {
        if (Id* number = number_of(command))
          number->text = number->text.substr(0, number->text.rfind('#'));
      },
      envelope.command);
  envelope.note = without_mark(envelope.note);
  std::string content;
  append_content(content, envelope);
  return content;
}

Result<bool> BookRows::same_content(const std::string& command, std::uint64_t seq) {
  const auto record = ledger_.record(seq);
  if (!record) return tl::make_unexpected(record.error());
  const auto before = content_of(*record, true);
  if (!before) return tl::make_unexpected(before.error());
  const auto now = content_of(command, false);
  if (!now) return tl::make_unexpected(now.error());
  return *before == *now;
}

Result<std::string> BookRows::with_id(const std::string& command, std::string_view id) {
  std::string padded = command;
  padded.append(read_ahead, ' ');
  auto envelope = reader_.read(std::string_view(padded).substr(0, command.size()));
  if (!envelope) return tl::make_unexpected(envelope.error());
  std::visit(
      [&](auto& which) {
        if (Id* number = number_of(which)) number->text = id;
      },
      envelope->command);
  std::string out;
  append_event(out, *envelope, {});
  return out;
}

}  // namespace tenbin::exchange
