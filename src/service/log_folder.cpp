#include "service/log_folder.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "service/files.hpp"

namespace tenbin {
namespace {

namespace fs = std::filesystem;

class FolderOnDisk final : public LogFolder {
 public:
  explicit FolderOnDisk(fs::path path) : path_(std::move(path)) {}

  Result<std::optional<std::string>> read(const std::string& path) override {
    const fs::path file = path_ / path;
    std::error_code error;
    if (!fs::is_regular_file(file, error)) {
      if (!error || error == std::errc::no_such_file_or_directory ||
          error == std::errc::not_a_directory)
        return std::nullopt;
    }
    std::ifstream stream(file, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    if (!stream || stream.bad()) return failed(Code::file_unreadable, file);
    return bytes;
  }

  Result<void> write(const std::string& path, std::string_view bytes) override {
    const std::string file = (path_ / path).string();
    const std::string parent = fs::path(file).parent_path().string();
    auto written = write_unsynced(file, bytes, true);
    std::error_code ignored;
    if (written || fs::exists(parent, ignored)) return written;
    TENBIN_TRY(make_folder(parent));
    return write_unsynced(file, bytes, true);
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
  Result<void> sync() override { return sync_folder(path_.string()); }

 private:
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
