#include "office/password.hpp"

#include <sodium.h>

#include <algorithm>

#include "base/check.hpp"
#include "base/encoding.hpp"
#include "office/forms.hpp"

namespace tenbin::office {
namespace {

// RFC 4648 base64 without padding, as the text form of Argon2 has it.
std::string unpadded(Bytes bytes) {
  std::string text = to_base64(bytes);
  text.erase(std::find(text.begin(), text.end(), '='), text.end());
  return text;
}

}  // namespace

Result<void> check_password_form(std::string_view login, std::string_view password) {
  const auto count = characters(password);
  if (password.size() > most_bytes || !count) return invalid("password", "office.password");
  if (*count < least_characters)
    return problem(Code::password_weak, {{"least", std::to_string(least_characters)}});
  if (lower_case(password) == lower_case(login))
    return problem(Code::password_weak, {{"login", std::string(login)}});
  return {};
}

std::string hash_password(std::string_view password, const Salt& salt, const PasswordCost& cost) {
  static_assert(sizeof(Salt) == crypto_pwhash_SALTBYTES);
  std::array<std::uint8_t, 32> key{};
  TENBIN_CHECK(crypto_pwhash(key.data(), key.size(), password.data(), password.size(), salt.data(),
                             cost.passes, cost.memory, crypto_pwhash_ALG_ARGON2ID13) == 0);
  std::string hash = "$argon2id$v=19$m=" + std::to_string(cost.memory / 1024) +
                     ",t=" + std::to_string(cost.passes) + ",p=1$" + unpadded(salt) + "$" +
                     unpadded(key);
  sodium_memzero(key.data(), key.size());
  return hash;
}

bool password_matches(const std::string& hash, std::string_view password) {
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

bool needs_rehash(const std::string& hash, const PasswordCost& cost) {
  return crypto_pwhash_str_needs_rehash(hash.c_str(), cost.passes, cost.memory) != 0;
}

}  // namespace tenbin::office
