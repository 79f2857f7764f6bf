#include "service/disk.hpp"

#include <filesystem>

namespace tenbin {

std::optional<DiskSpace> disk_space_of(const std::string& path) {
  std::error_code failed;
  const auto folder = std::filesystem::absolute(path, failed).parent_path();
  if (failed) return std::nullopt;
  const auto space = std::filesystem::space(folder, failed);
  if (failed || space.capacity == 0) return std::nullopt;
  return DiskSpace{space.available, space.capacity};
}

}  // namespace tenbin
