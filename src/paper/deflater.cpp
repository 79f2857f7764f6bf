#include "paper/deflater.hpp"

#include <libdeflate.h>

#include "base/check.hpp"

namespace tenbin::paper {

Deflater::Deflater(Effort effort)
    : compressor_(libdeflate_alloc_compressor(effort == Effort::best ? 12 : 4)) {
  TENBIN_CHECK(compressor_ != nullptr);
}

void Deflater::Free::operator()(libdeflate_compressor* compressor) const {
  libdeflate_free_compressor(compressor);
}

std::string Deflater::deflate(std::string_view bytes) const {
  std::string out(libdeflate_zlib_compress_bound(compressor_.get(), bytes.size()), '\0');
  const std::size_t size = libdeflate_zlib_compress(compressor_.get(), bytes.data(), bytes.size(),
                                                    out.data(), out.size());
  TENBIN_CHECK(size > 0);
  out.resize(size);
  return out;
}

}  // namespace tenbin::paper
