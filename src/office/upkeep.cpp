#include "office/upkeep.hpp"

#include <charconv>

namespace tenbin::office {
namespace {

constexpr std::string_view prefix = "upkeep.";
constexpr std::string_view backup_failure = "upkeep.backup_failed";

std::string key_of(Upkeep what) {
  return std::string(prefix) + std::string(name_of(what));
}

// Nothing for what is no note.
std::optional<UpkeepDone> done_of(const std::string& note) {
  const std::size_t space = note.find(' ');
  if (space == std::string::npos) return std::nullopt;
  const auto at = parse_instant(std::string_view(note).substr(0, space));
  if (!at) return std::nullopt;
  UpkeepDone done{*at, 0};
  std::from_chars(note.data() + space + 1, note.data() + note.size(), done.records);
  return done;
}

}  // namespace

bool is_upkeep(std::string_view setting) {
  return setting.starts_with(prefix);
}

Result<void> note_upkeep(Office& office, Upkeep what, const UpkeepDone& done) {
  return office.set_setting(key_of(what),
                            format_instant(done.at) + " " + std::to_string(done.records));
}

Result<std::optional<UpkeepDone>> last_upkeep(Office& office, Upkeep what) {
  const auto note = office.setting(key_of(what));
  if (!note) return tl::make_unexpected(note.error());
  return done_of(*note);
}

Result<std::optional<UpkeepDone>> last_upkeep(const std::string& office, Upkeep what) {
  const auto database = Database::open_to_read(office);
  if (!database) return tl::make_unexpected(database.error());
  auto read = (*database)->query("SELECT value FROM settings WHERE key = ?1", key_of(what));
  if (!read) return tl::make_unexpected(read.error());
  const auto there = read->step();
  if (!there) return tl::make_unexpected(there.error());
  return *there ? done_of(read->text(0)) : std::nullopt;
}

Result<void> note_backup_failure(Office& office, Instant at, Code code) {
  return office.set_setting(backup_failure,
                            format_instant(at) + " " + std::string(code_text(code)));
}

Result<std::string> last_backup_failure(Office& office) {
  return office.setting(backup_failure);
}

}  // namespace tenbin::office
