// depends: codec base
// Any bytes: refused with a place, or canonical text that comes back as it was and is a fixpoint.
#include <cstddef>
#include <cstdint>

#include "base/check.hpp"
#include "codec/canonical.hpp"
#include "codec/json_locate.hpp"
#include "codec/json_writer.hpp"

using namespace tenbin;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Result<std::string> canonical = json::canonicalize(text);
  if (canonical) {
    TENBIN_CHECK(json::canonicalize(*canonical) == canonical);
    // The slow reader, which only says where the fast one stopped, agrees.
    TENBIN_CHECK(!json::find_error(text, json::max_depth + 1));
  } else {
    const Problem& why = canonical.error();
    TENBIN_CHECK(why.code == Code::input_invalid && why.facts.size() == 2);
    TENBIN_CHECK(!why.facts[0].value.empty());
    // "json" without a line and column: simdjson refused what the slow reader takes.
    TENBIN_CHECK(why.facts[1].value != "json" || why.facts[0].value != "/");
  }
  return 0;
}
