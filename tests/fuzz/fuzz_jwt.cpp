// depends: credential
// A stranger's vc+jwt: what is read is exactly what we would have put together.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/check.hpp"
#include "credential/jwt.hpp"

using namespace tenbin;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto jwt = credential::read_jwt(text);
  if (!jwt) return 0;
  if (text.ends_with('\n')) text.remove_suffix(1);
  const std::string again = jwt->proof.message + "." + to_base64url(jwt->proof.signature);
  TENBIN_CHECK(again == text);
  TENBIN_CHECK(std::count(text.begin(), text.end(), '.') == 2);
  return 0;
}
