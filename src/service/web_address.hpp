#pragma once
// Which addresses a stranger's document may make us ask. A certificate names the host of its issuer
// itself, so whoever writes one chooses who is asked: never a machine of the reader's own network.
#include <cstdint>
#include <span>
#include <string_view>

namespace tenbin {

// Whether the host of "https://host[:port]" is one of the Internet's: not a reserved name (RFC
// 2606, RFC 6761: .invalid .example .test .localhost, and .local), no bare name, no IP address.
bool is_internet_host(std::string_view web);

// Whether an IP address, 4 or 16 bytes in network order, is one of the public Internet: none of
// IANA's special purposes (loopback, private, link-local, shared, documentation, …), no multicast,
// no IPv4 in disguise. An address of NAT64 counts as the IPv4 address in it.
bool is_public_address(std::span<const std::uint8_t> address);

}  // namespace tenbin
