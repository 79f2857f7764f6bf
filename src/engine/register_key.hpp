#pragma once
// Certificates are signed by another key from here on, so that the log is the history of an
// issuer's keys. No effect on balances. Refusals in order: input.invalid (no Multikey of an Ed25519
// key), id.duplicate (a key that was registered before; a retired one never comes back).
#include "domain/commands.hpp"
#include "engine/state.hpp"

namespace tenbin {

struct KeyRegistered {
  const RegisterKey* command;
};

Result<KeyRegistered> decide(const State& state, const RegisterKey& command);
void apply(State& state, const KeyRegistered& event, std::uint32_t seq);

}  // namespace tenbin
