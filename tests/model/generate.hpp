#pragma once
// Random but meaningful streams of commands from a seed, for comparing and for properties.
#include <cstdint>
#include <vector>

#include "number.hpp"

namespace tenbin_model {

struct Stream {
  Json rulebook;
  std::vector<Json> commands;
};

/// A small world (1 or 2 sites, few papers and customers, periods of mostly one month) under a
/// random rulebook; about a tenth of the commands are wrong on purpose. The same seed gives the
/// same stream.
Stream generate(std::uint64_t seed, int steps);

}  // namespace tenbin_model
