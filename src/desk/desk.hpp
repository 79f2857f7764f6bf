#pragma once
// One book for many at once: a single writer behind a bounded queue, and readers on a read model
// that never block it.
//
// The writer is a thread with the ledger. It takes all postings that wait, commits them together
// (one fsync for many), and hands them on. A second thread then brings the read model, a ledger
// that only reads, to the same record, and only then are the postings answered: whoever has an
// answer finds what it says in every later read.
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <utility>
#include <vector>

#include "service/ledger.hpp"

namespace tenbin::desk {

struct Posting {
  std::vector<std::string> commands;  // as JSON; more than one: all or nothing
  std::string actor;
};

struct Posted {
  // Of each command, in order; behind a refusal none. With a refusal nothing was posted, however
  // the answers before it look.
  std::vector<Answer> answers;
  // The disk failed: whether it was posted is to be found out by posting it again with the same
  // command_id.
  std::optional<Problem> trouble;
  std::uint64_t size = 0;  // of the book, when it was answered

  const Problem* refusal() const;
};

// Submits what it likes; committed when it answers without a problem, else forgotten. One that
// throws has answered `request.failed`.
using Work = std::function<Result<void>(Ledger&)>;

struct Limits {
  std::size_t queue = 1024;  // postings that wait
  std::size_t batch = 1024;  // commands committed together, about
};

class Desk {
 public:
  // Holds the book's lock until it goes. Problems of Ledger::open_to_write.
  static Result<std::unique_ptr<Desk>> open(const std::string& path, std::chrono::milliseconds wait,
                                            const Outside& outside, Limits limits = {});
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;
  virtual ~Desk() = default;  // finish() first
  // Takes no more postings, and comes back when all that it took are answered: before what their
  // answers go to may end.
  virtual void finish() = 0;

  // False when the queue is full, or the desk closes: nothing was taken. Else `done` is called
  // once, on a thread of the desk, and shall not take long. What it throws is dropped.
  virtual bool post(Posting posting, std::function<void(Posted)> done) = 0;
  virtual bool post(Work work, std::function<void(Result<void>)> done) = 0;

  // Looks at the state; several at once. `look` shall not take long.
  template <class Look>
  auto read(Look&& look) const {
    const auto lock = to_read();
    return look(std::as_const(*reader_).state());
  }
  // The same where records, documents or the book's own lines are needed too; one at a time.
  template <class Look>
  auto read_ledger(Look&& look) const {
    const std::lock_guard one(records_mutex_);
    const auto lock = to_read();
    return look(std::as_const(*reader_));
  }
  // Of the book, as every later read will find it or larger.
  std::uint64_t size() const { return size_; }
  // A ledger to try things on, as the book stands now; nothing of it is kept.
  Result<Ledger> trial() const {
    return read_ledger([&](const Ledger& ledger) { return ledger.trial(path_); });
  }
  // Postings that wait now; whether the last one found the disk working.
  virtual std::size_t waiting() const = 0;
  virtual bool is_well() const = 0;
  const std::string& path() const { return path_; }

 protected:
  Desk(std::string path, Ledger reader)
      : path_(std::move(path)),
        reader_(std::make_unique<Ledger>(std::move(reader))),
        size_(reader_->size()) {}
  // A read model that all are reading all the time is brought forward nevertheless: who wants to
  // read waits behind the one who wants to write.
  std::shared_lock<std::shared_mutex> to_read() const {
    const std::lock_guard turn(turn_);
    return std::shared_lock(mutex_);
  }
  Result<void> bring_forward() {
    const std::lock_guard one(records_mutex_);
    const std::lock_guard turn(turn_);
    const std::unique_lock lock(mutex_);
    auto there = reader_->catch_up();
    size_ = reader_->size();
    return there;
  }

 private:
  const std::string path_;
  std::unique_ptr<Ledger> reader_;
  std::atomic<std::uint64_t> size_;
  mutable std::shared_mutex mutex_;  // of reader_
  mutable std::mutex turn_;
  mutable std::mutex records_mutex_;  // of what a ledger remembers of the last records it read
};

}  // namespace tenbin::desk
