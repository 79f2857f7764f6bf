// Backups: a copy beside the wanted name, read back and checked, then given the name in one step.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <string>

#include "store/book_state.hpp"
#include "store/checksum_vfs.hpp"

namespace tenbin::store {
namespace {

tl::unexpected<Problem> cannot_write(const std::string& file) {
  bool full = errno == ENOSPC || errno == EDQUOT;
  return problem(full ? Code::disk_full : Code::file_unwritable, {{"path", file}});
}

// Takes the unfinished copy away, however it ends.
class PartFile {
 public:
  explicit PartFile(const std::string& file) : name_(file + "-part-" + std::to_string(getpid())) {
    remove();
  }
  ~PartFile() { remove(); }
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;
  const std::string& name() const { return name_; }

 private:
  void remove() const { unlink(name_.c_str()); }
  std::string name_;
};

Result<void> sync(const std::string& name, int flags) {
  int file = ::open(name.c_str(), O_RDONLY | O_CLOEXEC | flags);
  if (file < 0) return cannot_write(name);
  bool done = fsync(file) == 0;
  ::close(file);
  if (!done) return cannot_write(name);
  return {};
}

// In one read transaction, so that it is one state of the book.
Result<void> copy(const Connection& from, const std::string& to) {
  auto target =
      Connection::open(to, to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, checksum_vfs({}));
  if (!target) return tl::make_unexpected(std::move(target.error()));
  TENBIN_TRY((*target)->run("PRAGMA synchronous = OFF"));
  sqlite3_backup* backup = sqlite3_backup_init((*target)->handle(), "main", from.handle(), "main");
  if (backup == nullptr) return (*target)->failure(sqlite3_extended_errcode((*target)->handle()));
  int code = sqlite3_backup_step(backup, -1);
  sqlite3_backup_finish(backup);
  if (code == SQLITE_DONE) return {};
  // Damage is in what was read; anything else befell the copy.
  return code == SQLITE_IOERR_DATA || damaged_page(from.handle()) != 0 ? from.failure(code)
                                                                       : (*target)->failure(code);
}

Result<void> give_name(const std::string& part, const std::string& file) {
  if (renameat2(AT_FDCWD, part.c_str(), AT_FDCWD, file.c_str(), RENAME_NOREPLACE) == 0) return {};
  // A file system without that: a second name, then the first goes with the PartFile.
  if (errno == EINVAL && link(part.c_str(), file.c_str()) == 0) return {};
  if (errno == EEXIST) return problem(Code::file_exists, {{"path", file}});
  return cannot_write(file);
}

}  // namespace

Result<void> Book::backup_to(const std::string& file) const {
  const std::string full = std::filesystem::absolute(file).string();
  if (std::filesystem::exists(full)) return problem(Code::file_exists, {{"path", file}});
  PartFile part(full);
  TENBIN_TRY(copy(*state_->connection, part.name()));
  {
    Result<Book> copied = open_to_read(part.name());
    if (!copied) return tl::make_unexpected(std::move(copied.error()));
    TENBIN_TRY(copied->check_pages());
  }
  TENBIN_TRY(sync(part.name(), 0));
  TENBIN_TRY(give_name(part.name(), full));
  return sync(std::filesystem::path(full).parent_path().string(), O_DIRECTORY);
}

}  // namespace tenbin::store
