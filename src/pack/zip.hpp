#pragma once
// Zip archives whole in memory (libzip): written so that equal files make equal bytes, and read
// under limits, since a pack is a stranger's file.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"

namespace tenbin::pack {

struct File {
  std::string name;  // "journal.jsonl", "evidence/SC-1.pdf"
  std::string bytes;
};

struct ZipLimits {
  std::uint64_t entries = 20'000;
  std::uint64_t file_bytes = std::uint64_t{1} << 30;   // one file, unpacked
  std::uint64_t total_bytes = std::uint64_t{2} << 30;  // all of them
  std::uint64_t ratio = 200;                           // unpacked : packed, beyond ratio_from
  std::uint64_t ratio_from = std::uint64_t{16} << 20;
};

// Every entry dated 1980-01-01, in the order given. Names are relative and twice none.
// file.unwritable when memory is short.
Result<std::string> write_zip(const std::vector<File>& files);

// The files in their order. pack.malformed {part, what}: no archive, damaged, encrypted, a name
// that leaves its folder or stands twice. pack.too_large {what, limit}: stops as soon as it shows,
// before the memory is taken.
Result<std::vector<File>> read_zip(std::string_view bytes, const ZipLimits& limits = {});

}  // namespace tenbin::pack
