#pragma once
// How often one address may look up certificates: a bucket of tokens that fills again, so that a
// check code of 40 bits cannot be tried out.
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "units/instant.hpp"

namespace tenbin::http {

class Lookups {
 public:
  static constexpr std::int64_t burst = 60;
  static constexpr std::int64_t refill_ms = 2'000;  // for one more

  // 0: it may; else in how many seconds it may again.
  std::int64_t wait_of(std::string_view address, Instant now);

 private:
  struct Bucket {
    std::int64_t full_at_ms = 0;  // when it will be full again
  };
  std::mutex mutex_;
  std::map<std::string, Bucket, std::less<>> buckets_;
  std::int64_t swept_at_ms_ = 0;
};

}  // namespace tenbin::http
