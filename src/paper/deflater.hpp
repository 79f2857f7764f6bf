#pragma once
// Compression of PDF streams (/FlateDecode). Made once, used for many, by one thread at a time.
#include <memory>
#include <string>
#include <string_view>

struct libdeflate_compressor;

namespace tenbin::paper {

class Deflater {
 public:
  // How hard to try: fast for what is written once, best for what goes into every file.
  enum class Effort { fast, best };
  explicit Deflater(Effort effort);
  // zlib format (RFC 1950); the same bytes for the same input.
  std::string deflate(std::string_view bytes) const;

 private:
  struct Free {
    void operator()(libdeflate_compressor* compressor) const;
  };
  std::unique_ptr<libdeflate_compressor, Free> compressor_;
};

}  // namespace tenbin::paper
