// depends: credential
// A stranger's status list and did.json: what is read as bits packs and unpacks to the same ones.
#include <cstddef>
#include <cstdint>

#include "base/check.hpp"
#include "credential/did.hpp"
#include "credential/status_list.hpp"

using namespace tenbin;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto bits = credential::StatusBits::decode(text))
    TENBIN_CHECK(*credential::StatusBits::decode(bits->encode()) == *bits);
  if (const auto did = credential::read_did(text))
    TENBIN_CHECK(*credential::read_did(credential::did_json(*did)) == *did);
  const auto parsed = json::parse(text);
  if (!parsed) return 0;
  const auto secured = credential::split_proofs(*parsed);
  if (secured) (void)credential::read_status_list(secured->body);
  return 0;
}
