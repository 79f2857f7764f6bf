// depends: tlog base
// Policies: whatever is read can be asked, and without cosignatures only `quorum none` is
// satisfied.
#include <cstddef>
#include <cstdint>

#include "base/check.hpp"
#include "tlog/policy.hpp"

using namespace tenbin;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto policy = tlog::parse_policy({reinterpret_cast<const char*>(data), size});
  if (!policy) return 0;
  TENBIN_CHECK(tlog::quorum_satisfied(*policy, {}) == policy->quorum.empty());
  std::vector<tlog::Cosignature> all;
  for (const auto& witness : policy->witnesses) all.push_back({witness.key, 1});
  TENBIN_CHECK(tlog::quorum_satisfied(*policy, all));
  return 0;
}
