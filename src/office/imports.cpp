#include "office/office.hpp"
#include "office/rows.hpp"

namespace tenbin::office {

Result<void> Office::keep_import(std::string_view batch, std::string_view file) {
  std::lock_guard lock(mutex_);
  TENBIN_TRY(
      database_->run("INSERT OR REPLACE INTO imports (batch, file) VALUES (?1, ?2)", batch, file));
  return {};
}

Result<std::optional<std::string>> Office::imported_file(std::string_view batch) {
  std::lock_guard lock(mutex_);
  std::optional<std::string> file;
  TENBIN_TRY(first(database_->query("SELECT file FROM imports WHERE batch = ?1", batch),
                   [&](const Query& row) { file = row.text(0); }));
  return file;
}

}  // namespace tenbin::office
