#pragma once
// SQLite as the book uses it: a connection, prepared statements, and its result codes as Problems.
// Its texts are never looked at.
#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/problem.hpp"

namespace tenbin::store {

// Problems name the book by `path`. `place` says what of it is meant, such as "page 12".
tl::unexpected<Problem> corrupt(const std::string& path, std::string place);

class Connection;

// Kept for the life of its connection and used again and again.
class Statement {
 public:
  Statement() = default;

  Statement& bind(int index, std::uint64_t value);
  // The bytes are not copied: they must stay until the statement is reset.
  Statement& bind_text(int index, std::string_view text);
  Statement& bind_bytes(int index, std::string_view bytes);

  // True: a row is there.
  Result<bool> step();
  // To the end, for statements whose rows do not matter, and then reset.
  Result<void> run();
  // Ends the reading, and with it the transaction it is in.
  void reset();

  std::uint64_t number(int column) const;
  // Valid until the next step or reset.
  std::string_view bytes(int column) const;

 private:
  friend class Connection;
  Statement(const Connection* connection, sqlite3_stmt* statement);
  const Connection* connection_ = nullptr;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

// Resets a statement at the end of a scope.
class Using {
 public:
  explicit Using(Statement& statement) : statement_(statement) {}
  ~Using() { statement_.reset(); }
  Using(const Using&) = delete;
  Using& operator=(const Using&) = delete;
  Statement* operator->() { return &statement_; }

 private:
  Statement& statement_;
};

// Does not move, since its statements point to it.
class Connection {
 public:
  // `name` is what SQLite opens (a path, or a URI with SQLITE_OPEN_URI in `flags`), `path` what
  // problems call it.
  static Result<std::unique_ptr<Connection>> open(const std::string& name, const std::string& path,
                                                  int flags, const std::string& vfs);
  Result<void> run(const char* sql) const;
  Result<Statement> prepare(std::string_view sql) const;
  // The one value of a statement, such as a PRAGMA.
  Result<std::uint64_t> number(const char* sql) const;

  // The problem of a result code of a call on this connection.
  tl::unexpected<Problem> failure(int code) const;
  sqlite3* handle() const { return handle_.get(); }
  const std::string& path() const { return path_; }

 private:
  explicit Connection(std::string path) : path_(std::move(path)) {}
  std::string path_;
  struct Close {
    void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
  };
  std::unique_ptr<sqlite3, Close> handle_;
};

}  // namespace tenbin::store
