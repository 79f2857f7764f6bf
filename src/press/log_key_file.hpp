#pragma once
// The key that signs the log of a book, in the form of a key file: BOOK.key, or where its owner
// keeps it.
#include <string>

#include "store/book.hpp"
#include "tlog/key.hpp"

namespace tenbin::press {

// Beside the book.
std::string log_key_path_of(const std::string& book);

// key.missing {path}, key.invalid, file.unreadable.
Result<tlog::KeyPair> read_key(const std::string& path);
// The same, and it is the key of this book; else key.invalid {path, problem}.
Result<tlog::KeyPair> read_log_key(const std::string& path, const store::Book& book);

}  // namespace tenbin::press
