#include "desk/desk.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <optional>
#include <thread>
#include <variant>

#include "service/channel.hpp"

namespace tenbin::desk {
namespace {

struct Waiting {
  Posting posting;
  std::function<void(Posted)> done;
  Work work;  // in place of a posting
  std::function<void(Result<void>)> worked;
  std::size_t commands() const { return work ? 1 : posting.commands.size(); }
};

// What has been decided, with what is to be said once the read model is there too.
using Trouble = std::shared_ptr<const Problem>;
using Told = std::function<void(const Trouble& trouble, std::uint64_t size)>;

struct Batch {
  std::vector<Told> told;
  Trouble trouble;
};

class Writer : public Desk {
 public:
  Writer(std::string path, Ledger writer, Ledger reader, Limits limits)
      : Desk(std::move(path), std::move(reader)),
        ledger_(std::move(writer)),
        limits_(limits),
        told_(4),
        follower_([this] { follow(); }),
        writer_([this] { write(); }) {}
  ~Writer() override { close(); }
  void finish() override { close(); }

  bool post(Posting posting, std::function<void(Posted)> done) override {
    return put({std::move(posting), std::move(done), {}, {}});
  }
  bool post(Work work, std::function<void(Result<void>)> done) override {
    return put({{}, {}, std::move(work), std::move(done)});
  }
  std::size_t waiting() const override {
    const std::lock_guard lock(mutex_);
    return queue_.size();
  }
  bool is_well() const override { return well_; }

 private:
  void close() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    changed_.notify_all();
    if (writer_.joinable()) writer_.join();
    told_.close();
    if (follower_.joinable()) follower_.join();
  }

  bool put(Waiting waiting) {
    {
      const std::lock_guard lock(mutex_);
      if (closed_ || queue_.size() >= limits_.queue) return false;
      queue_.push_back(std::move(waiting));
    }
    changed_.notify_all();
    return true;
  }

  // All that wait, up to a batch; empty once the desk is closed and all is done.
  std::vector<Waiting> take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return closed_ || !queue_.empty(); });
    std::vector<Waiting> taken;
    for (std::size_t commands = 0; !queue_.empty() && commands < limits_.batch;) {
      commands += queue_.front().commands();
      taken.push_back(std::move(queue_.front()));
      queue_.pop_front();
    }
    return taken;
  }

  void write() {
    for (std::vector<Waiting> taken = take(); !taken.empty(); taken = take()) {
      for (Waiting& each : taken) {
        // Alone in its batch: what it submitted can be forgotten without harm to others.
        const bool alone = each.work || each.posting.commands.size() > 1;
        if (alone) commit();
        each.work ? do_work(each) : do_posting(each);
        if (alone) commit();
      }
      commit();
    }
  }

  void do_work(Waiting& each) {
    const auto outcome = std::make_shared<Result<void>>(run(each.work));
    if (!*outcome) forget();
    tell([outcome, done = std::move(each.worked)](const auto& trouble, std::uint64_t) {
      if (trouble && *outcome) *outcome = tl::make_unexpected(*trouble);
      done(std::move(*outcome));
    });
  }
  // A broken belief is no exception: it has ended the process before it comes here
  // (base/check.hpp).
  Result<void> run(const Work& work) {
    if (!well_) TENBIN_TRY(recover());
    try {
      return work(ledger_);
    } catch (const std::exception&) {
      return problem(Code::request_failed, {{"posted", "nothing"}});
    }
  }

  void do_posting(Waiting& each) {
    const auto posted = std::make_shared<Posted>();
    if (!well_) {
      if (const auto again = recover(); !again) posted->trouble = again.error();
    }
    if (!posted->trouble) {
      for (std::string& command : each.posting.commands) {
        posted->answers.push_back(ledger_.submit_text(std::move(command), each.posting.actor));
        if (posted->answers.back().status == Answer::Status::rejected) break;
      }
      const bool halfway = posted->refusal() != nullptr &&
                           std::any_of(posted->answers.begin(), posted->answers.end(), [](auto& a) {
                             return a.status == Answer::Status::accepted;
                           });
      if (halfway) forget();
    }
    tell([posted, done = std::move(each.done)](const auto& trouble, std::uint64_t size) {
      if (trouble && !posted->trouble) posted->trouble = *trouble;
      posted->size = size;
      done(std::move(*posted));
    });
  }

  void tell(Told told) { batch_.push_back(std::move(told)); }

  // What was told in memory is on disk, or is said to be in trouble.
  void commit() {
    if (batch_.empty()) return;
    Batch batch{std::exchange(batch_, {}), nullptr};
    if (well_) {
      auto done = ledger_.commit();
      if (done) done = ledger_.keep_snapshot();
      if (!done) batch.trouble = std::make_shared<Problem>(done.error());
      well_ = done.has_value();
    }
    told_.put(std::move(batch));
  }
  void forget() { well_ = ledger_.start_again().has_value(); }
  Result<void> recover() {
    auto again = ledger_.start_again();
    well_ = again.has_value();
    return again;
  }

  void follow() {
    while (auto told = told_.take()) {
      const auto there = bring_forward();
      if (!there && !told->trouble) told->trouble = std::make_shared<Problem>(there.error());
      const std::uint64_t size = read([](const State& state) { return state.size(); });
      for (const Told& each : told->told) tell_now(each, told->trouble, size);
    }
  }
  // Others wait for theirs; the connection of who asked closes with what is dropped here.
  static void tell_now(const Told& told, const Trouble& trouble, std::uint64_t size) {
    try {
      told(trouble, size);
    } catch (const std::exception&) {
    }
  }

  Ledger ledger_;
  const Limits limits_;
  std::vector<Told> batch_;
  std::atomic<bool> well_ = true;

  mutable std::mutex mutex_;  // of what follows
  std::condition_variable changed_;
  std::deque<Waiting> queue_;
  bool closed_ = false;

  Channel<Batch> told_;
  std::thread follower_;
  std::thread writer_;
};

}  // namespace

const Problem* Posted::refusal() const {
  const bool refused = !answers.empty() && answers.back().status == Answer::Status::rejected;
  return refused ? &answers.back().problem : nullptr;
}

Result<std::unique_ptr<Desk>> Desk::open(const std::string& path, std::chrono::milliseconds wait,
                                         const Outside& outside, Limits limits) {
  auto writer = Ledger::open_to_write(path, wait, "serve", outside);
  if (!writer) return tl::make_unexpected(writer.error());
  auto reader = Ledger::open_to_read(path, outside);
  if (!reader) return tl::make_unexpected(reader.error());
  return std::make_unique<Writer>(path, *std::move(writer), *std::move(reader), limits);
}

}  // namespace tenbin::desk
