#include "office/database.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "base/check.hpp"
#include "office/schema.hpp"

namespace tenbin::office {
namespace {

constexpr int busy_milliseconds = 2000;
constexpr mode_t owner_only = 0600;

Code code_of(int code) {
  switch (code & 0xFF) {
    case SQLITE_FULL:
      return Code::disk_full;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return Code::office_busy;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CONSTRAINT:  // a foreign program has changed what we stand on
    case SQLITE_ERROR:       // a table of ours is missing or another's
    case SQLITE_SCHEMA:
      return Code::office_corrupt;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return Code::file_unreadable;
    default:
      return Code::file_unwritable;
  }
}

tl::unexpected<Problem> failed(const std::string& path, int code) {
  TENBIN_CHECK((code & 0xFF) != SQLITE_NOMEM && (code & 0xFF) != SQLITE_MISUSE);
  return problem(code_of(code), {{"path", path}});
}

// SQLite gives the WAL the mode of the file, so the file is made before SQLite opens it.
Result<void> make_private(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, owner_only);
  if (file < 0) {
    const bool unreadable = errno == EACCES || errno == EISDIR;
    return problem(unreadable ? Code::file_unreadable : Code::file_unwritable, {{"path", path}});
  }
  ::close(file);
  return {};
}

}  // namespace

Result<bool> Query::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return failed(path_, code);
}

