#pragma once
// The office's SQLite file: statements with their values bound by position, rows read by column,
// transactions that roll back unless they are committed. Result codes become Problems that name the
// file; SQLite's own texts are never looked at.
#include <sqlite3.h>

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/encoding.hpp"
#include "base/problem.hpp"

namespace tenbin::office {

// A prepared statement of one use.
class Query {
 public:
  // True: a row is there.
  Result<bool> step();
  std::int64_t number(int column) const;
  std::optional<std::int64_t> number_if(int column) const;  // nothing for NULL
  std::string text(int column) const;                       // empty for NULL

 private:
  friend class Database;
  Query(std::string path, sqlite3_stmt* statement)
      : path_(std::move(path)), statement_(statement) {}
  void bind(int index, std::int64_t value);
  void bind(int index, std::string_view text);  // copied
  void bind(int index, Bytes bytes);            // copied
  template <std::same_as<bool> Truth>           // a pointer to text is no truth
  void bind(int index, Truth value) {
    bind(index, std::int64_t{value ? 1 : 0});
  }
  template <class T>
  void bind(int index, const std::optional<T>& value) {
    if (value) bind(index, *value);  // what is not bound is NULL
  }

  std::string path_;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

class Database {
 public:
  // Opens the file, or makes it with the office's tables and mode 0600; one of an earlier version
  // gets the tables that it has not. office.corrupt for a file
  // of others, office.newer for one of a later version, office.busy, file.…, disk.full.
  static Result<std::unique_ptr<Database>> open(const std::string& path);
  // To look at alone: it must be there (file.missing), and is neither made nor changed, whatever
  // its version. For the rest as open().
  static Result<std::unique_ptr<Database>> open_to_read(const std::string& path);

  template <class... Values>
  Result<Query> query(std::string_view sql, const Values&... values) const {
    Result<Query> made = prepare(sql);
    if (!made) return made;
    int index = 0;
    (made->bind(++index, values), ...);
    return made;
  }

  // To the end; answers how many rows were changed.
  template <class... Values>
  Result<int> run(std::string_view sql, const Values&... values) const {
    Result<Query> made = query(sql, values...);
    if (!made) return tl::make_unexpected(std::move(made.error()));
    return finish(*made);
  }

  std::int64_t last_id() const { return sqlite3_last_insert_rowid(handle_.get()); }

  // As `run`, but without waiting for the disk: after a loss of power the row may be gone, the file
  // is whole. For what is written at every request.
  template <class... Values>
  Result<int> run_unsynced(std::string_view sql, const Values&... values) const {
    TENBIN_TRY(set_synced(false));
    Result<int> done = run(sql, values...);
    TENBIN_TRY(set_synced(true));
    return done;
  }

  tl::unexpected<Problem> failure(int code) const;
  Result<void> execute(const char* sql) const;  // statements without values

 private:
  explicit Database(std::string path) : path_(std::move(path)) {}
  Result<Query> prepare(std::string_view sql) const;
  Result<int> finish(Query& query) const;
  Result<void> set_synced(bool synced) const;
  Result<void> settle();
  Result<std::int64_t> pragma(std::string_view name) const;
  Result<std::int64_t> check_kind() const;  // its version, where it is ours
  Result<void> check_or_make();
  Result<void> migrate(std::int64_t from) const;  // from a version to this program's

  std::string path_;
  struct Close {
    void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
  };
  std::unique_ptr<sqlite3, Close> handle_;
};

// All or nothing: rolled back at the end of the scope unless `commit` was answered without problem.
class Transaction {
 public:
  static Result<Transaction> begin(const Database& database);
  Result<void> commit();
  ~Transaction();
  Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;

 private:
  explicit Transaction(const Database* database) : database_(database) {}
  const Database* database_;
};

}  // namespace tenbin::office
