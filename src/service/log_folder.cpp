#include "service/log_folder.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace tenbin {
namespace {

namespace fs = std::filesystem;

class FolderOnDisk final : public LogFolder {
 public:
  explicit FolderOnDisk(fs::path path) : path_(std::move(path)) {}

  Result<std::optional<std::string>> read(const std::string& path) override {
    const fs::path file = path_ / path;
    std::error_code error;
    if (!fs::exists(file, error) && !error) return std::nullopt;
    std::ifstream stream(file, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    if (!stream || stream.bad()) return failed(Code::file_unreadable, file);
    return bytes;
  }

  Result<void> write(const std::string& path, std::string_view bytes) override {
    const fs::path file = path_ / path;
    int opened = open_new(file);
    if (opened < 0 && errno == ENOENT) {
      std::error_code error;
      fs::create_directories(file.parent_path(), error);
      if (error) return failed(Code::file_unwritable, file);
      opened = open_new(file);
    }
    if (opened < 0) return failed(Code::file_unwritable, file);
    while (!bytes.empty()) {
      const ssize_t written = ::write(opened, bytes.data(), bytes.size());
      if (written < 0) {
        const Code code = errno == ENOSPC ? Code::disk_full : Code::file_unwritable;
        ::close(opened);
        return failed(code, file);
      }
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::close(opened) != 0) return failed(Code::file_unwritable, file);
    return {};
  }

  Result<void> rename(const std::string& from, const std::string& to) override {
    std::error_code error;
    fs::rename(path_ / from, path_ / to, error);
    if (error) return failed(Code::file_unwritable, path_ / to);
    return {};
  }

  Result<void> remove_folder(const std::string& path) override {
    std::error_code error;
    fs::remove_all(path_ / path, error);
    if (error) return failed(Code::file_unwritable, path_ / path);
    return {};
  }

  // One wait for thousands of tiles instead of one each.
  Result<void> sync() override {
    const int opened = ::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (opened < 0) return failed(Code::file_unwritable, path_);
    const bool bad = ::syncfs(opened) != 0;
    ::close(opened);
    if (bad) return failed(Code::file_unwritable, path_);
    return {};
  }

 private:
  static int open_new(const fs::path& file) {
    return ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  }
  static tl::unexpected<Problem> failed(Code code, const fs::path& path) {
    return problem(code, {{"path", path.string()}});
  }

  fs::path path_;
};

}  // namespace

Result<std::unique_ptr<LogFolder>> open_log_folder(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error || !fs::is_directory(path, error))
    return problem(Code::file_unwritable, {{"path", path}});
  return std::make_unique<FolderOnDisk>(path);
}

Result<void> replace_file(LogFolder& folder, const std::string& path, std::string_view bytes) {
  TENBIN_TRY(folder.write(path + ".new", bytes));
  TENBIN_TRY(folder.sync());
  TENBIN_TRY(folder.rename(path + ".new", path));
  return folder.sync();
}

}  // namespace tenbin
