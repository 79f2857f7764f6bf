#pragma once
// When the book was last backed up and last checked, which the administrator looks after: noted by
// whatever program did it, in the office beside the book.
#include <cstdint>
#include <optional>
#include <string_view>

#include "office/office.hpp"

namespace tenbin::office {

enum class Upkeep : std::uint8_t { backup, check };

struct UpkeepDone {
  Instant at;
  std::uint64_t records = 0;  // that the book had
};

// Whether a setting is such a note, which nobody sets by hand.
bool is_upkeep(std::string_view setting);
Result<void> note_upkeep(Office& office, Upkeep what, const UpkeepDone& done);
Result<std::optional<UpkeepDone>> last_upkeep(Office& office, Upkeep what);
// The same of an office's file that is only looked at (Database::open_to_read).
Result<std::optional<UpkeepDone>> last_upkeep(const std::string& office, Upkeep what);
// A backup that failed, which others may be told of (announcements.hpp).
Result<void> note_backup_failure(Office& office, Instant at, Code code);
// "2026-…Z disk.full" of the last that failed; empty: none ever has.
Result<std::string> last_backup_failure(Office& office);

}  // namespace tenbin::office

namespace tenbin {

template <>
struct EnumNames<office::Upkeep> {
  static constexpr std::array<std::string_view, 2> names{"backup", "check"};
};

}  // namespace tenbin
