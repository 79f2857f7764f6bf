#pragma once
// Ids of the mill's master data.
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace tenbin::sample {

// "C-001", "C-002" …
template <std::size_t count>
std::array<std::string, count> numbered_ids(std::string_view prefix) {
  std::array<std::string, count> ids;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string number = std::to_string(i + 1);
    ids[i].append(prefix).append(3 - number.size(), '0').append(number);
  }
  return ids;
}

inline constexpr std::array<std::string_view, 2> site_ids{"EAST", "WEST"};
// The first sells metal of hydro power, the second of solar power, the others any other.
inline constexpr std::array<std::string_view, 4> supplier_ids{"S-001", "S-002", "S-003", "S-004"};
inline const std::array<std::string, 20> customer_ids = numbered_ids<20>("C-");
inline const std::array<std::string, 60> product_ids = numbered_ids<60>("EX-");
// The last few products are trial goods, which bear no claim.
constexpr bool is_allocatable(std::size_t product) {
  return product < 57;
}

}  // namespace tenbin::sample
