#pragma once
// A book with the state that its journal makes: opened, read, and written by one writer at a time.
//
// submit() decides and applies in memory and puts the record into the batch; commit() writes the
// batch in one transaction. What was not committed is not so: after a failed commit the ledger
// takes nothing more and is to be opened again (any doubt is ended by reading what is on disk).
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "codec/command_reader.hpp"
#include "engine/engine.hpp"
#include "service/outside.hpp"
#include "store/book.hpp"
#include "tlog/key.hpp"
#include "tlog/merkle.hpp"

namespace tenbin {

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
  tlog::KeyPair key;  // signs the checkpoints
};

class Ledger {
 public:
  static Result<Ledger> create(const std::string& path, const NewBook& book,
                               const Outside& outside);
  // A ledger to look at; submit() works in memory, as a trial, and commit() is not called.
  static Result<Ledger> open_to_read(const std::string& path, const Outside& outside = {});
  static Result<Ledger> open_to_write(const std::string& path, std::chrono::milliseconds wait,
                                      std::string_view who, const Outside& outside);

  const State& state() const { return state_; }
  store::Book& book() { return book_; }
  const store::Book& book() const { return book_; }
  const tlog::Frontier& frontier() const { return frontier_; }
  std::uint64_t size() const { return state_.size(); }
  // The record at `seq`, on disk or still in the batch, without its line end.
  Result<std::string> record(std::uint64_t seq) const;

  // `line`: one command, with read_ahead readable bytes behind it. `actor` goes into the record.
  Answer submit(std::string_view line, std::string_view actor);
  std::size_t batch_bytes() const { return batch_.size(); }
  Result<void> commit();
  // A snapshot, when the journal has grown enough since the last one.
  Result<void> keep_snapshot();

 private:
  Ledger(store::Book book, Rulebook rulebook);
  static Result<Ledger> open(store::Book book);
  Result<void> replay();
  Answer accept(const Envelope& envelope, const Event& event, std::string_view actor);
  std::string_view next_salt();

  store::Book book_;
  State state_;
  tlog::Frontier frontier_;
  std::unique_ptr<CommandReader> reader_;
  Outside outside_;
  Instant last_at_;
  std::uint64_t snapshot_size_ = 0;

  std::string batch_;                    // records, each with '\n'
  std::vector<std::size_t> batch_ends_;  // of each record, without its '\n'
  std::uint64_t batch_first_seq_ = 0;
  bool failed_ = false;

  std::vector<std::uint8_t> random_;
  std::size_t random_used_ = 0;
  std::string salt_;
};

}  // namespace tenbin
