// The sheets of rows: what was posted in the period, one row a posting, by seq.
#include "engine/posting.hpp"
#include "pack/sheets.hpp"

namespace tenbin::pack {
namespace {

using table::OutCell;

constexpr std::string_view live_text = "live";
constexpr std::string_view reversed_text = "reversed";
constexpr std::string_view released_text = "released";

class Rows {
 public:
  Rows(const Replay& replay, const SheetScope& scope)
      : replay_(replay), state_(replay.state), scope_(scope) {}

  RowSheets build() {
    sheets_.input = {"input",
                     {"seq", "date", "kind", "id", "receipt", "supplier", "material", "class",
                      "supplier_certificate", "account", "mass_g", "certified_g", "counted_g",
                      "backed_g", "status"},
                     {}};
    sheets_.production = {"production",
                          {"seq", "date", "run", "product", "allocatable", "run_output_g",
                           "counted_g", "run_input_g", "internal_scrap_g", "loss_g", "status"},
                          {}};
    sheets_.shipments = {"shipments",
                         {"seq", "date", "shipment", "line", "customer", "product", "mass_g",
                          "allocated_g", "certificate", "status"},
                         {}};
    sheets_.allocations = {"allocations",
                           {"seq", "date", "allocation", "shipment", "line", "customer", "account",
                            "mass_g", "certificate", "status"},
                           {}};
    sheets_.transfers = {
        "transfers", {"seq", "date", "transfer", "account", "other_account", "mass_g"}, {}};
    sheets_.adjustments = {"adjustments",
                           {"seq", "date", "adjustment", "account", "adjusts", "mass_g", "taken_g"},
                           {}};
    for (const Posting& posting : replay_.postings) {
      if (state_.rulebook.period_of(posting.date) != scope_.period) continue;
      if (posting.kind == PostingKind::transfer) {
        add_transfer(posting);
      } else if (posting.site == scope_.site) {
        add(posting);
      }
    }
    return std::move(sheets_);
  }

 private:
  OutCell id(TextRef ref) const { return text_cell(state_.texts.get(ref)); }
  OutCell certificate(Index index) const {
    return index == no_index ? text_cell("") : id(state_.certificates[index].number);
  }
  static OutCell status(bool gone, std::string_view word) {
    return text_cell(gone ? word : live_text);
  }
  static OutCell seq(const Posting& posting) { return count_cell(posting.seq); }

  void add(const Posting& posting) {
    switch (posting.kind) {
      case PostingKind::receipt:
        add_input(posting, posting.index, state_.receipts[posting.index].reversed);
        return;
      case PostingKind::charge:
        add_input(posting, state_.charges[posting.index].receipt,
                  state_.charges[posting.index].reversed);
        return;
      case PostingKind::run:
        add_run(posting);
        return;
      case PostingKind::line:
        add_line(posting);
        return;
      case PostingKind::allocation:
        add_allocation(posting);
        return;
      case PostingKind::adjustment:
        add_adjustment(posting);
        return;
      case PostingKind::transfer:
        return;
    }
  }

  void add_input(const Posting& posting, Index index, bool reversed) {
    const Receipt& receipt = state_.receipts[index];
    const bool is_receipt = posting.kind == PostingKind::receipt;
    const bool counts = (state_.rulebook.input_event == InputEvent::receipt) == is_receipt &&
                        receipt.material != Material::internal_scrap;
    const Mass backed = backed_part(state_, receipt, posting.mass);
    const Index account = account_of(state_, receipt);
    const Index paper = receipt.supplier_certificate;
    sheets_.input.rows.push_back(
        {seq(posting), day_cell(posting.date), text_cell(is_receipt ? "receipt" : "charge"),
         text_cell(posting_id(replay_, posting)), id(receipt.id),
         id(state_.suppliers[receipt.supplier].id), text_cell(name_of(receipt.material)),
         text_cell(name_of(receipt.metal_class)),
         paper == no_index ? text_cell("") : id(state_.supplier_certificates[paper].id),
         account == no_index ? text_cell("") : id(state_.accounts[account].name),
         gram_cell(posting.mass), gram_cell(is_receipt ? backed : Mass()),
         gram_cell(counts ? posting.mass : Mass()), gram_cell(counts ? backed : Mass()),
         status(reversed, reversed_text)});
  }

  void add_run(const Posting& posting) {
    const Run& run = state_.runs[posting.index];
    const RunMasses& masses = replay_.runs[posting.index];
    const Product& product = state_.products[run.product];
    sheets_.production.rows.push_back(
        {seq(posting), day_cell(posting.date), id(run.id), id(product.id),
         text_cell(product.allocatable ? "yes" : "no"), gram_cell(run.output),
         gram_cell(product.allocatable ? run.output : Mass()), gram_cell(masses.input),
         gram_cell(masses.internal_scrap), gram_cell(masses.loss),
         status(run.reversed, reversed_text)});
  }

  void add_line(const Posting& posting) {
    const Line& line = state_.lines[posting.index];
    sheets_.shipments.rows.push_back(
        {seq(posting), day_cell(posting.date), id(line.shipment), count_cell(line.number),
         id(state_.customers[line.customer].id), id(state_.products[line.product].id),
         gram_cell(line.mass), gram_cell(line.allocated), certificate(line.certificate),
         status(line.reversed, reversed_text)});
  }

  // One row for each account that it drew on, one without account where it drew on none.
  void add_allocation(const Posting& posting) {
    const Allocation& allocation = state_.allocations[posting.index];
    const Line& line = state_.lines[allocation.line];
    const auto row = [&](OutCell account, Mass mass) {
      sheets_.allocations.rows.push_back(
          {seq(posting), day_cell(posting.date), id(allocation.id), id(line.shipment),
           count_cell(line.number), id(state_.customers[line.customer].id), std::move(account),
           gram_cell(mass), certificate(allocation.certificate),
           status(allocation.released, released_text)});
    };
    for (Index i = 0; i < allocation.part_count; ++i) {
      const Part& part = state_.parts[allocation.first_part + i];
      row(id(state_.accounts[part.account].name), part.mass);
    }
  }

  // A row on each side of it that is this site.
  void add_transfer(const Posting& posting) {
    const Transferred& moved = replay_.transfers[posting.index];
    const auto row = [&](const std::string& account, const std::string& other, Mass mass) {
      sheets_.transfers.rows.push_back({seq(posting), day_cell(posting.date), text_cell(moved.id),
                                        text_cell(account), text_cell(other), gram_cell(mass)});
    };
    if (posting.site == scope_.site) row(moved.from, moved.to, -posting.mass);
    if (moved.to_site == scope_.site) row(moved.to, moved.from, posting.mass);
  }

  void add_adjustment(const Posting& posting) {
    const Adjusted& adjusted = replay_.adjustments[posting.index];
    sheets_.adjustments.rows.push_back({seq(posting), day_cell(posting.date),
                                        text_cell(adjusted.id), text_cell(adjusted.account),
                                        count_cell(static_cast<std::int64_t>(adjusted.entry)),
                                        gram_cell(posting.mass), gram_cell(adjusted.taken)});
  }

  const Replay& replay_;
  const State& state_;
  const SheetScope& scope_;
  RowSheets sheets_;
};

}  // namespace

RowSheets row_sheets(const Replay& replay, const SheetScope& scope) {
  return Rows(replay, scope).build();
}

}  // namespace tenbin::pack
