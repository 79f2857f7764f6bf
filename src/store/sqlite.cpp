#include "store/sqlite.hpp"

#include "base/check.hpp"
#include "store/checksum_vfs.hpp"

namespace tenbin::store {
namespace {

bool is_read_failure(int code) {
  return code == SQLITE_IOERR_READ || code == SQLITE_IOERR_SHORT_READ ||
         code == SQLITE_IOERR_FSTAT || code == SQLITE_IOERR_ACCESS;
}

Code code_of(int code) {
  switch (code & 0xFF) {
    case SQLITE_FULL:
      return Code::disk_full;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return Code::book_busy;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CONSTRAINT:  // a foreign program has changed what we stand on
    case SQLITE_ERROR:       // a table of ours is missing or another's
    case SQLITE_SCHEMA:
      return Code::book_corrupt;
    case SQLITE_IOERR:
      if (code == SQLITE_IOERR_DATA || code == SQLITE_IOERR_CORRUPTFS) return Code::book_corrupt;
      return is_read_failure(code) ? Code::file_unreadable : Code::file_unwritable;
    case SQLITE_READONLY:
      return Code::file_unwritable;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return Code::file_unreadable;
    default:
      return Code::file_unwritable;
  }
}

}  // namespace

tl::unexpected<Problem> corrupt(const std::string& path, std::string place) {
  return problem(Code::book_corrupt, {{"path", path}, {"place", std::move(place)}});
}

Statement::Statement(const Connection* connection, sqlite3_stmt* statement)
    : connection_(connection), statement_(statement) {}

Statement& Statement::bind(int index, std::uint64_t value) {
  auto bound = static_cast<sqlite3_int64>(value);
  TENBIN_CHECK(bound >= 0);
  TENBIN_CHECK(sqlite3_bind_int64(statement_.get(), index, bound) == SQLITE_OK);
  return *this;
}

Statement& Statement::bind_text(int index, std::string_view text) {
  TENBIN_CHECK(sqlite3_bind_text64(statement_.get(), index, text.data(), text.size(), SQLITE_STATIC,
                                   SQLITE_UTF8) == SQLITE_OK);
  return *this;
}

Statement& Statement::bind_bytes(int index, std::string_view bytes) {
  // A null pointer would be NULL; an empty text is an empty blob.
  const char* data = bytes.empty() ? "" : bytes.data();
  TENBIN_CHECK(sqlite3_bind_blob64(statement_.get(), index, data, bytes.size(), SQLITE_STATIC) ==
               SQLITE_OK);
  return *this;
}

Result<bool> Statement::step() {
  int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return connection_->failure(code);
}

Result<void> Statement::run() {
  Using self(*this);
  for (;;) {
    Result<bool> row = step();
    if (!row) return tl::make_unexpected(std::move(row.error()));
    if (!*row) return {};
  }
}

void Statement::reset() {
  sqlite3_reset(statement_.get());
}

std::uint64_t Statement::number(int column) const {
  return static_cast<std::uint64_t>(sqlite3_column_int64(statement_.get(), column));
}

std::string_view Statement::bytes(int column) const {
  const void* data = sqlite3_column_blob(statement_.get(), column);
  int size = sqlite3_column_bytes(statement_.get(), column);
  if (data == nullptr) return {};
  return {static_cast<const char*>(data), static_cast<std::size_t>(size)};
}

Result<std::unique_ptr<Connection>> Connection::open(const std::string& name,
                                                     const std::string& path, int flags,
                                                     const std::string& vfs) {
  std::unique_ptr<Connection> connection(new Connection(path));
  sqlite3* handle = nullptr;
  flags |= SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  int code = sqlite3_open_v2(name.c_str(), &handle, flags, vfs.c_str());
  TENBIN_CHECK(handle != nullptr);  // only without memory
  connection->handle_.reset(handle);
  if (code != SQLITE_OK) return connection->failure(code);
  return connection;
}

Result<void> Connection::run(const char* sql) const {
  int code = sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return failure(code);
  return {};
}

Result<Statement> Connection::prepare(std::string_view sql) const {
  sqlite3_stmt* made = nullptr;
  int code = sqlite3_prepare_v3(handle(), sql.data(), static_cast<int>(sql.size()),
                                SQLITE_PREPARE_PERSISTENT, &made, nullptr);
  if (code != SQLITE_OK) return failure(code);
  return Statement(this, made);
}

Result<std::uint64_t> Connection::number(const char* sql) const {
  Result<Statement> statement = prepare(sql);
  if (!statement) return tl::make_unexpected(std::move(statement.error()));
  Result<bool> row = statement->step();
  if (!row) return tl::make_unexpected(std::move(row.error()));
  TENBIN_CHECK(*row);
  return statement->number(0);
}

tl::unexpected<Problem> Connection::failure(int code) const {
  TENBIN_CHECK((code & 0xFF) != SQLITE_NOMEM && (code & 0xFF) != SQLITE_MISUSE);
  Code ours = code_of(code);
  if (ours == Code::book_corrupt) {
    if (code == SQLITE_IOERR_DATA)
      return corrupt(path_, "page " + std::to_string(damaged_page(handle())));
    return corrupt(path_, (code & 0xFF) == SQLITE_NOTADB ? "header" : "structure");
  }
  if (ours == Code::book_busy)
    return problem(ours, {{"path", path_}, {"who", ""}, {"pid", ""}, {"since", ""}});
  return problem(ours, {{"path", path_}});
}

}  // namespace tenbin::store
