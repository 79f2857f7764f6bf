// What a verifier asks about in a period: the typical non-conformities of design/domain-rules.md
// section 7.4 that figures show.
#include <algorithm>

#include "codec/command_reader.hpp"
#include "engine/balance.hpp"
#include "pack/audit.hpp"
#include "report/verification_scope.hpp"

namespace tenbin::pack {
namespace {

constexpr std::int32_t late_days = 31;
constexpr std::int64_t stock_tolerance_ppm = 5'000;

class Findings {
 public:
  Findings(const Replay& replay, Index site, std::int32_t period)
      : replay_(replay), state_(replay.state), site_(site), period_(period) {}

  std::vector<Finding> run(const std::vector<std::string>& missing) {
    for (const std::string& id : missing) add("evidence_missing", id, "");
    metal();
    balances();
    for (const Posting& posting : replay_.postings) {
      if (!is_of_period(replay_, posting, site_, period_)) continue;
      if (posting.kind == PostingKind::run) run_yield(posting);
      if (posting.kind == PostingKind::receipt) scheme_of(posting);
      if (posting.kind == PostingKind::allocation) uncertified(posting);
      late(posting);
    }
    stock();
    statement();
    return std::move(findings_);
  }

 private:
  void add(std::string name, std::string place, std::string detail) {
    findings_.push_back({std::move(name), std::move(place), std::move(detail)});
  }
  std::string text(TextRef ref) const { return std::string(state_.texts.get(ref)); }
  static std::string kg(std::int64_t grams) { return format_kg(Mass::of_grams(grams)) + " kg"; }
  std::string site_name() const { return text(state_.sites[site_].id); }

  void metal() {
    const SitePeriod& figures = site_period(state_, site_, period_);
    if (figures.unbacked.total() > 0)
      add("unbacked_renewable", site_name(), kg(figures.unbacked.total()));
    const std::int64_t beyond = figures.output.total() - figures.input.total();
    if (beyond > 0) add("output_exceeds_input", site_name(), kg(beyond));
  }

  void balances() {
    for (const Index account : state_.sites[site_].accounts) {
      if (state_.accounts[account].first_period > period_) continue;
      const Mass end = balance_of(state_, account, period_);
      if (end < Mass())
        add("negative_balance", text(state_.accounts[account].name), kg(end.grams()));
    }
  }

  void run_yield(const Posting& posting) {
    const RunMasses& masses = replay_.runs[posting.index];
    if (masses.input == Mass()) return;
    const Mass out = posting.mass + masses.internal_scrap + masses.loss;
    if (out > masses.input)
      add("run_yields_more", posting_id(replay_, posting), kg((out - masses.input).grams()));
  }

  // The scheme's own certificate of the supplier, which backing does not look at.
  void scheme_of(const Posting& posting) {
    const Index paper = state_.receipts[posting.index].supplier_certificate;
    if (paper == no_index) return;
    const std::uint32_t seq = state_.supplier_certificates[paper].seq;
    // The rest of the journal lies behind the line, as the reader wants it.
    const auto record = reader_.read_record(replay_.lines[seq - 1]);
    if (!record) return;
    const auto* said = std::get_if<RegisterSupplierCertificate>(&record->event.command);
    if (said != nullptr && said->scheme_valid_to && *said->scheme_valid_to < posting.date)
      add("scheme_expired", posting_id(replay_, posting), format_date(*said->scheme_valid_to));
  }

  void uncertified(const Posting& posting) {
    if (site_period(state_, site_, period_).closing &&
        state_.allocations[posting.index].certificate == no_index)
      add("uncertified", posting_id(replay_, posting), kg(posting.mass.grams()));
  }

  // Accepted long after its date.
  void late(const Posting& posting) {
    const auto record = reader_.read_record(replay_.lines[posting.seq - 1]);
    if (!record) return;
    const std::string at = format_instant(record->head.at).substr(0, 10);
    const auto accepted = parse_date(at);
    if (accepted && accepted->days() - posting.date.days() > late_days)
      add("late_entry", posting_id(replay_, posting), at);
  }

  void stock() {
    for (const Stocktake& stock : replay_.stocks) {
      if (stock.site != site_ || stock.period != period_) continue;
      std::int64_t booked = 0;
      for (const Posting& posting : replay_.postings) {
        if (state_.rulebook.period_of(posting.date) > period_ ||
            !is_of_period(replay_, posting, site_, state_.rulebook.period_of(posting.date)))
          continue;
        if (posting.kind == PostingKind::receipt &&
            state_.receipts[posting.index].material != Material::internal_scrap)
          booked += posting.mass.grams();
        if (posting.kind == PostingKind::run) booked -= replay_.runs[posting.index].loss.grams();
        if (posting.kind == PostingKind::line) booked -= posting.mass.grams();
      }
      const Int128 apart = Int128{stock.mass.grams()} - booked;
      if ((apart < 0 ? -apart : apart) * 1'000'000 > Int128{booked} * stock_tolerance_ppm)
        add("stock_difference", site_name(), kg(static_cast<std::int64_t>(apart)));
    }
  }

  void statement() {
    if (state_.rulebook.verification == Verification::none) return;
    const auto covers = [&](const VerificationEntry& entry) {
      return covers_period(state_, entry, site_, period_, seen_before(entry));
    };
    if (std::none_of(state_.verifications.begin(), state_.verifications.end(), covers))
      add("no_statement", site_name(), format_date(state_.rulebook.first_day(period_)));
  }

  const Replay& replay_;
  const State& state_;
  Index site_;
  std::int32_t period_;
  CommandReader reader_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> findings_of(const Replay& replay, Index site, std::int32_t period,
                                 const std::vector<std::string>& missing) {
  return Findings(replay, site, period).run(missing);
}

}  // namespace tenbin::pack
