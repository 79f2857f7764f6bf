#include "http/router.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace tenbin::http {
namespace {

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  if (path.starts_with('/')) path.remove_prefix(1);
  for (;;) {
    const std::size_t end = path.find('/');
    segments.push_back(path.substr(0, end));
    if (end == std::string_view::npos) return segments;
    path.remove_prefix(end + 1);
  }
}

bool is_place(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}
bool is_rest(std::string_view segment) {
  return is_place(segment) && segment.ends_with("*}");
}
std::string_view name_of(std::string_view segment) {
  return segment.substr(1, segment.size() - (is_rest(segment) ? 3 : 2));
}

bool matches(const std::vector<std::string_view>& pattern,
             const std::vector<std::string_view>& path) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (is_rest(pattern[i])) return path.size() > i;
    if (i >= path.size()) return false;
    if (is_place(pattern[i]) ? path[i].empty() : pattern[i] != path[i]) return false;
  }
  return pattern.size() == path.size();
}

}  // namespace

void Router::add(Route route) {
  TENBIN_CHECK(route.pattern.starts_with('/'));
  TENBIN_CHECK(!route.at_hand || std::holds_alternative<Anyone>(route.access));
  const Route& kept = routes_.emplace_back(std::move(route));
  entries_.push_back({&kept, segments_of(kept.pattern)});
}

Router::Found Router::find(std::string_view method, std::string_view path) const {
  const std::vector<std::string_view> segments = segments_of(path);
  const std::string_view wanted = method == "HEAD" ? "GET" : method;
  Found found;
  for (const Entry& entry : entries_) {
    if (!matches(entry.segments, segments)) continue;
    // The route that takes what is left says nothing of an address that has its own.
    if (is_rest(entry.segments.front()) && !found.allowed.empty()) continue;
    if (!found.allowed.empty()) found.allowed += ", ";
    found.allowed += entry.route->method;
    if (entry.route->method != wanted) continue;
    for (std::size_t i = 0; i < entry.segments.size(); ++i) {
      if (!is_place(entry.segments[i])) continue;
      const char* const end = is_rest(entry.segments[i]) ? path.data() + path.size()
                                                         : segments[i].data() + segments[i].size();
      found.parts.emplace_back(name_of(entry.segments[i]),
                               net::decode_percent({segments[i].data(), end}));
    }
    found.route = entry.route;
    return found;
  }
  return found;
}

}  // namespace tenbin::http
