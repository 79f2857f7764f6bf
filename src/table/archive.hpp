#pragma once
// A zip archive in memory, read part by part under limits (libzip). Nothing is ever unpacked whole
// or to disk.
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "table/table.hpp"

struct zip;
struct zip_file;

namespace tenbin::table {

class Part {
 public:
  Part(zip_file* file, std::string name, std::uint64_t packed, const Limits& limits);
  ~Part();
  Part(Part&&) noexcept;
  Part& operator=(Part&&) = delete;
  // Up to `size` bytes; 0 at the end. Stops a part that unpacks to more than the limits allow.
  Result<std::size_t> read(char* out, std::size_t size);
  const std::string& name() const { return name_; }

 private:
  zip_file* file_;
  std::string name_;
  std::uint64_t packed_;
  std::uint64_t unpacked_ = 0;
  Limits limits_;
};

class Archive {
 public:
  // Refers to `bytes`, which outlive it.
  static Result<Archive> open(std::string_view bytes, const Limits& limits);
  bool has(const std::string& name) const;
  Result<Part> part(const std::string& name) const;

 private:
  struct Close {
    void operator()(zip* archive) const;
  };
  Archive(zip* archive, const Limits& limits) : archive_(archive), limits_(limits) {}
  std::unique_ptr<zip, Close> archive_;
  Limits limits_;
};

// The problem of a file that is not what it should be: which part of it, and what is wrong.
tl::unexpected<Problem> malformed(std::string_view part, std::string_view what);
// … that is larger than allowed: what, and the limit.
tl::unexpected<Problem> too_large(std::string_view what, std::uint64_t limit);

}  // namespace tenbin::table
