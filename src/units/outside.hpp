#pragma once
// The clock and the source of random bytes, made by app and handed down: nothing below reads either
// by itself, so a run with given ones repeats exactly.
#include <cstdint>
#include <functional>
#include <span>

#include "units/instant.hpp"

namespace tenbin {

struct Outside {
  std::function<Instant()> now;
  std::function<void(std::span<std::uint8_t>)> fill_random;
};

}  // namespace tenbin
