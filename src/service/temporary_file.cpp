#include "service/temporary_file.hpp"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>

namespace tenbin {

Result<TemporaryFile> TemporaryFile::make(std::string_view name) {
  std::error_code unknown;
  const std::filesystem::path folder = std::filesystem::temp_directory_path(unknown);
  std::string path = (folder / ("tenbin-" + std::string(name) + "-XXXXXX")).string();
  const int file = ::mkstemp(path.data());
  if (file < 0) return problem(Code::file_unwritable, {{"path", path}});
  ::close(file);
  return TemporaryFile(std::move(path));
}

TemporaryFile::TemporaryFile(TemporaryFile&& other) noexcept : path_(std::move(other.path_)) {
  other.path_.clear();
}

TemporaryFile::~TemporaryFile() {
  if (!path_.empty()) ::unlink(path_.c_str());
}

}  // namespace tenbin
