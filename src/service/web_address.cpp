#include "service/web_address.hpp"

#include <algorithm>
#include <array>

namespace tenbin {
namespace {

// The addresses whose first `bits` bits are those.
struct Range {
  std::array<std::uint8_t, 16> start;
  unsigned bits;

  bool has(std::span<const std::uint8_t> address) const {
    for (unsigned bit = 0; bit < bits; ++bit) {
      const auto mask = static_cast<std::uint8_t>(0x80U >> (bit % 8));
      if ((address[bit / 8] & mask) != (start[bit / 8] & mask)) return false;
    }
    return true;
  }
};

// IANA IPv4 Special-Purpose Address Registry, what is not globally reachable; and multicast.
constexpr std::array special_v4 = {
    Range{{0}, 8},             // this network, unspecified
    Range{{10}, 8},            // private
    Range{{100, 64}, 10},      // shared by carriers (CGNAT)
    Range{{127}, 8},           // loopback
    Range{{169, 254}, 16},     // link-local; clouds answer there
    Range{{172, 16}, 12},      // private
    Range{{192, 0, 0}, 24},    // protocol assignments
    Range{{192, 0, 2}, 24},    // documentation
    Range{{192, 88, 99}, 24},  // 6to4 relays, given up
    Range{{192, 168}, 16},     // private
    Range{{198, 18}, 15},      // benchmarks
    Range{{198, 51, 100}, 24},
    Range{{203, 0, 113}, 24},  // documentation
    Range{{224}, 3},           // multicast, reserved, broadcast
};

constexpr Range global_v6{{0x20}, 3};  // unicast; loopback, mapped, ULA, link-local lie outside
constexpr std::array special_v6 = {
    Range{{0x20, 0x01, 0x00}, 23},        // protocol assignments, Teredo
    Range{{0x20, 0x01, 0x0d, 0xb8}, 32},  // documentation
    Range{{0x20, 0x02}, 16},              // 6to4: IPv4 in disguise
    Range{{0x3f, 0xff, 0x00}, 20},        // documentation
};
constexpr Range nat64{{0x00, 0x64, 0xff, 0x9b}, 96};

template <class Ranges>
bool in_any(const Ranges& ranges, std::span<const std::uint8_t> address) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const Range& range) { return range.has(address); });
}

constexpr std::array<std::string_view, 5> reserved = {"invalid", "example", "test", "localhost",
                                                      "local"};

}  // namespace

bool is_internet_host(std::string_view web) {
  std::string_view host = web.substr(web.find("://") + 3);
  host = host.substr(0, host.find(':'));
  const std::size_t dot = host.rfind('.');
  if (dot == std::string_view::npos) return false;
  const std::string_view top = host.substr(dot + 1);
  // A name whose last label begins as a number may be read as an IPv4 address ("127.1", "10.0x1").
  if (top.empty() || top.front() < 'a' || top.front() > 'z') return false;
  return std::find(reserved.begin(), reserved.end(), top) == reserved.end();
}

bool is_public_address(std::span<const std::uint8_t> address) {
  if (address.size() == 4) return !in_any(special_v4, address);
  if (address.size() != 16) return false;
  if (nat64.has(address)) return is_public_address(address.last(4));
  return global_v6.has(address) && !in_any(special_v6, address);
}

}  // namespace tenbin
