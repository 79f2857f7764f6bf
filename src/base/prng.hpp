#pragma once
// Numbers that look random and repeat exactly from a seed, on every machine: SplitMix64 (Steele,
// Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014). For samples, tests
// and benchmarks; never for salts or keys.
#include <cstdint>

#include "base/check.hpp"

namespace tenbin {

class Prng {
 public:
  explicit constexpr Prng(std::uint64_t seed) : state_(seed) {}

  constexpr std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
  }
  // 0 to limit - 1; limit is 1 to 2^32. The bias, below limit / 2^32, matters to no sample.
  constexpr std::uint64_t below(std::uint64_t limit) {
    TENBIN_CHECK(limit > 0 && limit <= std::uint64_t{1} << 32);
    return ((next() >> 32) * limit) >> 32;
  }
  // first to last, both included.
  constexpr std::int64_t between(std::int64_t first, std::int64_t last) {
    TENBIN_CHECK(first <= last);
    return first + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(last - first) + 1));
  }
  // True in about `percent` of a hundred.
  constexpr bool chance(std::uint64_t percent) { return below(100) < percent; }

 private:
  std::uint64_t state_;
};

}  // namespace tenbin
