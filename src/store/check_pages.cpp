// Every byte of the book file, read as it is on disk.
#include <array>

#include "store/book_state.hpp"
#include "store/checksum_vfs.hpp"

namespace tenbin::store {
namespace {

sqlite3_file* file_of(const Connection& connection) {
  sqlite3_file* file = nullptr;
  sqlite3_file_control(connection.handle(), "main", SQLITE_FCNTL_FILE_POINTER, &file);
  return file;
}

// Pages that a checkpoint left half written are still whole in the WAL; this writes them again.
// A checkpoint of another process does that too, so busy is fine.
Result<void> bring_wal_home(const Connection& connection) {
  int code = sqlite3_wal_checkpoint_v2(connection.handle(), "main", SQLITE_CHECKPOINT_PASSIVE,
                                       nullptr, nullptr);
  bool fine = code == SQLITE_OK || (code & 0xFF) == SQLITE_BUSY || (code & 0xFF) == SQLITE_READONLY;
  if (!fine) return connection.failure(code);
  return {};
}

// A page may be seen half old and half new while another process writes it; damage stays.
int read_page(sqlite3_file* file, std::uint64_t number) {
  std::array<unsigned char, page_size> page;
  int code = SQLITE_OK;
  for (int tries = 0; tries < 4; ++tries) {
    code = file->pMethods->xRead(file, page.data(), page_size,
                                 static_cast<sqlite3_int64>((number - 1) * page_size));
    if (code != SQLITE_IOERR_DATA) return code;
    sqlite3_sleep(1);
  }
  return code;
}

}  // namespace

Result<void> Book::check_pages(const Progress& progress) const {
  const Connection& connection = *state_->connection;
  Result<std::uint64_t> before = connection.number("PRAGMA page_count");
  if (!before) return tl::make_unexpected(std::move(before.error()));
  TENBIN_TRY(bring_wal_home(connection));
  sqlite3_file* file = file_of(connection);
  sqlite3_int64 size = 0;
  if (int code = file->pMethods->xFileSize(file, &size); code != SQLITE_OK)
    return connection.failure(code);
  std::uint64_t pages = static_cast<std::uint64_t>(size) / page_size;
  for (std::uint64_t number = 1; number <= pages; ++number) {
    if (int code = read_page(file, number); code != SQLITE_OK) return connection.failure(code);
    if (progress && number % 1024 == 0 && !progress(number, pages))
      return problem(Code::interrupted);
  }
  Result<std::uint64_t> after = connection.number("PRAGMA page_count");
  if (!after) return tl::make_unexpected(std::move(after.error()));
  if (size % page_size != 0 || pages > *after) return corrupt(state_->path, "size");
  Result<Statement> integrity = connection.prepare("PRAGMA integrity_check(1)");
  if (!integrity) return tl::make_unexpected(std::move(integrity.error()));
  Result<bool> row = integrity->step();
  if (!row) return tl::make_unexpected(std::move(row.error()));
  if (!*row || integrity->bytes(0) != "ok") return corrupt(state_->path, "structure");
  if (progress && !progress(pages, pages)) return problem(Code::interrupted);
  return {};
}

}  // namespace tenbin::store
