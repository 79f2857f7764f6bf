#include "service/ledger.hpp"

#include <algorithm>
#include <future>
#include <utility>

#include "codec/command_reader.hpp"
#include "codec/command_writer.hpp"
#include "engine/engine.hpp"
#include "engine/state_archive.hpp"
#include "rulebook/read_rulebook.hpp"
#include "service/certify.hpp"
#include "service/journal_lines.hpp"
#include "service/journal_pieces.hpp"
#include "tlog/note.hpp"

namespace tenbin {
namespace {

constexpr std::size_t salt_bytes = 16;
constexpr std::size_t random_pool_bytes = 32768;
constexpr std::uint64_t records_looked_at = 2048;
constexpr std::uint64_t snapshot_step = 200'000;  // records between snapshots, at least

tl::unexpected<Problem> corrupt(std::uint64_t seq, std::string_view place) {
  return problem(Code::book_corrupt, {{"seq", std::to_string(seq)}, {"place", std::string(place)}});
}

std::string_view as_text(const tlog::Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

// The digest of the document that goes into the book with a record.
std::optional<Digest> document_of(const Event& event) {
  if (const auto* attested = std::get_if<CertificateAttested>(&event))
    return attested->command->digest;
  if (const auto* recorded = std::get_if<VerificationRecorded>(&event))
    return recorded->command->digest;
  return std::nullopt;
}

}  // namespace

struct Ledger::Writing {
  std::future<Result<void>> done;
};

struct Ledger::Decided {
  const Envelope& envelope;
  const Event& event;
};

Ledger::Ledger(store::Book book, Rulebook rulebook)
    : book_(std::move(book)),
      state_(std::move(rulebook)),
      reader_(std::make_unique<CommandReader>()) {}
Ledger::~Ledger() = default;
Ledger::Ledger(Ledger&&) noexcept = default;
Ledger& Ledger::operator=(Ledger&&) noexcept = default;

Result<Ledger> Ledger::create(const std::string& path, const NewBook& book,
                              const Outside& outside) {
  TENBIN_TRY(read_rulebook(book.rulebook_json));
  std::string origin = book.origin;
  if (origin.empty()) {
    std::array<std::uint8_t, 8> id{};
    outside.fill_random(id);
    origin = "tenbin.example/" + to_hex(id);
  }
  const store::Meta meta{
      {"created", format_instant(outside.now())},
      {"origin", origin},
      {"public_key", tlog::format_multikey(book.key.public_key())},
      {"certificate_key", tlog::format_multikey(certificate_key(book.key).public_key())},
      {"web", book.web},
      {"rulebook", book.rulebook_json}};
  auto made = store::Book::create(path, meta);
  if (!made) return tl::make_unexpected(made.error());
  auto ledger = open(std::move(*made));
  if (ledger) ledger->outside_ = outside;
  return ledger;
}

Result<Ledger> Ledger::open_to_read(const std::string& path, const Outside& outside) {
  auto book = store::Book::open_to_read(path);
  if (!book) return tl::make_unexpected(book.error());
  auto ledger = open(std::move(*book));
  if (ledger) ledger->outside_ = outside;
  return ledger;
}

Result<Ledger> Ledger::trial(const std::string& path) const {
  TENBIN_CHECK(batch_.ends.empty() && !writing_);
  auto book = store::Book::open_to_read(path);
  if (!book) return tl::make_unexpected(book.error());
  Ledger copy(*std::move(book), Rulebook(state_.rulebook));
  copy.state_ = state_;
  copy.frontier_ = frontier_;
  copy.last_at_ = last_at_;
  copy.outside_ = outside_;
  return copy;
}

Result<Ledger> Ledger::open_to_write(const std::string& path, std::chrono::milliseconds wait,
                                     std::string_view who, const Outside& outside) {
  auto book = store::Book::open_to_write(path, wait, who);
  if (!book) return tl::make_unexpected(book.error());
  auto ledger = open(std::move(*book));
  if (ledger) ledger->outside_ = outside;
  return ledger;
}

Result<Ledger> Ledger::open(store::Book book) {
  const auto rulebook_text = book.meta("rulebook");
  if (!rulebook_text) return tl::make_unexpected(rulebook_text.error());
  auto rulebook = read_rulebook(*rulebook_text);
  if (!rulebook) return problem(Code::book_corrupt, {{"place", "rulebook"}});
  Ledger ledger(std::move(book), std::move(*rulebook));
  TENBIN_TRY(ledger.replay());
  return ledger;
}

// Every record is decided again and applied.
Result<void> Ledger::replay_journal(std::uint64_t to_seq) {
  JournalPieces pieces(read_journal(book_, size() + 1, to_seq, Leaves::skip));
  for (;;) {
    const auto piece = pieces.next();
    if (!piece) return tl::make_unexpected(piece.error());
    if (*piece == nullptr) return {};
    for (const Result<Record>& record : (*piece)->records) {
      if (!record || record->head.seq != size() + 1) return corrupt(size() + 1, "record");
      const auto decision = decide(state_, record->event);
      if (!decision || !std::holds_alternative<Event>(*decision))
        return corrupt(size() + 1, "decision");
      apply(state_, record->event, std::get<Event>(*decision));
      last_at_ = record->head.at;
    }
  }
}

// From the newest snapshot on.
Result<void> Ledger::replay() {
  const auto tip = book_.tip();
  if (!tip) return tl::make_unexpected(tip.error());
  auto snapshot = book_.latest_snapshot();
  if (!snapshot) return tl::make_unexpected(snapshot.error());
  const auto& kept = *snapshot;
  if (kept && kept->seq <= tip->size) {
    // A snapshot of another version of the program is passed over: it is only a short cut.
    if (load_state(kept->bytes, state_)) snapshot_size_ = kept->seq;
  }
  TENBIN_TRY(replay_journal(tip->size));
  if (size() != tip->size) return corrupt(size() + 1, "tip");
  if (tip->size == 0) return {};
  if (snapshot_size_ == tip->size) {
    const auto last = book_.record(tip->size);
    if (!last) return tl::make_unexpected(last.error());
    std::string padded;
    padded.assign(*last).append(read_ahead, ' ');
    const auto record = reader_->read_record(std::string_view(padded).substr(0, last->size() - 1));
    if (!record) return corrupt(tip->size, "record");
    last_at_ = record->head.at;
  }
  auto frontier = tlog::Frontier::parse(tip->frontier);
  if (!frontier || frontier->size() != tip->size) return corrupt(tip->size, "frontier");
  frontier_ = std::move(*frontier);
  return {};
}

Result<void> Ledger::catch_up() {
  const auto tip = book_.tip();
  if (!tip) return tl::make_unexpected(tip.error());
  if (tip->size == size()) return {};
  TENBIN_TRY(replay_journal(tip->size));
  auto frontier = tlog::Frontier::parse(tip->frontier);
  if (!frontier || frontier->size() != size()) return corrupt(size(), "frontier");
  frontier_ = std::move(*frontier);
  return {};
}

Result<void> Ledger::start_again() {
  (void)settle();
  const bool is_as_on_disk = !failed_ && batch_.ends.empty();
  batch_.clear();
  handed_in_.clear();
  if (is_as_on_disk) return {};
  failed_ = true;  // until all is read again
  state_ = State(Rulebook(state_.rulebook));
  frontier_ = {};
  last_at_ = {};
  looked_at_.clear();
  TENBIN_TRY(replay());
  failed_ = false;
  return {};
}

std::string_view Ledger::next_salt() {
  if (random_used_ + salt_bytes > random_.size()) {
    random_.resize(random_pool_bytes);
    outside_.fill_random(random_);
    random_used_ = 0;
  }
  salt_.resize(2 * salt_bytes);
  write_hex(Bytes(random_).subspan(random_used_, salt_bytes), salt_.data());
  random_used_ += salt_bytes;
  return salt_;
}

const tlog::Frontier& Ledger::frontier() const {
  TENBIN_CHECK(!writing_);
  return frontier_;
}

void Ledger::Batch::clear() {
  records.clear();
  ends.clear();
  documents.clear();
}

std::string_view Ledger::Batch::at(std::size_t index) const {
  const std::size_t from = index == 0 ? 0 : ends[index - 1] + 1;
  return std::string_view(records).substr(from, ends[index] - from);
}

Result<std::string> Ledger::record(std::uint64_t seq) const {
  for (const Batch* batch : std::initializer_list<const Batch*>{&batch_, &written_, &looked_at_}) {
    if (batch->holds(seq)) return std::string(batch->at(seq - batch->first_seq));
  }
  TENBIN_CHECK(!writing_);
  return record_on_disk(seq);
}

// A record comes out of the book with its whole segment, be it the import of a year; so those
// behind it are kept, as a file that is imported again asks for one after the other.
Result<std::string> Ledger::record_on_disk(std::uint64_t seq) const {
  Batch found{seq, {}, {}, {}};
  const auto take = [&](std::uint64_t, std::uint32_t, std::string_view records) {
    found.records = records;
    return false;
  };
  if (seq > 0) TENBIN_TRY(book_.read(seq, seq + records_looked_at - 1, take));
  for (std::size_t at = found.records.find('\n'); at != std::string::npos;
       at = found.records.find('\n', at + 1))
    found.ends.push_back(at);
  if (found.ends.empty())
    return problem(Code::reference_unknown, {{"kind", "record"}, {"id", std::to_string(seq)}});
  looked_at_ = std::move(found);
  return std::string(looked_at_.at(0));
}

Answer Ledger::accept(const Decided& decided, std::string_view actor) {
  const auto& [envelope, event] = decided;
  Answer answer;
  answer.status = Answer::Status::accepted;
  answer.outcome = outcome_of(state_, event);
  failed_ = true;  // until the record is whole: an exception leaves a part of it behind
  apply(state_, envelope, event);
  answer.seq = size();
  for (const Residue& residue : envelope.residues) {
    answer.residues.emplace_back(std::string(residue.field), residue.e8_g);
  }
  // A clock that steps back does not turn the journal's order round.
  last_at_ = std::max(last_at_, outside_.now());
  if (batch_.ends.empty()) batch_.first_seq = answer.seq;
  append_record(batch_.records, {answer.seq, last_at_, actor, next_salt()}, envelope,
                answer.outcome);
  batch_.ends.push_back(batch_.records.size());
  batch_.records.push_back('\n');
  failed_ = false;
  return answer;
}

Answer Ledger::repeat(std::uint64_t seq) {
  Answer answer;
  const auto settled = settle();
  const auto line = settled ? record(seq) : tl::make_unexpected(settled.error());
  const auto outcome = line ? outcome_in(*line) : line;
  if (!outcome) {
    answer.problem = outcome.error();
    return answer;
  }
  answer.status = Answer::Status::repeated;
  answer.seq = seq;
  answer.outcome = *outcome;
  return answer;
}

tlog::Hash Ledger::put_document(const std::string& bytes) {
  const tlog::Hash digest = tlog::sha256(as_bytes(bytes));
  handed_in_.try_emplace(digest, bytes);
  return digest;
}

Result<std::string> Ledger::document(const tlog::Hash& digest) const {
  for (const Documents* documents : {&handed_in_, &batch_.documents, &written_.documents}) {
    const auto found = documents->find(digest);
    if (found != documents->end()) return found->second;
  }
  TENBIN_CHECK(!writing_);
  auto read = book_.document(as_text(digest));
  if (!read) return tl::make_unexpected(read.error());
  std::optional<std::string> found = *std::move(read);
  if (!found)
    return problem(Code::reference_unknown, {{"kind", "document"}, {"id", to_hex(digest)}});
  return *std::move(found);
}

Result<void> Ledger::take_document(const tlog::Hash& digest) {
  TENBIN_TRY(settle());
  TENBIN_TRY(document(digest));
  if (auto given = handed_in_.extract(digest)) batch_.documents.insert(std::move(given));
  return {};
}

Answer Ledger::submit(std::string_view line, std::string_view actor) {
  return submit_read(reader_->read(line), actor);
}

Answer Ledger::submit_text(std::string command, std::string_view actor) {
  const std::size_t size = command.size();
  command.append(read_ahead, ' ');
  return submit(std::string_view(command).substr(0, size), actor);
}

Answer Ledger::submit_read(const Result<Envelope>& command, std::string_view actor) {
  TENBIN_CHECK(!failed_);
  Answer answer;
  if (!command) {
    answer.problem = command.error();
    return answer;
  }
  const auto decision = decide(state_, *command);
  if (!decision) {
    answer.problem = decision.error();
    return answer;
  }
  if (const auto* repeated = std::get_if<Repeated>(&*decision)) return repeat(repeated->seq);
  const Event& event = std::get<Event>(*decision);
  if (const auto digest = document_of(event)) {
    if (const auto there = take_document(digest->bytes); !there) {
      answer.problem = there.error();
      return answer;
    }
  }
  return accept({*command, event}, actor);
}

Result<void> Ledger::write(const Batch& batch) {
  std::vector<std::string_view> records(batch.ends.size());
  for (std::size_t i = 0; i < records.size(); ++i) records[i] = batch.at(i);
  std::vector<tlog::Hash> leaves(records.size());
  tlog::leaf_hashes(records, leaves.data());
  tlog::Frontier frontier = frontier_;
  frontier.append(leaves);
  const std::string frontier_bytes = frontier.serialise();
  std::vector<store::Document> documents;
  for (const auto& [digest, bytes] : batch.documents) documents.push_back({as_text(digest), bytes});
  TENBIN_TRY(book_.append({batch.first_seq, static_cast<std::uint32_t>(records.size()),
                           batch.records, frontier_bytes, documents}));
  frontier_ = std::move(frontier);
  return {};
}

Result<void> Ledger::settle() {
  if (!writing_) return {};
  auto done = std::exchange(writing_, nullptr)->done.get();
  if (!done) failed_ = true;
  return done;
}

Result<void> Ledger::commit_behind() {
  TENBIN_TRY(settle());
  if (batch_.ends.empty()) return {};
  std::swap(batch_, written_);
  batch_.clear();
  writing_ = std::make_unique<Writing>(
      Writing{std::async(std::launch::async, [this] { return write(written_); })});
  return {};
}

Result<void> Ledger::commit() {
  TENBIN_TRY(settle());
  if (batch_.ends.empty()) return {};
  if (auto done = write(batch_); !done) {
    failed_ = true;
    return done;
  }
  batch_.clear();
  return {};
}

Result<void> Ledger::keep_snapshot() {
  TENBIN_CHECK(!writing_);
  if (failed_ || size() - snapshot_size_ < snapshot_step) return {};
  std::string bytes;
  save_state(state_, bytes);
  TENBIN_TRY(book_.put_snapshot(size(), bytes));
  snapshot_size_ = size();
  return {};
}

}  // namespace tenbin
