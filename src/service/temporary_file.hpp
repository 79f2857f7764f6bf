#pragma once
// A file of our own in the system's folder for such files, for libraries that write to a path only.
// It goes when this does.
#include <string>
#include <string_view>

#include "base/problem.hpp"

namespace tenbin {

class TemporaryFile {
 public:
  // Empty, readable by us alone; `name` tells whose it is. file.unwritable.
  static Result<TemporaryFile> make(std::string_view name);
  TemporaryFile(TemporaryFile&& other) noexcept;
  TemporaryFile& operator=(TemporaryFile&&) = delete;
  ~TemporaryFile();

  const std::string& path() const { return path_; }

 private:
  explicit TemporaryFile(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

}  // namespace tenbin
