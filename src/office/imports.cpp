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

Result<void> Office::keep_import_form(const ImportForm& form) {
  std::lock_guard lock(mutex_);
  TENBIN_TRY(
      database_->run("INSERT OR REPLACE INTO import_forms (fingerprint, name, kind, columns)"
                     " VALUES (?1, ?2, ?3, ?4)",
                     form.fingerprint, form.name, form.kind, form.columns));
  return {};
}

Result<std::optional<ImportForm>> Office::import_form(std::string_view fingerprint) {
  std::lock_guard lock(mutex_);
  std::optional<ImportForm> form;
  TENBIN_TRY(
      first(database_->query("SELECT name, kind, columns FROM import_forms WHERE fingerprint = ?1",
                             fingerprint),
            [&](const Query& row) {
              form = ImportForm{std::string(fingerprint), row.text(0), row.text(1), row.text(2)};
            }));
  return form;
}

}  // namespace tenbin::office
