#include "planner/order.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "engine/lookup.hpp"

namespace tenbin {
namespace {

// The first 16 bytes of a shipment's id as two numbers: nearly all comparisons need no look into
// the texts.
struct SortKey {
  std::array<std::uint64_t, 2> start{};
  Index line = no_index;
};

SortKey key_of(const State& state, Index line) {
  const std::string_view id = state.texts.get(state.lines[line].shipment);
  SortKey key{{}, line};
  for (std::size_t i = 0; i < 16; ++i) {
    const std::uint64_t byte = i < id.size() ? static_cast<std::uint8_t>(id[i]) : 0;
    key.start[i / 8] = key.start[i / 8] << 8 | byte;
  }
  return key;
}

bool stands_before(const State& state, const SortKey& a, const SortKey& b) {
  if (a.start != b.start) return a.start < b.start;
  const Line& left = state.lines[a.line];
  const Line& right = state.lines[b.line];
  const int shipments = state.texts.get(left.shipment).compare(state.texts.get(right.shipment));
  return shipments != 0 ? shipments < 0 : left.number < right.number;
}

// The place in the order of each product, or customer, that it names.
class Ranks {
 public:
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

  Ranks(const State& state, const std::vector<OrderEntry>& order)
      : products_(state.products.size(), none), customers_(state.customers.size(), none) {
    for (std::uint32_t i = 0; i < order.size(); ++i) {
      const bool product = order[i].kind == OrderEntry::Kind::product;
      const Index index =
          product ? find_product(state, order[i].id) : find_customer(state, order[i].id);
      if (index == no_index) continue;
      std::uint32_t& rank = (product ? products_ : customers_)[index];
      rank = std::min(rank, i);
    }
  }
  std::uint32_t of(const Line& line) const {
    return std::min(products_[line.product], customers_[line.customer]);
  }
  bool matches(const Line& line) const { return of(line) != none; }

 private:
  std::vector<std::uint32_t> products_;
  std::vector<std::uint32_t> customers_;
};

}  // namespace

void put_in_order(const State& state, std::vector<Index>& lines) {
  std::vector<SortKey> keys;
  keys.reserve(lines.size());
  for (const Index line : lines) keys.push_back(key_of(state, line));
  std::sort(keys.begin(), keys.end(),
            [&](const SortKey& a, const SortKey& b) { return stands_before(state, a, b); });
  for (std::size_t i = 0; i < keys.size(); ++i) lines[i] = keys[i].line;
}

std::vector<OrderEntry> keep_matching(const State& state, const std::vector<OrderEntry>& order,
                                      std::vector<Index>& lines) {
  const Ranks ranks(state, order);
  std::vector<std::vector<Index>> by_entry(order.size());
  std::vector<bool> products(state.products.size());
  std::vector<bool> customers(state.customers.size());
  for (const Index index : lines) {
    const Line& line = state.lines[index];
    products[line.product] = true;
    customers[line.customer] = true;
    if (ranks.matches(line)) by_entry[ranks.of(line)].push_back(index);
  }
  lines.clear();
  for (const auto& some : by_entry) lines.insert(lines.end(), some.begin(), some.end());
  std::vector<OrderEntry> unmatched;
  for (const OrderEntry& entry : order) {
    const bool product = entry.kind == OrderEntry::Kind::product;
    const Index index = product ? find_product(state, entry.id) : find_customer(state, entry.id);
    if (index == no_index || !(product ? products : customers)[index]) unmatched.push_back(entry);
  }
  return unmatched;
}

}  // namespace tenbin
