#pragma once
// A state as bytes and back: what a snapshot holds. A snapshot is a short cut, not a truth: it is
// of one version of the program and one machine's byte order, and whoever cannot read it replays
// the journal.
#include <optional>
#include <string>
#include <string_view>

#include "engine/state.hpp"

namespace tenbin {

void save_state(const State& state, std::string& out);

// Whether the bytes are of an equal state, without making it; nothing when they are of another
// version.
std::optional<bool> is_state(std::string_view bytes, const State& state);

// Fills a fresh state, whose rulebook is given, and its tables. False, with the state as it was,
// when the bytes are of another version or cut short.
bool load_state(std::string_view bytes, State& state);

}  // namespace tenbin
