#pragma once
// When a slow peer is cut off. Private to net.
//
// A moment is set several times a request, and nearly always moved before it comes. So the timer
// beneath is set anew only for a moment that is nearer than the one it waits for; when it goes off
// too early it waits once more.
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/error_code.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <utility>

namespace tenbin::net {

class Deadline {
  using Clock = std::chrono::steady_clock;

 public:
  explicit Deadline(const boost::asio::io_context::executor_type& executor) : timer_(executor) {}

  // First of all. `late` is called on the executor when the moment has come, unless `owner`, whose
  // member this is, has gone.
  void start(std::weak_ptr<void> owner, std::function<void()> late) {
    owner_ = std::move(owner);
    late_ = std::move(late);
  }
  void set(Clock::duration after) {
    due_ = Clock::now() + after;
    if (due_ < awaited_) wait();
  }
  void never() { due_ = Clock::time_point::max(); }

 private:
  void wait() {
    awaited_ = due_;
    timer_.expires_at(due_);
    timer_.async_wait([this, owner = owner_](boost::system::error_code moved) {
      const auto kept = owner.lock();
      if (kept && !moved) come();
    });
  }
  void come() {
    awaited_ = Clock::time_point::max();
    if (due_ <= Clock::now()) return late_();
    if (due_ != Clock::time_point::max()) wait();
  }

  boost::asio::basic_waitable_timer<Clock, boost::asio::wait_traits<Clock>,
                                    boost::asio::io_context::executor_type>
      timer_;
  std::weak_ptr<void> owner_;
  std::function<void()> late_;
  Clock::time_point due_ = Clock::time_point::max();
  Clock::time_point awaited_ = Clock::time_point::max();
};

}  // namespace tenbin::net
