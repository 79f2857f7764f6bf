#pragma once
// Whole files, read and written.
#include <string>
#include <string_view>

#include "base/problem.hpp"

namespace tenbin {

// The whole file, "-" for standard input. file.missing, file.unreadable; file.too_large above
// `most` bytes, of which no more are read.
Result<std::string> read_file(const std::string& path, std::size_t most = std::size_t{1} << 40);
// Refuses to overwrite unless `overwrite`: file.exists, file.unwritable.
Result<void> write_file(const std::string& path, std::string_view bytes, bool overwrite,
                        unsigned mode = 0644);
// In the place of a file that may be there, for what cannot be made again: on a full disk and after
// a crash one of the two is whole. disk.full, file.unwritable.
Result<void> replace_file(const std::string& path, std::string_view bytes, unsigned mode = 0644);
// write_file in two steps, for many files of one folder: the disk is waited for once, when all are
// written.
Result<void> write_unsynced(const std::string& path, std::string_view bytes, bool overwrite);
Result<void> sync_folder(const std::string& folder);
// Made where it is missing. file.unwritable.
Result<void> make_folder(const std::string& folder);

}  // namespace tenbin
