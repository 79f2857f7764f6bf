#include "pack/zip.hpp"

#include <zip.h>

#include <algorithm>
#include <memory>
#include <set>

#include "base/check.hpp"

namespace tenbin::pack {
namespace {

constexpr zip_uint16_t dos_date = (0 << 9) | (1 << 5) | 1;  // 1980-01-01
constexpr std::size_t piece = std::size_t{64} << 10;

struct Discard {
  void operator()(zip* archive) const { zip_discard(archive); }
  void operator()(zip_file* file) const { zip_fclose(file); }
  void operator()(zip_source* source) const { zip_source_free(source); }
};
using Archive = std::unique_ptr<zip, Discard>;
using Opened = std::unique_ptr<zip_file, Discard>;
using Source = std::unique_ptr<zip_source, Discard>;

tl::unexpected<Problem> malformed(std::string_view part, std::string_view what) {
  return problem(Code::pack_malformed, {{"part", std::string(part)}, {"what", std::string(what)}});
}

tl::unexpected<Problem> too_large(std::string_view what, std::uint64_t limit) {
  return problem(Code::pack_too_large,
                 {{"what", std::string(what)}, {"limit", std::to_string(limit)}});
}

tl::unexpected<Problem> no_memory() {
  return problem(Code::file_unwritable, {{"path", "zip"}});
}

bool valid_name(std::string_view name) {
  if (name.empty() || name.size() > 500 || name.front() == '/' || name.back() == '/') return false;
  if (name.find('\\') != std::string_view::npos || name.find('\0') != std::string_view::npos)
    return false;
  const std::string slashed = "/" + std::string(name) + "/";
  return slashed.find("/../") == std::string::npos && slashed.find("/./") == std::string::npos &&
         slashed.find("//") == std::string::npos;
}

Result<void> add(zip* archive, const File& file) {
  zip_source_t* source = zip_source_buffer(archive, file.bytes.data(), file.bytes.size(), 0);
  if (source == nullptr) return no_memory();
  const zip_int64_t index = zip_file_add(archive, file.name.c_str(), source, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    zip_source_free(source);
    return no_memory();
  }
  const auto place = static_cast<zip_uint64_t>(index);
  if (zip_file_set_dostime(archive, place, 0, dos_date, 0) != 0 ||
      zip_set_file_compression(archive, place, ZIP_CM_DEFLATE, 6) != 0)
    return no_memory();
  return {};
}

Result<std::string> bytes_of(zip_source* source) {
  if (zip_source_open(source) != 0) return no_memory();
  zip_source_seek(source, 0, SEEK_END);
  const zip_int64_t size = zip_source_tell(source);
  zip_source_seek(source, 0, SEEK_SET);
  std::string bytes(static_cast<std::size_t>(std::max<zip_int64_t>(size, 0)), '\0');
  const zip_int64_t got = zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  if (got != size) return no_memory();
  return bytes;
}

class Reader {
 public:
  Reader(zip* archive, const ZipLimits& limits) : archive_(archive), limits_(limits) {}

  Result<std::vector<File>> read() {
    const auto count = static_cast<std::uint64_t>(zip_get_num_entries(archive_, 0));
    if (count > limits_.entries) return too_large("entries", limits_.entries);
    std::vector<File> files;
    for (std::uint64_t index = 0; index < count; ++index) {
      auto file = read_entry(index);
      if (!file) return tl::make_unexpected(file.error());
      files.push_back(std::move(*file));
    }
    return files;
  }

 private:
  Result<File> read_entry(std::uint64_t index) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat_index(archive_, index, 0, &stat) != 0 || stat.name == nullptr ||
        (stat.valid & ZIP_STAT_COMP_SIZE) == 0)
      return malformed("zip", "entry");
    const std::string name(stat.name);
    if (!valid_name(name)) return malformed(name, "name");
    if (!names_.insert(name).second) return malformed(name, "twice");
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
      return malformed(name, "encrypted");
    const Opened opened(zip_fopen_index(archive_, index, 0));
    if (!opened) return malformed(name, "unreadable");
    File file{name, {}};
    char buffer[piece];
    for (;;) {
      const zip_int64_t got = zip_fread(opened.get(), buffer, piece);
      if (got < 0) return malformed(name, "damaged");
      if (got == 0) return file;
      file.bytes.append(buffer, static_cast<std::size_t>(got));
      total_ += static_cast<std::uint64_t>(got);
      if (file.bytes.size() > limits_.file_bytes)
        return too_large("file_bytes", limits_.file_bytes);
      if (total_ > limits_.total_bytes) return too_large("total_bytes", limits_.total_bytes);
      if (file.bytes.size() > limits_.ratio_from &&
          file.bytes.size() / (stat.comp_size + 1) > limits_.ratio)
        return too_large("ratio", limits_.ratio);
    }
  }

  zip* archive_;
  const ZipLimits& limits_;
  std::set<std::string> names_;
  std::uint64_t total_ = 0;
};

}  // namespace

Result<std::string> write_zip(const std::vector<File>& files) {
  zip_error_t error;
  zip_error_init(&error);
  Source source(zip_source_buffer_create(nullptr, 0, 0, &error));
  if (!source) return no_memory();
  zip_source_keep(source.get());  // once for the archive, once for us
  Archive archive(zip_open_from_source(source.get(), ZIP_TRUNCATE, &error));
  if (!archive) {
    zip_source_free(source.get());
    return no_memory();
  }
  for (const File& file : files) {
    TENBIN_CHECK(valid_name(file.name));
    TENBIN_TRY(add(archive.get(), file));
  }
  if (zip_close(archive.get()) != 0) return no_memory();
  static_cast<void>(archive.release());
  return bytes_of(source.get());
}

Result<std::vector<File>> read_zip(std::string_view bytes, const ZipLimits& limits) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source == nullptr) return malformed("zip", "archive");
  const Archive archive(zip_open_from_source(source, ZIP_RDONLY, &error));
  if (!archive) {
    zip_source_free(source);
    zip_error_fini(&error);
    return malformed("zip", "archive");
  }
  return Reader(archive.get(), limits).read();
}

}  // namespace tenbin::pack
