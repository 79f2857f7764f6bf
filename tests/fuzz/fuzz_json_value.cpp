// depends: codec base
// The document model reads exactly what canonicalize reads and writes the same bytes.
#include <cstddef>
#include <cstdint>

#include "base/check.hpp"
#include "codec/json_value.hpp"

using namespace tenbin;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const json::Limits limits{.bytes = 4096, .depth = 8};
  const Result<json::Value> value = json::parse(text, limits);
  const Result<std::string> canonical = json::canonicalize(text, limits);
  TENBIN_CHECK(value.has_value() == canonical.has_value());
  if (!value) {
    TENBIN_CHECK(value.error() == canonical.error());
    return 0;
  }
  TENBIN_CHECK(json::write_canonical(*value) == *canonical);
  TENBIN_CHECK(json::parse(*canonical) == value);
  return 0;
}
