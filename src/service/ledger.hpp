#pragma once
// A book with the state that its journal makes: opened, read, and written by one writer at a time.
//
// submit() decides and applies in memory and puts the record into the batch; commit() writes the
// batch in one transaction. What was not committed is not so: after a failed commit the ledger
// takes nothing more and is to be opened again (any doubt is ended by reading what is on disk).
//
// Bulk work need not wait for the disk: commit_behind() hands the batch to another thread, which
// hashes and writes it while the next one is decided. A ledger is used by one thread at a time, and
// is not moved while a batch is being written.
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/state.hpp"
#include "store/book.hpp"
#include "tlog/key.hpp"
#include "tlog/merkle.hpp"
#include "tlog/sha256.hpp"
#include "units/outside.hpp"

namespace tenbin {

// The command language is half of what a file takes to compile: who needs it includes it.
struct Envelope;      // domain/commands.hpp
class CommandReader;  // codec/command_reader.hpp

struct Answer {
  enum class Status : std::uint8_t { accepted, repeated, rejected };
  Status status = Status::rejected;
  std::uint64_t seq = 0;                                       // accepted, repeated
  std::string outcome;                                         // canonical JSON object or empty
  std::vector<std::pair<std::string, std::int64_t>> residues;  // field, 10^-8 g cut off
  Problem problem{Code::input_invalid, {}};                    // rejected
};

// What a new book is made of.
struct NewBook {
  std::string rulebook_json;
  std::string
      origin;  // of its log, such as "tenbin.example/3f2a…"; made from random bytes when empty
  tlog::KeyPair key;                           // signs the checkpoints
  std::string web = "https://tenbin.invalid";  // where its files will stand, credential/web.hpp
};

class Ledger {
 public:
  ~Ledger();
  Ledger(Ledger&&) noexcept;
  Ledger& operator=(Ledger&&) noexcept;

  static Result<Ledger> create(const std::string& path, const NewBook& book,
                               const Outside& outside);
  // A ledger to look at; submit() works in memory, as a trial, and commit() is not called.
  static Result<Ledger> open_to_read(const std::string& path, const Outside& outside = {});
  // This one as it is on disk, copied to try things on, of the book at `path`; nothing may wait to
  // be committed. Cheaper than opening by what is replayed.
  Result<Ledger> trial(const std::string& path) const;
  static Result<Ledger> open_to_write(const std::string& path, std::chrono::milliseconds wait,
                                      std::string_view who, const Outside& outside);

  const State& state() const { return state_; }
  store::Book& book() { return book_; }
  const store::Book& book() const { return book_; }
  // Of what is on disk; not while a batch is being written.
  const tlog::Frontier& frontier() const;
  std::uint64_t size() const { return state_.size(); }
  // The record at `seq`, on disk or still in the batch, without its line end. Cheap for records
  // that are asked for in their order.
  Result<std::string> record(std::uint64_t seq) const;

  // `line`: one command, with read_ahead readable bytes behind it. `actor` goes into the record.
  Answer submit(std::string_view line, std::string_view actor);
  // One command whose text the program made: gives it the bytes behind.
  Answer submit_text(std::string command, std::string_view actor);
  // One that was read before, by CommandReader.
  Answer submit_read(const Result<Envelope>& command, std::string_view actor);
  // Hands in a document and answers its SHA-256. It goes to disk in the commit of the
  // record that names it (attest_certificate, record_verification), and is forgotten with the
  // ledger when none does. Without its document such a command is reference.unknown {kind, id}.
  tlog::Hash put_document(const std::string& bytes);
  // The document of that digest, handed in or in the book. reference.unknown {kind, id}.
  Result<std::string> document(const tlog::Hash& digest) const;
  // Everything that was accepted is on disk.
  Result<void> commit();
  // Everything that was handed over before is on disk, and the batch is on its way there.
  Result<void> commit_behind();
  // Takes in what another ledger of the same book has committed since; for one that only reads.
  Result<void> catch_up();
  // Forgets what was submitted and not committed, also what an exception left half applied: the
  // ledger is as the disk has it, also after a commit that failed. Where there is nothing to forget
  // nothing is read.
  Result<void> start_again();
  // A snapshot, when the journal has grown enough since the last one.
  Result<void> keep_snapshot();

 private:
  Ledger(store::Book book, Rulebook rulebook);
  static Result<Ledger> open(store::Book book);
  Result<void> replay();
  Result<void> replay_journal(std::uint64_t to_seq);
  struct Decided;
  Answer accept(const Decided& decided, std::string_view actor);
  Answer repeat(std::uint64_t seq);
  std::string_view next_salt();

  using Documents = std::map<tlog::Hash, std::string>;
  // Records that go to disk together, each with its '\n'.
  struct Batch {
    std::uint64_t first_seq = 0;
    std::string records;
    std::vector<std::size_t> ends;  // of each record, without its '\n'
    Documents documents;            // that they name
    bool holds(std::uint64_t seq) const { return seq - first_seq < ends.size(); }
    std::string_view at(std::size_t index) const;
    void clear();
  };
  // Asks for the document, and puts it into the batch.
  Result<void> take_document(const tlog::Hash& digest);
  Result<std::string> record_on_disk(std::uint64_t seq) const;
  Result<void> write(const Batch& batch);
  // Waits for the batch that is being written.
  Result<void> settle();

  store::Book book_;
  State state_;
  tlog::Frontier frontier_;
  std::unique_ptr<CommandReader> reader_;
  Outside outside_;
  Instant last_at_;
  std::uint64_t snapshot_size_ = 0;

  Batch batch_;
  Documents handed_in_;      // that no record names yet
  mutable Batch looked_at_;  // records on disk from the last one that was asked for on
  bool failed_ = false;      // the state may be neither what the disk has nor that with the batch

  std::vector<std::uint8_t> random_;
  std::size_t random_used_ = 0;
  std::string salt_;

  struct Writing;
  Batch written_;                     // the one that another thread writes
  std::unique_ptr<Writing> writing_;  // while it does; last: awaited before the rest goes
};

}  // namespace tenbin
