#pragma once
// The folder of a published log, with the few operations that publishing is made of: each of them
// may fail, or be the last one before a crash (tests/log_publish). Paths are relative to the folder
// and use '/'. Problems: file.unreadable, file.unwritable, disk.full {path}.
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/problem.hpp"

namespace tenbin {

class LogFolder {
 public:
  LogFolder() = default;
  LogFolder(const LogFolder&) = delete;
  LogFolder& operator=(const LogFolder&) = delete;
  virtual ~LogFolder() = default;

  // Nothing when there is no such file.
  virtual Result<std::optional<std::string>> read(const std::string& path) = 0;
  // The whole file, in place of what was there, and the folders above it. Until sync() a crash may
  // leave any part of it.
  virtual Result<void> write(const std::string& path, std::string_view bytes) = 0;
  // In place of what was there. Until sync() a crash may leave it undone.
  virtual Result<void> rename(const std::string& from, const std::string& to) = 0;
  // A folder with the files in it; none is fine too.
  virtual Result<void> remove_folder(const std::string& path) = 0;
  // Everything before is on disk, in whatever happens then.
  virtual Result<void> sync() = 0;
};

// A folder of this machine; made when it is not there.
Result<std::unique_ptr<LogFolder>> open_log_folder(const std::string& path);

// `path` has these bytes or, after a crash, what it had before; never a part. On disk on return.
Result<void> replace_file(LogFolder& folder, const std::string& path, std::string_view bytes);

}  // namespace tenbin
