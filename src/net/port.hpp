#pragma once
// Who listens at a TCP port of this machine, and which port beside it nobody has; as the kernel
// says it (/proc of Linux). Where it says nothing, nothing is known.
#include <cstdint>
#include <optional>
#include <string>

namespace tenbin::net {

struct Listener {
  std::string program;  // "nginx"; empty: of another user, whose files nobody may look into
  std::int64_t process = 0;
};

// The port of "127.0.0.1:8080", "[::1]:8080"; nothing where there is none.
std::optional<std::uint16_t> port_of(const std::string& address);

// Nothing where nobody listens there.
std::optional<Listener> who_listens(std::uint16_t port);

// The address with the next port that nobody listens at; empty: none of the next hundred.
std::string free_beside(const std::string& address);

}  // namespace tenbin::net
