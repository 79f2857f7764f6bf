#pragma once
// A queue between two threads that holds at most so many things: who puts waits while it is full,
// who takes waits while it is empty. Once closed, nothing goes in; what is in it still comes out.
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

namespace tenbin {

template <class T>
class Channel {
 public:
  explicit Channel(std::size_t room) : room_(room) {}

  // False when it is closed.
  bool put(T thing) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return closed_ || things_.size() < room_; });
    if (closed_) return false;
    things_.push_back(std::move(thing));
    changed_.notify_all();
    return true;
  }
  // Nothing when it is closed and empty.
  std::optional<T> take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return closed_ || !things_.empty(); });
    if (things_.empty()) return std::nullopt;
    std::optional<T> thing(std::move(things_.front()));
    things_.pop_front();
    changed_.notify_all();
    return thing;
  }
  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<T> things_;
  const std::size_t room_;
  bool closed_ = false;
};

}  // namespace tenbin
