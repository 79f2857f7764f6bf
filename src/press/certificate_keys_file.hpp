#pragma once
// The secrets of the keys that sign certificates, beside the book: BOOK.certificate-keys, mode 600,
// one line a key in the form of a key file, for those that `tenbin key rotate` made. The first key
// of a book is made of the book's own and stands in no file. Retired ones stay: with them a
// certificate is printed again with the bytes that it once had.
#include <string>

#include "service/certificate_keys.hpp"

namespace tenbin::press {

std::string certificate_keys_path_of(const std::string& book);

// key.invalid {path}.
Result<Keyring> read_keyring(const std::string& book, const tlog::KeyPair& log_key);
// The key that signs now. key.missing {path} when its secret is not here.
Result<tlog::KeyPair> signing_key(const std::string& book, const Ledger& ledger,
                                  const Keyring& keyring);
// A line more, on disk.
Result<void> keep_key(const std::string& book, const tlog::KeyPair& key);

}  // namespace tenbin::press
