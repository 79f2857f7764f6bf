#include "http/metrics.hpp"

#include <fmt/core.h>

namespace tenbin::http {

void Metrics::count(std::string_view method, std::string_view route, unsigned status,
                    std::chrono::nanoseconds took) {
  const std::lock_guard lock(mutex_);
  ++requests_[{std::string(method), std::string(route), status}];
  auto found = routes_.find(route);
  if (found == routes_.end()) found = routes_.emplace(route, Route{}).first;
  Route& of_route = found->second;
  std::size_t bucket = 0;
  while (bucket < bounds_us.size() && took > std::chrono::microseconds(bounds_us[bucket])) ++bucket;
  ++of_route.buckets[bucket];
  ++of_route.count;
  of_route.total_ns += static_cast<std::uint64_t>(took.count());
}

std::string Metrics::text(const std::vector<Gauge>& gauges) const {
  std::string out;
  for (const Gauge& gauge : gauges)
    out += fmt::format("# HELP {0} {1}\n# TYPE {0} gauge\n{0} {2}\n", gauge.name, gauge.help,
                       gauge.value);
  const std::lock_guard lock(mutex_);
  out += fmt::format(
      "# HELP tenbin_http_requests_total Requests answered.\n"
      "# TYPE tenbin_http_requests_total counter\n");
  for (const auto& [key, count] : requests_)
    out +=
        fmt::format("tenbin_http_requests_total{{method=\"{}\",route=\"{}\",status=\"{}\"}} {}\n",
                    key.method, key.route, key.status, count);
  out += fmt::format(
      "# HELP tenbin_http_request_seconds Time to answer a request.\n"
      "# TYPE tenbin_http_request_seconds histogram\n");
  for (const auto& [name, route] : routes_) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < bounds_us.size(); ++i) {
      sum += route.buckets[i];
      out += fmt::format("tenbin_http_request_seconds_bucket{{route=\"{}\",le=\"{}.{:06}\"}} {}\n",
                         name, bounds_us[i] / 1'000'000, bounds_us[i] % 1'000'000, sum);
    }
    out += fmt::format("tenbin_http_request_seconds_bucket{{route=\"{}\",le=\"+Inf\"}} {}\n", name,
                       route.count);
    out += fmt::format("tenbin_http_request_seconds_sum{{route=\"{}\"}} {}.{:09}\n", name,
                       route.total_ns / 1'000'000'000, route.total_ns % 1'000'000'000);
    out += fmt::format("tenbin_http_request_seconds_count{{route=\"{}\"}} {}\n", name, route.count);
  }
  return out;
}

}  // namespace tenbin::http
