// depends: tlog base
// Notes, checkpoints and frontiers: what is parsed is what its form gives back, byte for byte.
#include <cstddef>
#include <cstdint>

#include "base/check.hpp"
#include "tlog/checkpoint.hpp"

using namespace tenbin;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const Result<tlog::Note> note = tlog::parse_note(text)) {
    TENBIN_CHECK(tlog::format_note(*note) == text);
    const tlog::VerifierKey key{"mill.example/log", {}};
    TENBIN_CHECK(!tlog::verify_note(*note, {&key, 1}));
  }
  if (const auto checkpoint = tlog::parse_checkpoint(text)) {
    TENBIN_CHECK(tlog::format_checkpoint(*checkpoint) == text);
  }
  if (const auto frontier = tlog::Frontier::parse(text)) {
    TENBIN_CHECK(frontier->serialise() == text);
    (void)frontier->root();
  }
  return 0;
}
