#include "certificate/check_code.hpp"

#include <cstdint>

#include "base/check.hpp"

namespace tenbin::certificate {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

}  // namespace

std::string check_code(std::string_view digest_hex) {
  TENBIN_CHECK(digest_hex.size() >= 10);
  std::string code;
  // 10 hex digits are 40 bits: eight groups of five.
  const std::uint64_t bits = std::stoull(std::string(digest_hex.substr(0, 10)), nullptr, 16);
  for (int shift = 35; shift >= 0; shift -= 5) code.push_back(alphabet[bits >> shift & 31]);
  return code;
}

std::string read_check_code(std::string_view typed) {
  std::string code;
  for (char c : typed) {
    if (c == ' ' || c == '-') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    if (alphabet.find(c) == std::string_view::npos || code.size() == 8) return {};
    code.push_back(c);
  }
  return code.size() == 8 ? code : std::string();
}

}  // namespace tenbin::certificate
