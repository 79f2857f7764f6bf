#pragma once
// The sample mill in memory: its command lines, and the state that they make.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/command_reader.hpp"
#include "engine/engine.hpp"

namespace tenbin::bench {

inline constexpr std::uint64_t seed = 7;

struct Lines {
  std::string text;  // with read_ahead bytes behind
  std::vector<std::string_view> lines;
};
Lines mill_lines(std::uint64_t count);

// The command that the line is: "ship" of {"do":"ship",…}.
std::string_view command_of(std::string_view line);

// An empty book under the rulebook free-credit.
State empty_state();

// Decides and applies; stops the program where a line is refused.
void post(State& state, CommandReader& reader, std::string_view line);

// After so many commands of the mill; made once a size.
const State& mill_state(std::uint64_t count);

}  // namespace tenbin::bench
