#include "http/proxy.hpp"

namespace tenbin::http {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

void look_behind(std::string_view proxy, net::Request& request) {
  if (proxy.empty() || request.address != proxy) return;
  std::string_view last;  // a header may come twice
  for (const auto& [name, value] : request.headers) {
    if (name == "x-forwarded-for") last = value;
  }
  last = trimmed(last.substr(last.rfind(',') + 1));
  constexpr std::size_t longest = 45;  // of an address as text
  if (!last.empty() && last.size() <= longest) request.address = last;
  request.secure = request.secure || request.header("x-forwarded-proto") == "https";
}

}  // namespace tenbin::http
