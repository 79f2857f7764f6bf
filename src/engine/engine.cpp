#include "engine/engine.hpp"

#include <algorithm>

#include "codec/command_writer.hpp"
#include "engine/lookup.hpp"
#include "tlog/sha256.hpp"

namespace tenbin {
namespace {

using Digest = std::array<std::uint8_t, 16>;

// Of the decoded content: 5 t and 5000 kg are the same, and so are a default given and left out.
Digest content_digest(const Envelope& envelope) {
  std::string content;
  append_content(content, envelope);
  const auto hash = tlog::sha256(as_bytes(content));
  Digest digest;
  std::copy_n(hash.begin(), digest.size(), digest.begin());
  return digest;
}

bool is_wrong_form(const Problem& problem) {
  return problem.code == Code::input_invalid || problem.code == Code::unit_missing;
}

Result<Event> decide_event(const State& state, const Command& command) {
  return std::visit(
      [&](const auto& which) -> Result<Event> {
        auto event = decide(state, which);
        if (!event) return tl::make_unexpected(std::move(event.error()));
        return Event(std::move(*event));
      },
      command);
}

}  // namespace

Result<Decision> decide(const State& state, const Envelope& envelope) {
  auto event = decide_event(state, envelope.command);
  if (envelope.command_id && (event || !is_wrong_form(event.error()))) {
    const Index known = find_command(state, envelope.command_id->text);
    if (known != no_index) {
      if (state.commands[known].digest == content_digest(envelope))
        return Repeated{state.commands[known].seq};
      return problem(Code::command_id_reused,
                     {{"command_id", std::string(envelope.command_id->text)},
                      {"seq", std::to_string(state.commands[known].seq)}});
    }
  }
  if (!event) return tl::make_unexpected(std::move(event.error()));
  return Decision(std::move(*event));
}

void apply(State& state, const Envelope& envelope, const Event& event) {
  TENBIN_CHECK(state.entries.size() < UINT32_MAX);
  state.entries.emplace_back();
  const auto seq = static_cast<std::uint32_t>(state.entries.size());
  std::visit([&](const auto& which) { apply(state, which, seq); }, event);
  if (envelope.command_id) {
    state.commands.push_back(
        {state.texts.add(envelope.command_id->text), seq, content_digest(envelope)});
    enter_command(state);
  }
}

}  // namespace tenbin
