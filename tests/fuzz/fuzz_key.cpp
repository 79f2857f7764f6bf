// depends: tlog base
// Keys as text: key file, vkey, Multikey, base58.
#include <cstddef>
#include <cstdint>

#include "base/check.hpp"
#include "tlog/base58.hpp"
#include "tlog/key.hpp"
#include "tlog/note.hpp"

using namespace tenbin;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const Result<tlog::KeyPair> key = tlog::parse_key_file(text)) {
    const std::string form = tlog::format_key_file(*key);
    TENBIN_CHECK(form == text || form == std::string(text) + "\n");
  }
  if (const Result<tlog::VerifierKey> key = tlog::parse_vkey(text)) {
    TENBIN_CHECK(tlog::format_vkey(*key) == text);
  }
  if (const Result<tlog::PublicKey> key = tlog::parse_multikey(text)) {
    TENBIN_CHECK(tlog::format_multikey(*key) == text);
  }
  if (const std::optional<std::string> bytes = tlog::from_base58(text)) {
    TENBIN_CHECK(tlog::to_base58(as_bytes(*bytes)) == text);
  }
  if (size < 128) {
    TENBIN_CHECK(tlog::from_base58(tlog::to_base58({data, size})) == std::string(text));
  }
  return 0;
}
