#pragma once
// The imports of a book, found again in its journal: the commands of a batch stand together, each
// with the id "import:<batch>:<row>".
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/state.hpp"

namespace tenbin::exchange {

inline constexpr std::string_view import_id_prefix = "import:";

// Of an import's command; nothing for what is no such id.
std::optional<std::string_view> batch_of(std::string_view command_id);

struct Batch {
  std::string name;
  std::size_t first = 0;  // of State::commands
  std::size_t last = 0;
  std::size_t records() const { return last - first + 1; }
};

// Oldest first. Only the commands that a book has gained since are looked at.
class Batches {
 public:
  const std::vector<Batch>& of(const State& state);

 private:
  std::vector<Batch> batches_;
  std::size_t seen_ = 0;
};

// What stands against its undoing.
enum class BatchState : std::uint8_t {
  posted,  // nothing that is seen without trying
  in_use,  // charged or allocated
  closed,  // its period, or one of them
  undone,
  lasting  // master data alone
};
std::string_view name_of(BatchState state);
BatchState state_of(const State& state, const Batch& batch);

}  // namespace tenbin::exchange
