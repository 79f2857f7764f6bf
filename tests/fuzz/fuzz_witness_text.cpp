// depends: tlog base
// The texts of the witness protocol and of tile paths: what is parsed is what its form gives back.
#include <cstddef>
#include <cstdint>

#include "base/check.hpp"
#include "tlog/tiles.hpp"
#include "tlog/witness_text.hpp"

using namespace tenbin;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto request = tlog::parse_add_checkpoint(text))
    TENBIN_CHECK(tlog::format_add_checkpoint(*request) == text);
  if (const auto lines = tlog::parse_signature_lines(text))
    TENBIN_CHECK(tlog::format_signature_lines(*lines) == text);
  if (const auto known = tlog::parse_known_size(text))
    TENBIN_CHECK(tlog::format_known_size(*known) == text);
  if (const auto tile = tlog::parse_tile_path(text)) TENBIN_CHECK(tlog::tile_path(*tile) == text);
  return 0;
}
