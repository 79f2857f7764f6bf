#include "store/writer_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <ctime>
#include <sstream>
#include <thread>
#include <utility>

namespace tenbin::store {
namespace {

std::string now_text() {
  std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

tl::unexpected<Problem> cannot_write(const std::string& path) {
  return problem(errno == ENOSPC || errno == EDQUOT ? Code::disk_full : Code::file_unwritable,
                 {{"path", path}});
}

// The file we hold may be one that the holder before us has just taken away.
bool is_current(int file, const std::string& name) {
  struct stat held {};
  struct stat named {};
  return fstat(file, &held) == 0 && stat(name.c_str(), &named) == 0 &&
         held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

tl::unexpected<Problem> busy(int file, const std::string& path) {
  std::array<char, 1024> buffer{};
  ssize_t size = pread(file, buffer.data(), buffer.size(), 0);
  std::istringstream text(
      std::string(buffer.data(), size > 0 ? static_cast<std::size_t>(size) : 0));
  std::string pid;
  std::string who;
  std::string since;
  std::getline(text, pid);
  std::getline(text, who);
  std::getline(text, since);
  return problem(Code::book_busy, {{"path", path}, {"who", who}, {"pid", pid}, {"since", since}});
}

// Only for people to read, so a full disk here is no reason to refuse.
void say_who(int file, std::string_view who) {
  std::string text =
      std::to_string(getpid()) + '\n' + std::string(who.substr(0, 400)) + '\n' + now_text() + '\n';
  if (ftruncate(file, 0) != 0 || pwrite(file, text.data(), text.size(), 0) < 0) return;
}

}  // namespace

Result<WriterLock> WriterLock::take(const std::string& path, std::chrono::milliseconds wait,
                                    std::string_view who) {
  const auto deadline = std::chrono::steady_clock::now() + wait;
  const std::string name = path + "-lock";
  for (;;) {
    int file = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (file < 0) return cannot_write(path);
    WriterLock lock(file, {});  // without a name: closed, but not taken away
    if (flock(file, LOCK_EX | LOCK_NB) == 0) {
      if (!is_current(file, name)) continue;
      say_who(file, who);
      lock.name_ = name;
      return lock;
    }
    if (errno != EWOULDBLOCK) return cannot_write(path);
    if (std::chrono::steady_clock::now() >= deadline) return busy(file, path);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

WriterLock::WriterLock(WriterLock&& other) noexcept
    : file_(std::exchange(other.file_, -1)), name_(std::exchange(other.name_, {})) {}

WriterLock& WriterLock::operator=(WriterLock&& other) noexcept {
  std::swap(file_, other.file_);
  std::swap(name_, other.name_);
  return *this;
}

WriterLock::~WriterLock() {
  if (file_ < 0) return;
  if (!name_.empty()) unlink(name_.c_str());
  ::close(file_);
}

}  // namespace tenbin::store
