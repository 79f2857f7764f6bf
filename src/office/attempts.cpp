#include "office/attempts.hpp"

#include <algorithm>

namespace tenbin::office {
namespace {

constexpr std::size_t begun_between_sweeps = 1000;

void drop_old(std::deque<std::int64_t>& times, Instant now) {
  while (!times.empty() && times.front() <= now.ms - Attempts::window_milliseconds)
    times.pop_front();
}

}  // namespace

// Milliseconds until there is room for one more.
std::int64_t Attempts::wait(Times& times, const std::string& name, std::size_t most, Instant now) {
  const auto found = times.find(name);
  if (found == times.end()) return 0;
  drop_old(found->second, now);
  if (found->second.size() < most) return 0;
  return found->second[found->second.size() - most] + window_milliseconds - now.ms;
}

Result<void> Attempts::begin(const std::string& login, const std::string& address, Instant now) {
  if (++begun_ % begun_between_sweeps == 0) shrink(now);
  const std::int64_t left =
      std::max(wait(logins_, login, of_login, now), wait(addresses_, address, of_address, now));
  if (left > 0) {
    const std::int64_t seconds = (left + 999) / 1000;
    return problem(Code::login_too_many, {{"seconds", std::to_string(seconds)}});
  }
  logins_[login].push_back(now.ms);
  addresses_[address].push_back(now.ms);
  return {};
}

void Attempts::remove(Times& times, const std::string& name, Instant begun) {
  const auto found = times.find(name);
  if (found == times.end()) return;
  const auto at = std::find(found->second.begin(), found->second.end(), begun.ms);
  if (at != found->second.end()) found->second.erase(at);
  if (found->second.empty()) times.erase(found);
}

void Attempts::forget(const std::string& login, const std::string& address, Instant begun) {
  remove(logins_, login, begun);
  remove(addresses_, address, begun);
}

void Attempts::succeed(const std::string& login, const std::string& address, Instant begun) {
  logins_.erase(login);
  remove(addresses_, address, begun);
}

// Names that nobody tries any more take no memory for ever.
void Attempts::shrink(Instant now) {
  for (Times* times : {&logins_, &addresses_}) {
    for (auto at = times->begin(); at != times->end();) {
      drop_old(at->second, now);
      at = at->second.empty() ? times->erase(at) : std::next(at);
    }
  }
}

}  // namespace tenbin::office
