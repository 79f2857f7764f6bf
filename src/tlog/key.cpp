#include "tlog/key.hpp"

#include <sodium.h>

#include <algorithm>

#include "base/check.hpp"
#include "tlog/base58.hpp"

namespace tenbin::tlog {
namespace {

constexpr std::string_view key_file_head = "tenbin-ed25519-v1 ";
constexpr std::string_view multikey_head = "\xED\x01";

static_assert(std::tuple_size_v<Seed> == crypto_sign_SEEDBYTES);
static_assert(std::tuple_size_v<PublicKey> == crypto_sign_PUBLICKEYBYTES);
static_assert(std::tuple_size_v<Signature> == crypto_sign_BYTES);

// libsodium wants to be set up once before anything else.
void set_up() {
  static const int status = sodium_init();
  TENBIN_CHECK(status >= 0);
}

tl::unexpected<Problem> invalid_key(std::string what) {
  return problem(Code::key_invalid, {{"problem", std::move(what)}});
}

}  // namespace

KeyPair KeyPair::from_seed(const Seed& seed) {
  set_up();
  KeyPair key;
  PublicKey public_key;
  crypto_sign_seed_keypair(public_key.data(), key.secret_.data(), seed.data());
  return key;
}

KeyPair::~KeyPair() {
  sodium_memzero(secret_.data(), secret_.size());
}

Seed KeyPair::seed() const {
  Seed seed;
  std::copy_n(secret_.begin(), seed.size(), seed.begin());
  return seed;
}

PublicKey KeyPair::public_key() const {
  PublicKey key;
  std::copy_n(secret_.begin() + crypto_sign_SEEDBYTES, key.size(), key.begin());
  return key;
}

Signature KeyPair::sign(Bytes message) const {
  Signature signature;
  crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), secret_.data());
  return signature;
}

KeyPair derive(const KeyPair& key, std::string_view info) {
  const auto hmac = [](Bytes secret, Bytes text, Seed& out) {
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, secret.data(), secret.size());
    crypto_auth_hmacsha256_update(&state, text.data(), text.size());
    crypto_auth_hmacsha256_final(&state, out.data());
    sodium_memzero(&state, sizeof state);
  };
  static_assert(std::tuple_size_v<Seed> == crypto_auth_hmacsha256_BYTES);
  Seed seed = key.seed();
  Seed extracted;
  hmac(Seed{}, seed, extracted);
  std::string block(info);
  block.push_back('\x01');  // the one block that 32 bytes need
  hmac(extracted, as_bytes(block), seed);
  KeyPair derived = KeyPair::from_seed(seed);
  sodium_memzero(seed.data(), seed.size());
  sodium_memzero(extracted.data(), extracted.size());
  return derived;
}

bool verify_signature(const PublicKey& key, Bytes message, Bytes signature) {
  set_up();
  return signature.size() == std::tuple_size_v<Signature> &&
         crypto_sign_verify_detached(signature.data(), message.data(), message.size(),
                                     key.data()) == 0;
}

std::string format_key_file(const KeyPair& key) {
  return std::string(key_file_head) + to_base64(key.seed()) + "\n";
}

Result<KeyPair> parse_key_file(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (!text.starts_with(key_file_head)) return invalid_key("key.head");
  std::optional<std::string> bytes = from_base64(text.substr(key_file_head.size()));
  Seed seed;
  if (!bytes || bytes->size() != seed.size()) return invalid_key("key.seed");
  std::copy(bytes->begin(), bytes->end(), seed.begin());
  sodium_memzero(bytes->data(), bytes->size());
  KeyPair key = KeyPair::from_seed(seed);
  sodium_memzero(seed.data(), seed.size());
  return key;
}

std::string format_multikey(const PublicKey& key) {
  std::string bytes(multikey_head);
  bytes.append(key.begin(), key.end());
  return "z" + to_base58(as_bytes(bytes));
}

Result<PublicKey> parse_multikey(std::string_view text) {
  if (!text.starts_with('z')) return invalid_key("multikey.head");
  const std::optional<std::string> bytes = from_base58(text.substr(1));
  PublicKey key;
  if (!bytes || bytes->size() != multikey_head.size() + key.size()) {
    return invalid_key("multikey.malformed");
  }
  if (!bytes->starts_with(multikey_head)) return invalid_key("multikey.other_kind");
  std::copy_n(bytes->begin() + static_cast<std::ptrdiff_t>(multikey_head.size()), key.size(),
              key.begin());
  return key;
}

}  // namespace tenbin::tlog
