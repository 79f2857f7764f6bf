#pragma once
// What the server remembers between two steps of signing in: each is taken once, within ten
// minutes, and strangers cannot make the server remember more than so many.
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "units/instant.hpp"

namespace tenbin::http {

template <class T>
class Once {
 public:
  static constexpr std::int64_t lifetime_ms = 600'000;
  static constexpr std::size_t most = 10'000;  // then the oldest is forgotten

  // `name` is random: nobody can guess it, and it does not come twice.
  void put(std::string name, T value, Instant now) {
    const std::lock_guard lock(mutex_);
    while (!order_.empty() && (order_.size() >= most || order_.front().second <= now)) {
      kept_.erase(order_.front().first);
      order_.pop_front();
    }
    order_.emplace_back(name, Instant{now.ms + lifetime_ms});
    kept_.emplace(std::move(name), std::pair(std::move(value), Instant{now.ms + lifetime_ms}));
  }
  std::optional<T> take(std::string_view name, Instant now) {
    const std::lock_guard lock(mutex_);
    const auto found = kept_.find(name);
    if (found == kept_.end()) return std::nullopt;
    std::optional<T> value;
    if (now < found->second.second) value = std::move(found->second.first);
    kept_.erase(found);
    return value;
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::pair<T, Instant>, std::less<>> kept_;
  std::deque<std::pair<std::string, Instant>> order_;
};

}  // namespace tenbin::http
