#include "office/secrets.hpp"

#include <sodium.h>

#include "base/check.hpp"

namespace tenbin::office {
namespace {

const std::uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const std::uint8_t*>(text.data());
}
std::uint8_t* bytes_of(std::string& text) {
  return reinterpret_cast<std::uint8_t*>(text.data());
}

}  // namespace

bool same_secret(Bytes a, Bytes b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string seal(const Random32& key, const Nonce& nonce, std::string_view plain) {
  static_assert(sizeof(Random32) == crypto_secretbox_KEYBYTES);
  static_assert(sizeof(Nonce) == crypto_secretbox_NONCEBYTES);
  std::string box(plain.size() + crypto_secretbox_MACBYTES, '\0');
  TENBIN_CHECK(crypto_secretbox_easy(bytes_of(box), bytes_of(plain), plain.size(), nonce.data(),
                                     key.data()) == 0);
  return std::string(nonce.begin(), nonce.end()) + box;
}

std::optional<std::string> unseal(const Random32& key, std::string_view sealed) {
  if (sealed.size() < sizeof(Nonce) + crypto_secretbox_MACBYTES) return std::nullopt;
  const std::string_view box = sealed.substr(sizeof(Nonce));
  std::string plain(box.size() - crypto_secretbox_MACBYTES, '\0');
  if (crypto_secretbox_open_easy(bytes_of(plain), bytes_of(box), box.size(), bytes_of(sealed),
                                 key.data()) != 0)
    return std::nullopt;
  return plain;
}

}  // namespace tenbin::office
