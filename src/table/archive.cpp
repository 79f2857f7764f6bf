#include "table/archive.hpp"

#include <zip.h>

#include <utility>

namespace tenbin::table {
namespace {

constexpr std::uint64_t ratio_looked_at_from = 16'000'000;
constexpr zip_int64_t max_parts = 10'000;

}  // namespace

tl::unexpected<Problem> malformed(std::string_view part, std::string_view what) {
  return problem(Code::table_malformed, {{"part", std::string(part)}, {"what", std::string(what)}});
}

tl::unexpected<Problem> too_large(std::string_view what, std::uint64_t limit) {
  return problem(Code::import_too_large,
                 {{"what", std::string(what)}, {"limit", std::to_string(limit)}});
}

Part::Part(zip_file* file, std::string name, std::uint64_t packed, const Limits& limits)
    : file_(file), name_(std::move(name)), packed_(packed), limits_(limits) {}

Part::Part(Part&& other) noexcept
    : file_(std::exchange(other.file_, nullptr)),
      name_(std::move(other.name_)),
      packed_(other.packed_),
      unpacked_(other.unpacked_),
      limits_(other.limits_) {}

Part::~Part() {
  if (file_ != nullptr) zip_fclose(file_);
}

Result<std::size_t> Part::read(char* out, std::size_t size) {
  const zip_int64_t got = zip_fread(file_, out, size);
  if (got < 0) return malformed(name_, "cannot be unpacked");
  unpacked_ += static_cast<std::uint64_t>(got);
  if (unpacked_ > limits_.part_bytes) return too_large("unpacked_bytes", limits_.part_bytes);
  if (unpacked_ > ratio_looked_at_from && unpacked_ / (packed_ + 1) > limits_.unpack_ratio)
    return too_large("unpack_ratio", limits_.unpack_ratio);
  return static_cast<std::size_t>(got);
}

void Archive::Close::operator()(zip* archive) const {
  zip_discard(archive);
}

Result<Archive> Archive::open(std::string_view bytes, const Limits& limits) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip* archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  if (archive == nullptr && source != nullptr) zip_source_free(source);
  zip_error_fini(&error);
  if (archive == nullptr) return malformed("zip", "not a readable archive");
  Archive result(archive, limits);
  if (zip_get_num_entries(archive, 0) > max_parts)
    return too_large("parts", static_cast<std::uint64_t>(max_parts));
  return result;
}

bool Archive::has(const std::string& name) const {
  return zip_name_locate(archive_.get(), name.c_str(), ZIP_FL_NOCASE) >= 0;
}

Result<Part> Archive::part(const std::string& name) const {
  const zip_int64_t index = zip_name_locate(archive_.get(), name.c_str(), ZIP_FL_NOCASE);
  if (index < 0) return malformed(name, "missing");
  const auto place = static_cast<zip_uint64_t>(index);
  zip_stat_t stat;
  if (zip_stat_index(archive_.get(), place, 0, &stat) != 0 ||
      (stat.valid & ZIP_STAT_COMP_SIZE) == 0)
    return malformed(name, "cannot be read");
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
    return problem(Code::table_encrypted);
  zip_file* file = zip_fopen_index(archive_.get(), place, 0);
  if (file == nullptr) return malformed(name, "cannot be read");
  return Part(file, name, stat.comp_size, limits_);
}

}  // namespace tenbin::table
