#include "exchange/batches.hpp"

#include "engine/reverse.hpp"

namespace tenbin::exchange {

std::optional<std::string_view> batch_of(std::string_view command_id) {
  if (!command_id.starts_with(import_id_prefix)) return std::nullopt;
  command_id.remove_prefix(import_id_prefix.size());
  const std::size_t end = command_id.find(':');
  if (end == std::string_view::npos) return std::nullopt;
  return command_id.substr(0, end);
}

const std::vector<Batch>& Batches::of(const State& state) {
  for (; seen_ < state.commands.size(); ++seen_) {
    const auto name = batch_of(state.texts.get(state.commands[seen_].id));
    if (!name) continue;
    const bool goes_on =
        !batches_.empty() && batches_.back().last + 1 == seen_ && batches_.back().name == *name;
    if (!goes_on) batches_.push_back({std::string(*name), seen_, seen_});
    batches_.back().last = seen_;
  }
  return batches_;
}

std::string_view name_of(BatchState state) {
  switch (state) {
    case BatchState::posted:
      return "posted";
    case BatchState::in_use:
      return "in_use";
    case BatchState::closed:
      return "closed";
    case BatchState::undone:
      return "undone";
    case BatchState::lasting:
      return "lasting";
  }
  TENBIN_CHECK(false);
}

BatchState state_of(const State& state, const Batch& batch) {
  BatchState found = BatchState::lasting;
  for (std::size_t at = batch.first; at <= batch.last; ++at) {
    const Entry& entry = state.entries[state.commands[at].seq - 1];
    if (!is_reversible(entry.kind)) continue;
    const EntryFacts facts = facts_of(state, entry);
    if (facts.reversed) {
      if (found == BatchState::lasting) found = BatchState::undone;
    } else if (state.rulebook.period_of(facts.date) < state.sites[facts.site].open_period) {
      return BatchState::closed;
    } else if (facts.in_use) {
      found = BatchState::in_use;
    } else if (found != BatchState::in_use) {
      found = BatchState::posted;
    }
  }
  return found;
}

}  // namespace tenbin::exchange
