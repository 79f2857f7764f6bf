#include "http/lookups.hpp"

#include <algorithm>

namespace tenbin::http {
namespace {

constexpr std::size_t many_addresses = 10'000;  // then those that are full are forgotten
constexpr std::int64_t sweep_ms = 1'000;        // and not at every request

}  // namespace

std::int64_t Lookups::wait_of(std::string_view address, Instant now) {
  const std::lock_guard lock(mutex_);
  if (buckets_.size() > many_addresses && now.ms - swept_at_ms_ >= sweep_ms) {
    std::erase_if(buckets_, [&](const auto& each) { return each.second.full_at_ms <= now.ms; });
    swept_at_ms_ = now.ms;
  }
  Bucket& bucket = buckets_[std::string(address)];
  const std::int64_t full_at = std::max(bucket.full_at_ms, now.ms) + refill_ms;
  const std::int64_t over = full_at - now.ms - burst * refill_ms;
  if (over > 0) return (over + 999) / 1000;
  bucket.full_at_ms = full_at;
  return 0;
}

}  // namespace tenbin::http
