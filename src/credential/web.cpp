#include "credential/web.hpp"

#include <algorithm>

namespace tenbin::credential {
namespace {

constexpr std::string_view scheme = "https://";
constexpr std::string_view did_web = "did:web:";
constexpr std::string_view did_colon = "%3A";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-';
}

// Labels of 1 to 63 characters, none with a '-' at an end; then the port, 1 to 5 digits.
bool is_host(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon != std::string_view::npos) {
    const std::string_view port = text.substr(colon + 1);
    if (port.empty() || port.size() > 5 || !std::all_of(port.begin(), port.end(), is_digit))
      return false;
    text = text.substr(0, colon);
  }
  if (text.size() > 253) return false;
  while (true) {
    const std::size_t dot = text.find('.');
    const std::string_view label = text.substr(0, dot);
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-' ||
        !std::all_of(label.begin(), label.end(), is_host_character)) {
      return false;
    }
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

}  // namespace

Result<void> check_web(std::string_view web) {
  if (web.starts_with(scheme) && is_host(web.substr(scheme.size()))) return {};
  return problem(Code::usage_invalid,
                 {{"field", "--web"}, {"value", std::string(web)}, {"problem", "web"}});
}

std::string did_of(std::string_view web) {
  std::string did(did_web);
  did += web.substr(scheme.size());
  const std::size_t colon = did.find(':', did_web.size());
  if (colon != std::string::npos) did.replace(colon, 1, did_colon);
  return did;
}

std::optional<std::string> web_of(std::string_view did) {
  if (!did.starts_with(did_web)) return std::nullopt;
  std::string web(scheme);
  web += did.substr(did_web.size());
  const std::size_t colon = web.find(did_colon);
  if (colon != std::string::npos) web.replace(colon, did_colon.size(), ":");
  if (!check_web(web) || did_of(web) != did) return std::nullopt;
  return web;
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool plain = is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       std::string_view("-._~").find(c) != std::string_view::npos;
    if (plain) {
      out.push_back(c);
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out.push_back('%');
    out.push_back(hex[byte >> 4]);
    out.push_back(hex[byte & 15]);
  }
  return out;
}

std::string did_url(std::string_view web) {
  return std::string(web) + "/.well-known/did.json";
}

std::string certificate_url(std::string_view web, std::string_view number, std::uint32_t revision) {
  std::string url = std::string(web) + "/cert/" + percent_encode(number);
  if (revision > 1) url += ".r" + std::to_string(revision);
  return url;
}

std::string status_list_url(std::string_view web, std::uint64_t list) {
  return std::string(web) + "/status/" + std::to_string(list);
}

}  // namespace tenbin::credential
