// depends: tlog base
// tlog-proofs: what is parsed is what its form gives back, byte for byte, and no stranger's text is
// proven.
#include <cstddef>
#include <cstdint>

#include "base/check.hpp"
#include "tlog/log_proof.hpp"

using namespace tenbin;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto proof = tlog::parse_log_proof(text)) {
    TENBIN_CHECK(tlog::format_log_proof(*proof) == text);
    const tlog::Policy policy = tlog::policy_of({"mill.example/log", {}});
    TENBIN_CHECK(!tlog::verify_log_proof(*proof, tlog::Hash{}, policy));
  }
  return 0;
}
