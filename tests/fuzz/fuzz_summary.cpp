// depends: credential
// What a stranger's QR code holds: what is read has one encoding only.
#include <cstddef>
#include <cstdint>

#include "base/check.hpp"
#include "credential/summary.hpp"

using namespace tenbin;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto read = credential::read_summary(text);
  if (!read) return 0;
  const std::string_view fragment = text.substr(text.find('#') + 1);  // all, where there is none
  const tlog::KeyPair key = tlog::KeyPair::from_seed({});
  const auto again =
      credential::read_summary(credential::summary_url("https://a.example", read->summary, key));
  TENBIN_CHECK(again && again->summary == read->summary && again->message == read->message);
  TENBIN_CHECK(from_base64url(fragment).has_value());
  return 0;
}
