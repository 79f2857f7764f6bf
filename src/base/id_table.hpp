#pragma once
// A hash table from keys to the positions of their owners in a vector: 8 bytes a slot, keys are not
// stored here but looked up through a function, so a million entries take about 16 MB. Entries are
// never removed: natural ids are never free again (contract section 6). Open addressing, linear
// probing, at most 3/4 full.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/check.hpp"

namespace tenbin {

// A fast hash of short texts (multiply and fold, 8 bytes a step). Order of a table never shows in a
// result, so the hash need not be the same for ever; it is the same in every run.
inline std::uint32_t hash_text(std::string_view text, std::uint64_t seed = 0) {
  std::uint64_t h = seed ^ (0x9E3779B97F4A7C15ULL * (text.size() + 1));
  const char* at = text.data();
  std::size_t left = text.size();
  const auto mix = [&h](std::uint64_t word) {
    h = (h ^ word) * 0xD6E8FEB86659FD93ULL;
    h ^= h >> 32;
  };
  for (; left >= 8; at += 8, left -= 8) {
    std::uint64_t word = 0;
    __builtin_memcpy(&word, at, 8);
    mix(word);
  }
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < left; ++i)
    word |= std::uint64_t{static_cast<std::uint8_t>(at[i])} << (8 * i);
  mix(word);
  return static_cast<std::uint32_t>(h ^ (h >> 29));
}

class IdTable {
 public:
  static constexpr std::uint32_t none = UINT32_MAX;

  // The position of the entry for which `is_key(position)` holds among those of this hash, or none.
  template <class IsKey>
  std::uint32_t find(std::uint32_t hash, IsKey&& is_key) const {
    if (slots_.empty()) return none;
    for (std::size_t i = hash & mask();; i = (i + 1) & mask()) {
      const Slot& slot = slots_[i];
      if (slot.position == none) return none;
      if (slot.hash == hash && is_key(slot.position)) return slot.position;
    }
  }

  // Adds an entry that is not there yet.
  void add(std::uint32_t hash, std::uint32_t position) {
    TENBIN_CHECK(position != none);
    if ((count_ + 1) * 4 > slots_.size() * 3) grow();
    place({hash, position});
    ++count_;
  }

  std::size_t size() const { return count_; }
  void clear() { *this = IdTable(); }
  void reserve(std::size_t entries) {
    while (entries * 4 > slots_.size() * 3) grow();
  }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t position = none;
  };

  std::size_t mask() const { return slots_.size() - 1; }
  void place(Slot slot) {
    std::size_t i = slot.hash & mask();
    while (slots_[i].position != none) i = (i + 1) & mask();
    slots_[i] = slot;
  }
  void grow() {
    std::vector<Slot> old = std::move(slots_);
    slots_.assign(old.empty() ? 16 : old.size() * 2, Slot{});
    for (const Slot& slot : old) {
      if (slot.position != none) place(slot);
    }
  }

  std::vector<Slot> slots_;
  std::size_t count_ = 0;
};

}  // namespace tenbin
