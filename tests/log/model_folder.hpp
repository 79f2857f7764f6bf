#pragma once
// A folder of a log in memory that fails or crashes at any operation. After a crash each operation
// since the last sync() may be there or not, and each file written since then whole, cut or empty,
// as a generator of numbers says.
#include <map>
#include <random>
#include <vector>

#include "service/log_folder.hpp"

namespace tenbin {

class ModelFolder final : public LogFolder {
 public:
  using Files = std::map<std::string, std::string>;

  ModelFolder() = default;
  // All of it on disk.
  explicit ModelFolder(Files there) : files(there), on_disk_(std::move(there)) {}

  Files files;  // as readers see them
  int operations = 0;
  int fail_at = -1;  // the operation that fails, counted from 0
  bool fail_ever_after = false;

  Result<std::optional<std::string>> read(const std::string& path) override {
    const auto found = files.find(path);
    if (found == files.end()) return std::nullopt;
    return found->second;
  }
  Result<void> write(const std::string& path, std::string_view bytes) override {
    return change({Change::Kind::write, path, std::string(bytes)});
  }
  Result<void> rename(const std::string& from, const std::string& to) override {
    return change({Change::Kind::rename, from, to});
  }
  Result<void> remove_folder(const std::string& path) override {
    return change({Change::Kind::remove, path, {}});
  }
  Result<void> sync() override {
    TENBIN_TRY(count());
    on_disk_ = files;
    since_.clear();
    return {};
  }

  // The machine stops here and starts again.
  void crash(std::mt19937& random) {
    Files after = on_disk_;
    for (Change change : since_) {
      const unsigned luck = static_cast<unsigned>(random()) % 8;
      if (luck == 0) continue;
      if (change.kind == Change::Kind::write && luck == 1) change.to.resize(change.to.size() / 2);
      if (change.kind == Change::Kind::write && luck == 2) change.to.clear();
      apply(after, change);
    }
    files = on_disk_ = after;
    since_.clear();
    fail_at = -1;
    operations = 0;
  }

 private:
  struct Change {
    enum class Kind : std::uint8_t { write, rename, remove };
    Kind kind;
    std::string path;
    std::string to;  // the bytes, or the new name
  };

  static void apply(Files& files, const Change& change) {
    if (change.kind == Change::Kind::write) files[change.path] = change.to;
    if (change.kind == Change::Kind::rename) {
      const auto from = files.find(change.path);
      if (from == files.end()) return;
      files[change.to] = from->second;
      files.erase(from);
    }
    if (change.kind == Change::Kind::remove) {
      const std::string head = change.path + "/";
      std::erase_if(files, [&](const auto& file) { return file.first.starts_with(head); });
    }
  }
  Result<void> change(Change change) {
    TENBIN_TRY(count());
    apply(files, change);
    since_.push_back(std::move(change));
    return {};
  }
  Result<void> count() {
    const int now = operations++;
    const bool fails = fail_at >= 0 && (now == fail_at || (fail_ever_after && now > fail_at));
    if (fails) return problem(Code::disk_full, {{"path", "model"}});
    return {};
  }

  Files on_disk_;
  std::vector<Change> since_;
};

}  // namespace tenbin
