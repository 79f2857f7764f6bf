#include "net/port.hpp"

#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace tenbin::net {
namespace {

namespace fs = std::filesystem;

// The inode of the socket that listens there, of one of the kernel's tables; empty: none.
std::string inode_in(const char* table, std::uint16_t port) {
  constexpr std::string_view listens = "0A";
  constexpr int hex = 16;
  std::ifstream file(table);
  std::string line;
  std::getline(file, line);  // headings
  while (std::getline(file, line)) {
    std::istringstream fields(line);
    std::string number, local, remote, state, skipped, inode;
    fields >> number >> local >> remote >> state;
    for (int i = 0; i < 5; ++i) fields >> skipped;
    fields >> inode;
    const std::size_t colon = local.rfind(':');
    if (!fields || colon == std::string::npos || state != listens) continue;
    std::uint16_t at = 0;
    std::from_chars(local.data() + colon + 1, local.data() + local.size(), at, hex);
    if (at == port) return inode;
  }
  return {};
}

std::string inode_of(std::uint16_t port) {
  std::string inode = inode_in("/proc/net/tcp", port);
  return inode.empty() ? inode_in("/proc/net/tcp6", port) : inode;
}

bool holds(const fs::path& process, const std::string& socket) {
  std::error_code refused;
  for (fs::directory_iterator each(process / "fd", refused), end; !refused && each != end;
       each.increment(refused)) {
    std::error_code gone;
    if (fs::read_symlink(each->path(), gone) == socket) return true;
  }
  return false;
}

Listener process_with(const std::string& inode) {
  const std::string socket = "socket:[" + inode + "]";
  std::error_code refused;
  for (fs::directory_iterator each("/proc", refused), end; !refused && each != end;
       each.increment(refused)) {
    const std::string name = each->path().filename();
    Listener found;
    const auto [last, bad] = std::from_chars(name.data(), name.data() + name.size(), found.process);
    if (bad != std::errc{} || last != name.data() + name.size()) continue;
    if (!holds(each->path(), socket)) continue;
    std::ifstream comm(each->path() / "comm");
    std::getline(comm, found.program);
    return found;
  }
  return {};
}

}  // namespace

std::optional<std::uint16_t> port_of(const std::string& address) {
  const std::size_t colon = address.rfind(':');
  std::uint16_t port = 0;
  const char* const end = address.data() + address.size();
  if (colon == std::string::npos) return std::nullopt;
  const auto [last, bad] = std::from_chars(address.data() + colon + 1, end, port);
  return bad == std::errc{} && last == end ? std::optional(port) : std::nullopt;
}

std::optional<Listener> who_listens(std::uint16_t port) {
  const std::string inode = inode_of(port);
  if (inode.empty()) return std::nullopt;
  return process_with(inode);
}

std::string free_beside(const std::string& address) {
  const auto port = port_of(address);
  constexpr int tries = 100;
  constexpr int last = 65'535;
  const int from = port.value_or(last);
  for (int next = from + 1; next <= last && next <= from + tries; ++next) {
    if (inode_of(static_cast<std::uint16_t>(next)).empty())
      return address.substr(0, address.rfind(':') + 1) + std::to_string(next);
  }
  return {};
}

}  // namespace tenbin::net
