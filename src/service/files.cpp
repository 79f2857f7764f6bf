#include "service/files.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>

namespace tenbin {

Result<std::string> read_file(const std::string& path, std::size_t most) {
  const bool standard = path == "-";
  std::FILE* file = standard ? stdin : std::fopen(path.c_str(), "rb");
  if (file == nullptr)
    return problem(errno == ENOENT ? Code::file_missing : Code::file_unreadable, {{"path", path}});
  std::string bytes;
  char block[65536];
  while (bytes.size() <= most && std::feof(file) == 0 && std::ferror(file) == 0)
    bytes.append(block, std::fread(block, 1, sizeof block, file));
  const bool failed = std::ferror(file) != 0;
  if (!standard) std::fclose(file);
  if (failed) return problem(Code::file_unreadable, {{"path", path}});
  if (bytes.size() > most)
    return problem(Code::file_too_large,
                   {{"path", path}, {"limit", std::to_string(most >> 20) + " MiB"}});
  return bytes;
}

namespace {

Result<void> write_with(const std::string& path, std::string_view bytes, bool overwrite,
                        unsigned mode, bool synced) {
  const int flags = O_WRONLY | O_CREAT | O_CLOEXEC | (overwrite ? O_TRUNC : O_EXCL);
  const int file = ::open(path.c_str(), flags, mode);
  if (file < 0)
    return problem(errno == EEXIST ? Code::file_exists : Code::file_unwritable, {{"path", path}});
  std::string_view left = bytes;
  while (!left.empty()) {
    const ssize_t written = ::write(file, left.data(), left.size());
    if (written < 0) {
      const bool full = errno == ENOSPC;
      ::close(file);
      return problem(full ? Code::disk_full : Code::file_unwritable, {{"path", path}});
    }
    left.remove_prefix(static_cast<std::size_t>(written));
  }
  const bool failed = synced && ::fsync(file) != 0 && errno != EINVAL && errno != EROFS;
  if (::close(file) != 0 || failed) return problem(Code::file_unwritable, {{"path", path}});
  return {};
}

}  // namespace

Result<void> write_file(const std::string& path, std::string_view bytes, bool overwrite,
                        unsigned mode) {
  if (path != "-") return write_with(path, bytes, overwrite, mode, true);
  std::fwrite(bytes.data(), 1, bytes.size(), stdout);
  return {};
}

Result<void> replace_file(const std::string& path, std::string_view bytes, unsigned mode) {
  const std::string next = path + ".new";
  ::unlink(next.c_str());  // of a crash: it would keep its mode
  TENBIN_TRY(write_file(next, bytes, false, mode));
  if (::rename(next.c_str(), path.c_str()) != 0)
    return problem(Code::file_unwritable, {{"path", path}});
  const auto folder = std::filesystem::path(path).parent_path();
  return sync_folder(folder.empty() ? "." : folder.string());
}

Result<void> write_unsynced(const std::string& path, std::string_view bytes, bool overwrite) {
  return write_with(path, bytes, overwrite, 0644, false);
}

Result<void> sync_folder(const std::string& folder) {
  const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return problem(Code::file_unwritable, {{"path", folder}});
  const bool failed = ::syncfs(opened) != 0;
  ::close(opened);
  if (failed) return problem(Code::file_unwritable, {{"path", folder}});
  return {};
}

Result<void> make_folder(const std::string& folder) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return problem(Code::file_unwritable, {{"path", folder}});
  return {};
}

}  // namespace tenbin
