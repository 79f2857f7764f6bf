#include "office/totp.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

#include "base/check.hpp"
#include "office/secrets.hpp"

namespace tenbin::office {

std::string totp_code(std::string_view secret, std::int64_t step, int digits) {
  std::array<std::uint8_t, 8> counter{};
  for (std::size_t i = 0; i < counter.size(); ++i)
    counter[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(step) >> (56 - 8 * i));
  std::array<std::uint8_t, 20> mac{};
  unsigned size = 0;
  TENBIN_CHECK(HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter.data(),
                    counter.size(), mac.data(), &size) != nullptr);
  TENBIN_CHECK(size == mac.size());
  const std::size_t at = mac[19] & 0x0FU;
  std::uint32_t value = mac[at] & 0x7FU;
  for (std::size_t i = 1; i < 4; ++i) value = value << 8 | mac[at + i];
  std::string code(static_cast<std::size_t>(digits), '0');
  for (auto digit = code.rbegin(); digit != code.rend(); ++digit, value /= 10)
    *digit = static_cast<char>('0' + value % 10);
  return code;
}

std::optional<std::int64_t> totp_match(std::string_view secret, std::string_view code, Instant now,
                                       std::int64_t last_step) {
  const std::int64_t current = now.ms / step_milliseconds;
  std::optional<std::int64_t> found;
  for (std::int64_t step = current - 1; step <= current + 1; ++step) {
    const bool same = same_secret(as_bytes(totp_code(secret, step)), as_bytes(code));
    if (same && step > last_step) found = step;
  }
  return found;
}

std::string base32(std::string_view bytes) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string text;
  std::uint32_t waiting = 0;
  int bits = 0;
  for (char c : bytes) {
    waiting = waiting << 8 | static_cast<std::uint8_t>(c);
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet[waiting >> (bits - 5) & 31];
    waiting &= (1U << bits) - 1;
  }
  if (bits > 0) text += alphabet[waiting << (5 - bits) & 31];
  return text;
}

std::string totp_address(std::string_view secret, std::string_view login) {
  std::string label;
  for (char c : login) {
    if (c == '@')
      label += "%40";
    else if (c == '+')
      label += "%2B";
    else
      label += c;
  }
  return "otpauth://totp/Tenbin:" + label + "?secret=" + base32(secret) + "&issuer=Tenbin";
}

}  // namespace tenbin::office
