#include "engine/register_key.hpp"

#include <algorithm>

#include "engine/posting.hpp"
#include "tlog/key.hpp"

namespace tenbin {

Result<KeyRegistered> decide(const State& state, const RegisterKey& command) {
  if (!tlog::parse_multikey(command.key.text))
    return problem(Code::input_invalid, {{"field", "key"}, {"problem", "multikey"}});
  const bool known = std::any_of(
      state.certificate_keys.begin(), state.certificate_keys.end(),
      [&](const CertificateKey& each) { return state.texts.get(each.key) == command.key.text; });
  if (known) return duplicate("key", command.key.text);
  return KeyRegistered{&command};
}

void apply(State& state, const KeyRegistered& event, std::uint32_t seq) {
  state.certificate_keys.push_back(
      {state.texts.add(event.command->key.text), seq, event.command->compromised ? 1U : 0U});
}

}  // namespace tenbin
