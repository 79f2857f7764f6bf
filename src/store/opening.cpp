#include "store/opening.hpp"

#include <algorithm>
#include <filesystem>

#include "store/checksum_vfs.hpp"
#include "store/schema.hpp"

namespace tenbin::store {
namespace {

namespace fs = std::filesystem;

// Absolute, so that SQLite takes no path for one of its special names (":memory:").
std::string full_name(const std::string& path, const std::string& base_vfs) {
  return base_vfs.empty() ? fs::absolute(path).string() : path;
}

Result<void> settle(const Connection& connection) {
  sqlite3_busy_timeout(connection.handle(), 10'000);  // locks of SQLite's own are short
  int off = 0;
  sqlite3_db_config(connection.handle(), SQLITE_DBCONFIG_DEFENSIVE, 1, &off);
  sqlite3_db_config(connection.handle(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, &off);
  // Zeroing deleted pages, a default of Debian's, would write every old snapshot once more.
  return connection.run(
      "PRAGMA secure_delete = OFF; PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY");
}

// A WAL that a long reader let grow is cut back to 64 MiB once it is free.
Result<void> settle_writer(const Connection& connection) {
  return connection.run(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 1024;"
      "PRAGMA journal_size_limit = 67108864");
}

Result<bool> is_empty(const Connection& connection) {
  Result<std::uint64_t> items = connection.number("SELECT count(*) FROM sqlite_schema");
  if (!items) return tl::make_unexpected(std::move(items.error()));
  return *items == 0;
}

Result<void> check_schema(const Connection& connection, std::uint64_t version) {
  Result<Statement> read =
      connection.prepare("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL");
  if (!read) return tl::make_unexpected(std::move(read.error()));
  std::size_t known = 0;
  for (;;) {
    Result<bool> row = read->step();
    if (!row) return tl::make_unexpected(std::move(row.error()));
    if (!*row) break;
    auto same = [&](const SchemaItem& item) {
      return item.since <= version && item.name == read->bytes(0) && item.sql == read->bytes(1);
    };
    if (!same(schema_last) && std::none_of(schema.begin(), schema.end(), same))
      return corrupt(connection.path(), "tables");
    ++known;
  }
  const auto wanted = std::count_if(schema.begin(), schema.end(),
                                    [&](const SchemaItem& item) { return item.since <= version; });
  if (known != static_cast<std::size_t>(wanted) + 1) return corrupt(connection.path(), "tables");
  return {};
}

// Answers the book's version.
Result<std::uint64_t> check_kind(const Connection& connection) {
  Result<std::uint64_t> id = connection.number("PRAGMA application_id");
  if (!id) return tl::make_unexpected(std::move(id.error()));
  if (*id != application_id) {
    Result<bool> empty = is_empty(connection);
    if (!empty) return tl::make_unexpected(std::move(empty.error()));
    if (*empty) return problem(Code::book_missing, {{"path", connection.path()}});
    return corrupt(connection.path(), "header");
  }
  Result<std::uint64_t> version = connection.number("PRAGMA user_version");
  if (!version) return tl::make_unexpected(std::move(version.error()));
  if (*version > book_version) {
    return problem(Code::book_newer,
                   {{"path", connection.path()}, {"version", std::to_string(*version)}});
  }
  TENBIN_TRY(check_schema(connection, *version));
  return *version;
}

// What later versions brought, in one transaction.
Result<void> bring_up_to_date(const Connection& connection, std::uint64_t version) {
  if (version == book_version) return {};
  std::string all = "BEGIN IMMEDIATE; ";
  for (const SchemaItem& item : schema) {
    if (item.since > version) all.append(item.sql).append("; ");
  }
  all += "PRAGMA user_version = " + std::to_string(book_version) + "; COMMIT";
  return connection.run(all.c_str());
}

Result<void> fill(const Connection& connection, const Meta& meta) {
  for (const SchemaItem& item : schema) TENBIN_TRY(connection.run(std::string(item.sql).c_str()));
  Result<Statement> put = connection.prepare("INSERT INTO meta (name, value) VALUES (?1, ?2)");
  if (!put) return tl::make_unexpected(std::move(put.error()));
  for (const auto& [name, value] : meta)
    TENBIN_TRY(put->bind_text(1, name).bind_text(2, value).run());
  TENBIN_TRY(connection.run(std::string(schema_last.sql).c_str()));
  std::string numbers = "PRAGMA application_id = " + std::to_string(application_id) +
                        "; PRAGMA user_version = " + std::to_string(book_version);
  return connection.run(numbers.c_str());
}

Result<void> must_be_empty(const Connection& connection) {
  Result<bool> empty = is_empty(connection);
  if (!empty) return tl::make_unexpected(std::move(empty.error()));
  if (!*empty) return problem(Code::book_exists, {{"path", connection.path()}});
  return {};
}

// With synchronous = EXTRA the folder is synced too once the journal of the first page is gone. The
// WAL comes before the tables, so that after the COMMIT nothing is left that could fail.
Result<void> make(const Connection& connection, const Meta& meta) {
  TENBIN_TRY(must_be_empty(connection));  // of someone else's file not even the mode is changed
  int reserved = checksum_size;
  sqlite3_file_control(connection.handle(), "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved);
  std::string form = "PRAGMA page_size = " + std::to_string(page_size) +
                     "; PRAGMA encoding = 'UTF-8'; PRAGMA synchronous = EXTRA";
  TENBIN_TRY(connection.run(form.c_str()));
  TENBIN_TRY(settle_writer(connection));
  TENBIN_TRY(connection.run("BEGIN IMMEDIATE"));
  TENBIN_TRY(must_be_empty(connection));
  TENBIN_TRY(fill(connection, meta));
  return connection.run("COMMIT");
}

std::string immutable_uri(const std::string& name) {
  std::string uri = "file:";
  constexpr std::string_view hex = "0123456789ABCDEF";
  for (char c : name) {
    auto byte = static_cast<unsigned char>(c);
    (uri += '%') += hex[byte >> 4];
    uri += hex[byte & 15];
  }
  return uri + "?immutable=1";
}

Result<std::unique_ptr<Connection>> connect(const std::string& path, bool to_write,
                                            const std::string& base_vfs) {
  auto made = Connection::open(full_name(path, base_vfs), path, SQLITE_OPEN_READWRITE,
                               checksum_vfs(base_vfs));
  if (!made) return made;
  TENBIN_TRY(settle(**made));
  const auto version = check_kind(**made);
  if (!version) return tl::make_unexpected(version.error());
  if (!to_write) {
    TENBIN_TRY((*made)->run("PRAGMA query_only = ON"));
    return made;
  }
  TENBIN_TRY(settle_writer(**made));
  TENBIN_TRY(bring_up_to_date(**made, *version));
  return made;
}

}  // namespace

bool exists(const std::string& path, const std::string& base_vfs) {
  sqlite3_vfs* vfs = sqlite3_vfs_find(checksum_vfs(base_vfs).c_str());
  int answer = 0;
  vfs->xAccess(vfs, full_name(path, base_vfs).c_str(), SQLITE_ACCESS_EXISTS, &answer);
  return answer != 0;
}

Result<void> remove_file(const Connection& connection, const char* ending) {
  sqlite3_vfs* vfs = nullptr;
  sqlite3_file_control(connection.handle(), "main", SQLITE_FCNTL_VFS_POINTER, &vfs);
  const std::string name = sqlite3_db_filename(connection.handle(), "main") + std::string(ending);
  int code = vfs->xDelete(vfs, name.c_str(), 1);
  if (code != SQLITE_OK && code != SQLITE_IOERR_DELETE_NOENT) return connection.failure(code);
  return {};
}

Result<std::unique_ptr<Connection>> create_file(const std::string& path, const Meta& meta,
                                                const std::string& base_vfs) {
  auto made = Connection::open(full_name(path, base_vfs), path,
                               SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, checksum_vfs(base_vfs));
  if (!made) return made;
  TENBIN_TRY(settle(**made));
  if (auto done = make(**made, meta); !done) {
    // Whatever else stands there is not ours to write into.
    if (done.error().code == Code::book_corrupt)
      return problem(Code::book_exists, {{"path", path}});
    return tl::make_unexpected(std::move(done.error()));
  }
  return made;
}

Result<std::unique_ptr<Connection>> open_file(const std::string& path, bool to_write,
                                              const std::string& base_vfs) {
  if (!exists(path, base_vfs)) return problem(Code::book_missing, {{"path", path}});
  auto made = connect(path, to_write, base_vfs);
  if (made || to_write || !base_vfs.empty()) return made;
  Code code = made.error().code;
  bool cannot = code == Code::file_unreadable || code == Code::file_unwritable;
  if (!cannot || exists(path + "-wal", base_vfs)) return made;
  // A book in a folder that we may not write to: without a WAL nothing can be in the making.
  made = Connection::open(immutable_uri(full_name(path, base_vfs)), path,
                          SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, checksum_vfs(base_vfs));
  if (!made) return made;
  TENBIN_TRY(settle(**made));
  TENBIN_TRY(check_kind(**made));
  return made;
}

}  // namespace tenbin::store
