#pragma once
// The room on the disk of a file, for who looks after it.
#include <cstdint>
#include <optional>
#include <string>

namespace tenbin {

struct DiskSpace {
  std::uint64_t available = 0;  // bytes
  std::uint64_t capacity = 0;   // never 0
};

// Of the disk that holds the folder of `path`; nothing where the system does not say.
std::optional<DiskSpace> disk_space_of(const std::string& path);

}  // namespace tenbin
