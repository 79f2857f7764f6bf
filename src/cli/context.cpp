#include "cli/context.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <embedded/rulebooks.hpp>

#include "message/message.hpp"
#include "service/log_reading.hpp"

namespace tenbin::cli {

std::string problem_line(const Context& context, const Problem& problem) {
  return fmt::format("✕ {}  {}", code_text(problem.code), sentence_of(context.language, problem));
}

int report(const Context& context, const Problem& problem) {
  const std::string line = problem_line(context, problem) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);  // must not throw: it is the last word
  return code_exit(problem.code);
}

tl::unexpected<Problem> unusable(std::string_view option, const std::string& value,
                                 std::string_view what) {
  return problem(
      Code::usage_invalid,
      {{"field", std::string(option)}, {"value", value}, {"problem", std::string(what)}});
}

std::string say(const Context& context, std::string_view key, const std::vector<Fact>& facts) {
  return message(context.language, "cli." + std::string(key), facts);
}

Result<std::string> read_file(const std::string& path, std::size_t most) {
  const bool standard = path == "-";
  std::FILE* file = standard ? stdin : std::fopen(path.c_str(), "rb");
  if (file == nullptr)
    return problem(errno == ENOENT ? Code::file_missing : Code::file_unreadable, {{"path", path}});
  std::string bytes;
  char block[65536];
  std::size_t got = 0;
  while (bytes.size() <= most && (got = std::fread(block, 1, sizeof block, file)) > 0)
    bytes.append(block, got);
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

std::string key_path_of(const Context& context, const std::string& book) {
  return context.key_path.empty() ? book + ".key" : context.key_path;
}

Result<tlog::KeyPair> read_key(const Context& context, const std::string& book) {
  const std::string path = key_path_of(context, book);
  const auto text = read_file(path);
  if (!text) {
    if (text.error().code == Code::file_missing)
      return problem(Code::key_missing, {{"path", path}});
    return tl::make_unexpected(text.error());
  }
  return tlog::parse_key_file(*text);
}

Result<tlog::KeyPair> read_log_key(const Context& context, const std::string& path,
                                   const store::Book& book) {
  auto key = read_key(context, path);
  if (!key) return key;
  const auto log = log_of(book);
  if (!log) return tl::make_unexpected(log.error());
  if (log->key != key->public_key())
    return problem(Code::key_invalid,
                   {{"path", key_path_of(context, path)}, {"problem", "other_book"}});
  return key;
}

std::string_view built_in_rulebook(std::string_view id) {
  for (const embedded::File& file : embedded::rulebooks()) {
    if (file.path == "rules/" + std::string(id) + ".json") return file.bytes;
  }
  return {};
}

std::vector<std::string> built_in_rulebook_ids() {
  std::vector<std::string> ids;
  for (const embedded::File& file : embedded::rulebooks()) {
    if (file.path.ends_with(".sources.json")) continue;
    std::string_view id = file.path;
    id.remove_prefix(std::string_view("rules/").size());
    id.remove_suffix(std::string_view(".json").size());
    ids.emplace_back(id);
  }
  return ids;
}

Result<Ledger> open_to_write(const Context& context, const std::string& book,
                             std::string_view who) {
  return Ledger::open_to_write(book, context.wait, who, context.outside);
}

}  // namespace tenbin::cli
