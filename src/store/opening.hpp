#pragma once
// Opening and making the file of a book.
#include <memory>
#include <string>

#include "store/book.hpp"
#include "store/sqlite.hpp"

namespace tenbin::store {

// Whether a file is there, as the VFS sees it.
bool exists(const std::string& path, const std::string& vfs);

// Takes away a side file of the book for good, if it is there.
Result<void> remove_file(const Connection& connection, const char* ending);

// A new book at `path`, where there must be nothing, or what a crash left of an earlier try.
Result<std::unique_ptr<Connection>> create_file(const std::string& path, const Meta& meta,
                                                const std::string& vfs);
// An existing one, known to be a book of our version with exactly our tables.
Result<std::unique_ptr<Connection>> open_file(const std::string& path, bool to_write,
                                              const std::string& vfs);

}  // namespace tenbin::store
