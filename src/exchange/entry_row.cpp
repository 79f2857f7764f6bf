#include "exchange/entry_row.hpp"

#include <algorithm>
#include <array>

#include "codec/json_value.hpp"
#include "engine/reverse.hpp"
#include "exchange/export_table.hpp"

namespace tenbin::exchange {
namespace {

const KindInfo* kind_of(EntryKind kind) {
  switch (kind) {
    case EntryKind::receipt:
      return &info(Kind::receipts);
    case EntryKind::run:
      return &info(Kind::production);
    case EntryKind::line:
      return &info(Kind::shipments);
    case EntryKind::charge:
    case EntryKind::backing:
    case EntryKind::other:
      break;
  }
  return nullptr;
}

// What would be lost on the way through the table.
Result<void> check_fields(const KindInfo& kind, std::string_view record) {
  const auto parsed = json::parse(record);
  const json::Value* const event = parsed ? parsed->find("event") : nullptr;
  const auto fields =
      event == nullptr ? tl::make_unexpected(Problem{Code::book_corrupt, {}}) : event->object();
  if (!fields) return tl::make_unexpected(fields.error());
  for (const json::Member& member : **fields) {
    constexpr std::array<std::string_view, 4> of_no_column = {"command_id", "do", "note",
                                                              "outcome"};
    const bool known =
        std::find(of_no_column.begin(), of_no_column.end(), member.key) != of_no_column.end() ||
        std::any_of(kind.columns.begin(), kind.columns.end(),
                    [&](const Column& each) { return each.field == member.key; });
    if (!known)
      return problem(Code::input_invalid, {{"field", member.key}, {"problem", "table.field"}});
  }
  return {};
}

// The paper that a receipt was given after it came in.
std::string paper_of(const State& state, const Entry& entry) {
  if (entry.kind != EntryKind::receipt) return {};
  const Index paper = state.receipts[entry.index].supplier_certificate;
  if (paper == no_index) return {};
  return std::string(state.texts.get(state.supplier_certificates[paper].id));
}

}  // namespace

Result<EntryRow> entry_row(const Ledger& ledger, std::uint64_t seq) {
  const State& state = ledger.state();
  Reverse reverse;
  reverse.entry.value = seq;
  if (const auto may = decide(state, reverse); !may) return tl::make_unexpected(may.error());
  const Entry& entry = state.entries[seq - 1];
  const KindInfo* const kind = kind_of(entry.kind);
  if (kind == nullptr)
    return problem(Code::reference_unknown, {{"kind", "entry"}, {"id", std::to_string(seq)}});
  const auto record = ledger.record(seq);
  if (!record) return tl::make_unexpected(record.error());
  TENBIN_TRY(check_fields(*kind, *record));
  const auto cells = cells_of(*kind, *record);
  if (!cells) return tl::make_unexpected(cells.error());
  EntryRow row{kind->kind, {}};
  for (std::size_t i = 0; i < cells->size(); ++i) {
    const Column& column = kind->columns[i];
    EntryCell cell{&column, (*cells)[i].text, i == 0 || column.field == "line"};
    // A row names its entry without the revision: R-1 for R-1#2.
    if (i == 0) cell.text = cell.text.substr(0, cell.text.rfind('#'));
    if (column.field == "supplier_certificate" && cell.text.empty())
      cell.text = paper_of(state, entry);
    row.cells.push_back(std::move(cell));
  }
  return row;
}

}  // namespace tenbin::exchange
