#pragma once
// What /metrics tells, in the text format of Prometheus (version 0.0.4).
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace tenbin::http {

class Metrics {
 public:
  // `route`: the pattern, so that there are few of them.
  void count(std::string_view method, std::string_view route, unsigned status,
             std::chrono::nanoseconds took);
  // `gauges`: what is so now, by name with its help text.
  struct Gauge {
    std::string_view name;
    std::string_view help;
    double value;  // double: the format of Prometheus has no other number
  };
  std::string text(const std::vector<Gauge>& gauges) const;

 private:
  static constexpr std::array<std::uint32_t, 10> bounds_us = {
      250, 1'000, 2'500, 5'000, 10'000, 25'000, 50'000, 100'000, 250'000, 1'000'000};
  struct Key {
    std::string method;
    std::string route;
    unsigned status;
    auto operator<=>(const Key&) const = default;
  };
  struct Route {
    std::array<std::uint64_t, bounds_us.size() + 1> buckets{};
    std::uint64_t total_ns = 0;
    std::uint64_t count = 0;
  };
  mutable std::mutex mutex_;
  std::map<Key, std::uint64_t> requests_;
  std::map<std::string, Route, std::less<>> routes_;
};

}  // namespace tenbin::http
