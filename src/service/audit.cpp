#include "service/audit.hpp"

#include <algorithm>
#include <map>

#include "base/check.hpp"
#include "codec/command_writer.hpp"
#include "engine/engine.hpp"
#include "engine/state_archive.hpp"
#include "rulebook/read_rulebook.hpp"
#include "service/journal_pieces.hpp"
#include "tlog/merkle.hpp"

namespace tenbin {
namespace {

bool same_byte(char a, std::uint8_t b) {
  return static_cast<std::uint8_t>(a) == b;
}

class Audit {
 public:
  Audit(const store::Book& book, Rulebook rulebook) : book_(book), state_(std::move(rulebook)) {}

  Result<void> run(const AuditProgress& progress) {
    const auto tip = book_.tip();
    if (!tip) return tl::make_unexpected(tip.error());
    auto snapshot = book_.latest_snapshot();
    if (!snapshot) return tl::make_unexpected(snapshot.error());
    snapshot_ = std::move(*snapshot);
    TENBIN_TRY(take_journal(tip->size, progress));
    if (!report_.finding) compare_with_tip(*tip);
    if (!report_.finding) TENBIN_TRY(take_documents());
    report_.records = state_.size();
    report_.root = frontier_.root();
    return {};
  }
  AuditReport& report() { return report_; }

 private:
  // To its end, or to the first record that is wrong.
  Result<void> take_journal(std::uint64_t size, const AuditProgress& progress) {
    JournalPieces pieces(read_journal(book_, 1, size, Leaves::hash));
    for (;;) {
      const auto piece = pieces.next();
      if (!piece) return tl::make_unexpected(piece.error());
      if (*piece == nullptr || !take(**piece)) return {};
      if (progress && !progress(state_.size(), size)) return problem(Code::interrupted);
    }
  }

  bool take(const JournalPiece& piece) {
    for (std::size_t i = 0; i < piece.lines.size(); ++i) {
      if (!take_record(piece.records[i], piece.lines[i])) return false;
      if (snapshot_ && state_.size() == snapshot_->seq) compare_with_snapshot();
      if (report_.finding) return false;
    }
    frontier_.append(piece.leaves);
    return true;
  }

  bool take_record(const Result<Record>& record, std::string_view line) {
    const std::uint64_t seq = state_.size() + 1;
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
    TENBIN_CHECK(snapshot_.has_value());
    const auto same = is_state(snapshot_->bytes, state_);
    if (same && !*same) fail("state", snapshot_->seq, "snapshot");
    snapshot_.reset();  // one of another version is used by nobody
  }

  void compare_with_tip(const store::Tip& tip) {
    if (state_.size() != tip.size) fail("records", state_.size() + 1, "missing");
    if (snapshot_) fail("read_models", snapshot_->seq, "beyond");
    if (tip.size == 0) return;
    const auto stored = tlog::Frontier::parse(tip.frontier);
    if (!stored || !(*stored == frontier_)) fail("tree", tip.size, "root");
  }

  Result<void> take_documents() {
    std::map<std::string, std::uint64_t, std::less<>> missing;  // digest: the record that names it
    for (const Attestation& attested : state_.attestations)
      missing.try_emplace(std::string(attested.digest.begin(), attested.digest.end()),
                          attested.seq);
    for (const VerificationEntry& entry : state_.verifications) {
      if (entry.has_document())
        missing.try_emplace(std::string(entry.digest.begin(), entry.digest.end()), entry.seq);
    }
    TENBIN_TRY(book_.read_documents([&](std::string_view digest, std::string_view bytes) {
      const auto found = missing.find(digest);
      const std::uint64_t seq = found == missing.end() ? 0 : found->second;
      const tlog::Hash hash = tlog::sha256(as_bytes(bytes));
      if (!std::equal(digest.begin(), digest.end(), hash.begin(), hash.end(), same_byte))
        return fail("documents", seq, to_hex(as_bytes(digest)));
      if (found != missing.end()) missing.erase(found);
      return true;
    }));
    if (!missing.empty()) {
      const auto& [digest, seq] = *missing.begin();
      fail("documents", seq, to_hex(as_bytes(digest)));
    }
    return {};
  }

  bool fail(std::string check, std::uint64_t seq, std::string detail) {
    if (!report_.finding) report_.finding = AuditFinding{std::move(check), seq, std::move(detail)};
    return false;
  }

  const store::Book& book_;
  State state_;
  tlog::Frontier frontier_;
  Instant last_at_;
  std::optional<store::Snapshot> snapshot_;
  AuditReport report_;
  std::string again_;
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