std::int64_t Query::number(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

std::optional<std::int64_t> Query::number_if(int column) const {
  if (sqlite3_column_type(statement_.get(), column) == SQLITE_NULL) return std::nullopt;
  return number(column);
}

std::string Query::text(int column) const {
  const void* data = sqlite3_column_blob(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  if (data == nullptr) return {};
  return {static_cast<const char*>(data), static_cast<std::size_t>(size)};
}

void Query::bind(int index, std::int64_t value) {
  TENBIN_CHECK(sqlite3_bind_int64(statement_.get(), index, value) == SQLITE_OK);
}

void Query::bind(int index, std::string_view text) {
  const char* data = text.empty() ? "" : text.data();  // a null pointer would be NULL
  TENBIN_CHECK(sqlite3_bind_text64(statement_.get(), index, data, text.size(), SQLITE_TRANSIENT,
                                   SQLITE_UTF8) == SQLITE_OK);
}

void Query::bind(int index, Bytes bytes) {
  TENBIN_CHECK(sqlite3_bind_blob64(statement_.get(), index, bytes.data(), bytes.size(),
                                   SQLITE_TRANSIENT) == SQLITE_OK);
}

tl::unexpected<Problem> Database::failure(int code) const {
  return failed(path_, code);
}

Result<void> Database::execute(const char* sql) const {
  const int code = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return failure(code);
  return {};
}

Result<Query> Database::prepare(std::string_view sql) const {
  sqlite3_stmt* made = nullptr;
  const int code =
      sqlite3_prepare_v2(handle_.get(), sql.data(), static_cast<int>(sql.size()), &made, nullptr);
  if (code != SQLITE_OK) return failure(code);
  return Query(path_, made);
}

Result<int> Database::finish(Query& query) const {
  for (;;) {
    Result<bool> row = query.step();
    if (!row) return tl::make_unexpected(std::move(row.error()));
    if (!*row) return sqlite3_changes(handle_.get());
  }
}

Result<void> Database::set_synced(bool synced) const {
  return execute(synced ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
}

Result<std::int64_t> Database::pragma(std::string_view name) const {
  Result<Query> read = prepare(name);
  if (!read) return tl::make_unexpected(std::move(read.error()));
  Result<bool> row = read->step();
  if (!row) return tl::make_unexpected(std::move(row.error()));
  TENBIN_CHECK(*row);
  return read->number(0);
}

// Secrets that were taken back are overwritten, and a foreign schema runs nothing.
Result<void> Database::settle() {
  sqlite3_busy_timeout(handle_.get(), busy_milliseconds);
  int off = 0;
  sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_DEFENSIVE, 1, &off);
  sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, &off);
  return execute("PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON");
}

Result<void> Database::migrate(std::int64_t from) const {
  for (std::int64_t version = from; version < office_version; ++version) {
    if (version < 1) return problem(Code::office_corrupt, {{"path", path_}});
    TENBIN_TRY(execute(migrations[static_cast<std::size_t>(version - 1)]));
  }
  return execute(("PRAGMA user_version = " + std::to_string(office_version)).c_str());
}

Result<std::int64_t> Database::check_kind() const {
  const auto id = pragma("PRAGMA application_id");
  if (!id) return tl::make_unexpected(id.error());
  if (*id != application_id) return problem(Code::office_corrupt, {{"path", path_}});
  const auto version = pragma("PRAGMA user_version");
  if (!version) return tl::make_unexpected(version.error());
  if (*version > office_version)
    return problem(Code::office_newer, {{"path", path_}, {"version", std::to_string(*version)}});
  return *version;
}

Result<void> Database::check_or_make() {
  Result<std::int64_t> items = pragma("SELECT count(*) FROM sqlite_schema");
  if (!items) return tl::make_unexpected(std::move(items.error()));
  if (*items == 0) {
    TENBIN_TRY(execute(schema));
    TENBIN_TRY(execute(("PRAGMA application_id = " + std::to_string(application_id)).c_str()));
    return migrate(1);
  }
  const auto version = check_kind();
  if (!version) return tl::make_unexpected(version.error());
  return *version < office_version ? migrate(*version) : Result<void>();
}

Result<std::unique_ptr<Database>> Database::open(const std::string& path) {
  TENBIN_TRY(make_private(path));
  std::unique_ptr<Database> database(new Database(path));
  sqlite3* handle = nullptr;
  // Absolute, so that SQLite takes no path for one of its special names (":memory:").
  const int code =
      sqlite3_open_v2(std::filesystem::absolute(path).c_str(), &handle,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  TENBIN_CHECK(handle != nullptr);  // only without memory
  database->handle_.reset(handle);
  if (code != SQLITE_OK) return database->failure(code);
  TENBIN_TRY(database->settle());
  {
    // Two programs may start at once: the second finds the tables of the first.
    Result<Transaction> transaction = Transaction::begin(*database);
    if (!transaction) return tl::make_unexpected(std::move(transaction.error()));
    TENBIN_TRY(database->check_or_make());
    TENBIN_TRY(transaction->commit());
  }
  // A copy may have come with another mode. Of a file that is not ours not even that is changed.
  if (::chmod(path.c_str(), owner_only) != 0)
    return problem(Code::file_unwritable, {{"path", path}});
  TENBIN_TRY(database->execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL"));
  return database;
}

Result<std::unique_ptr<Database>> Database::open_to_read(const std::string& path) {
  std::unique_ptr<Database> database(new Database(path));
  if (::access(path.c_str(), F_OK) != 0) return problem(Code::file_missing, {{"path", path}});
  sqlite3* handle = nullptr;
  const int code =
      sqlite3_open_v2(std::filesystem::absolute(path).c_str(), &handle,
                      SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  TENBIN_CHECK(handle != nullptr);  // only without memory
  database->handle_.reset(handle);
  if (code != SQLITE_OK) return database->failure(code);
  sqlite3_busy_timeout(handle, busy_milliseconds);
  TENBIN_TRY(database->check_kind());
  return database;
}

Result<Transaction> Transaction::begin(const Database& database) {
  TENBIN_TRY(database.execute("BEGIN IMMEDIATE"));
  return Transaction(&database);
}

Result<void> Transaction::commit() {
  TENBIN_TRY(database_->execute("COMMIT"));
  database_ = nullptr;
  return {};
}

Transaction::~Transaction() {
  if (database_ != nullptr) static_cast<void>(database_->execute("ROLLBACK"));
}

}  // namespace tenbin::office
