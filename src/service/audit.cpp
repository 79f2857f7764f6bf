#include "service/audit.hpp"

#include "codec/command_writer.hpp"
#include "engine/engine.hpp"
#include "engine/state_archive.hpp"
#include "report/balance_report.hpp"
#include "rulebook/read_rulebook.hpp"
#include "service/journal_lines.hpp"
#include "tlog/merkle.hpp"

namespace tenbin {
namespace {

class Audit {
 public:
  Audit(const store::Book& book, Rulebook rulebook) : book_(book), state_(std::move(rulebook)) {}

  Result<void> run(const AuditProgress& progress) {
    const auto tip = book_.tip();
    if (!tip) return tl::make_unexpected(tip.error());
    auto snapshot = book_.latest_snapshot();
    if (!snapshot) return tl::make_unexpected(snapshot.error());
    snapshot_ = std::move(*snapshot);
    bool stopped = false;
    const auto read =
        book_.read(1, tip->size, [&](std::uint64_t, std::uint32_t, std::string_view records) {
          padded_.assign(records).append(read_ahead, ' ');
          if (!take(std::string_view(padded_).substr(0, records.size()))) return false;
          stopped = progress && !progress(state_.size(), tip->size);
          return !stopped;
        });
    if (!read) return read;
    if (stopped) return problem(Code::interrupted);
    if (!report_.finding) compare_with_tip(*tip);
    report_.records = state_.size();
    report_.root = frontier_.root();
    return {};
  }
  AuditReport& report() { return report_; }

 private:
  bool take(std::string_view records) {
    lines_.clear();
    const bool good = for_each_line(records, [&](std::string_view line) {
      if (!take_record(line)) return false;
      lines_.push_back(line);
      if (snapshot_ && state_.size() == snapshot_->seq) compare_with_snapshot();
      return !report_.finding;
    });
    if (!good) return false;
    leaves_.resize(lines_.size());
    tlog::leaf_hashes(lines_, leaves_.data());
    frontier_.append(leaves_);
    return true;
  }

  bool take_record(std::string_view line) {
    const std::uint64_t seq = state_.size() + 1;
    const auto record = reader_.read_record(line);
    if (!record || record->head.seq != seq) return fail("records", seq, "form");
    if (record->head.at < last_at_) return fail("records", seq, "order");
    last_at_ = record->head.at;
    const auto decision = decide(state_, record->event);
    if (!decision) return fail("state", seq, std::string(code_text(decision.error().code)));
    const auto* event = std::get_if<Event>(&*decision);
    if (event == nullptr) return fail("state", seq, "repeated");
    const std::string outcome = outcome_of(state_, *event);
    apply(state_, record->event, *event);
    again_.clear();
    append_record(again_, record->head, record->event, outcome);
    return again_ == line || fail("records", seq, "bytes");
  }

  void compare_with_snapshot() {
    State stored(state_.rulebook);
    if (!load_state(snapshot_->bytes, stored)) return;  // of another version: not used by anyone
    if (!(stored == state_)) {
      fail("state", snapshot_->seq, "snapshot");
    } else if (balance_json(balance_report(stored, {})) !=
               balance_json(balance_report(state_, {}))) {
      fail("balances", snapshot_->seq, "snapshot");
    }
    snapshot_.reset();
  }

  void compare_with_tip(const store::Tip& tip) {
    if (state_.size() != tip.size) fail("records", state_.size() + 1, "missing");
    if (snapshot_) fail("read_models", snapshot_->seq, "beyond");
    if (tip.size == 0) return;
    const auto stored = tlog::Frontier::parse(tip.frontier);
    if (!stored || !(*stored == frontier_)) fail("tree", tip.size, "root");
  }

  bool fail(std::string check, std::uint64_t seq, std::string detail) {
    if (!report_.finding) report_.finding = AuditFinding{std::move(check), seq, std::move(detail)};
    return false;
  }

  const store::Book& book_;
  State state_;
  tlog::Frontier frontier_;
  CommandReader reader_;
  Instant last_at_;
  std::optional<store::Snapshot> snapshot_;
  AuditReport report_;
  std::string padded_;
  std::string again_;
  std::vector<std::string_view> lines_;
  std::vector<tlog::Hash> leaves_;
};

}  // namespace

Result<AuditReport> audit_book(const store::Book& book, const AuditProgress& progress) {
  TENBIN_TRY(book.check_pages());
  const auto rulebook_text = book.meta("rulebook");
  if (!rulebook_text) return tl::make_unexpected(rulebook_text.error());
  auto rulebook = read_rulebook(*rulebook_text);
  if (!rulebook) return problem(Code::book_corrupt, {{"place", "rulebook"}});
  Audit audit(book, std::move(*rulebook));
  TENBIN_TRY(audit.run(progress));
  return std::move(audit.report());
}

}  // namespace tenbin
