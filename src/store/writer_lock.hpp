#pragma once
// One writer a book, across processes: an flock(2) on the side file BOOK-lock, which says who holds
// it
// ("pid\nwho\nsince\n", since in UTC as 2026-04-01T09:30:00Z). The lock goes with the process,
// however it ends, so a file left behind blocks nobody; a writer that ends well takes its file
// away.
#include <chrono>
#include <string>
#include <string_view>

#include "base/problem.hpp"

namespace tenbin::store {

class WriterLock {
 public:
  WriterLock() = default;  // holds nothing
  // Waits at most `wait`, then book.busy {path, who, pid, since}.
  static Result<WriterLock> take(const std::string& path, std::chrono::milliseconds wait,
                                 std::string_view who);
  WriterLock(WriterLock&& other) noexcept;
  WriterLock& operator=(WriterLock&& other) noexcept;
  ~WriterLock();

 private:
  WriterLock(int file, std::string name) : file_(file), name_(std::move(name)) {}
  int file_ = -1;
  std::string name_;
};

}  // namespace tenbin::store
