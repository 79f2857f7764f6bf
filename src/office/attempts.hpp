#pragma once
// Failed logins of the last 15 minutes, in memory: 5 of one login or 20 of one address, then a
// refusal until the oldest is 15 minutes old. An attempt counts as failed from its start until it
// is known to be good, so that guesses made at the same time count as well. Not guarded by a lock:
// the office's is held around it.
#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>

#include "base/problem.hpp"
#include "units/instant.hpp"

namespace tenbin::office {

class Attempts {
 public:
  static constexpr std::size_t of_login = 5;
  static constexpr std::size_t of_address = 20;
  static constexpr std::int64_t window_milliseconds = 15 * 60 * 1000;

  // login.too_many {seconds}; else it counts from now on.
  Result<void> begin(const std::string& login, const std::string& address, Instant now);
  // It was no failure.
  void forget(const std::string& login, const std::string& address, Instant begun);
  // The right person: the login starts again from nothing.
  void succeed(const std::string& login, const std::string& address, Instant begun);

 private:
  using Times = std::unordered_map<std::string, std::deque<std::int64_t>>;
  static std::int64_t wait(Times& times, const std::string& name, std::size_t most, Instant now);
  static void remove(Times& times, const std::string& name, Instant begun);
  void shrink(Instant now);
  Times logins_;
  Times addresses_;
  std::size_t begun_ = 0;
};

}  // namespace tenbin::office
