#include "oidc/jwk.hpp"

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <algorithm>
#include <memory>

#include "base/encoding.hpp"

namespace tenbin::oidc {
namespace {

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  void operator()(OSSL_PARAM_BLD* builder) const { OSSL_PARAM_BLD_free(builder); }
  void operator()(OSSL_PARAM* params) const { OSSL_PARAM_free(params); }
  void operator()(BIGNUM* number) const { BN_free(number); }
  void operator()(ECDSA_SIG* signature) const { ECDSA_SIG_free(signature); }
  void operator()(unsigned char* bytes) const { OPENSSL_free(bytes); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

constexpr int least_rsa_bits = 2048;
constexpr std::size_t coordinate = 32;  // bytes, of P-256

const unsigned char* data(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

Owned<BIGNUM> number(std::string_view bytes) {
  return Owned<BIGNUM>(BN_bin2bn(data(bytes), static_cast<int>(bytes.size()), nullptr));
}

Owned<EVP_PKEY> made(const char* kind, OSSL_PARAM_BLD* builder) {
  const Owned<OSSL_PARAM> params(OSSL_PARAM_BLD_to_param(builder));
  const Owned<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
  EVP_PKEY* key = nullptr;
  if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1)
    return nullptr;
  return Owned<EVP_PKEY>(key);
}

// A member that is base64url.
std::string bytes_of(const json::Value& key, std::string_view name) {
  const auto text = key.text_of(name);
  return text ? from_base64url(*text).value_or("") : "";
}

Owned<EVP_PKEY> rsa_key(const json::Value& key) {
  const Owned<BIGNUM> n = number(bytes_of(key, "n"));
  const Owned<BIGNUM> e = number(bytes_of(key, "e"));
  const Owned<OSSL_PARAM_BLD> builder(OSSL_PARAM_BLD_new());
  if (!n || !e || !builder || BN_num_bits(n.get()) < least_rsa_bits) return nullptr;
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
  return made("RSA", builder.get());
}

Owned<EVP_PKEY> p256_key(const json::Value& key) {
  const auto curve = key.text_of("crv");
  const std::string x = bytes_of(key, "x");
  const std::string y = bytes_of(key, "y");
  const Owned<OSSL_PARAM_BLD> builder(OSSL_PARAM_BLD_new());
  if (!curve || *curve != "P-256" || x.size() != coordinate || y.size() != coordinate || !builder)
    return nullptr;
  const std::string point = "\x04" + x + y;
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                   point.size());
  return made("EC", builder.get());
}

// r and s one after the other, as JOSE has them, in the form of OpenSSL.
std::string der_of(std::string_view signature) {
  if (signature.size() != 2 * coordinate) return {};
  const Owned<ECDSA_SIG> both(ECDSA_SIG_new());
  Owned<BIGNUM> r = number(signature.substr(0, coordinate));
  Owned<BIGNUM> s = number(signature.substr(coordinate));
  if (!both || !r || !s || ECDSA_SIG_set0(both.get(), r.get(), s.get()) != 1) return {};
  static_cast<void>(r.release());
  static_cast<void>(s.release());
  unsigned char* bytes = nullptr;
  const int size = i2d_ECDSA_SIG(both.get(), &bytes);
  const Owned<unsigned char> owned(bytes);
  if (size <= 0) return {};
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

bool holds(EVP_PKEY* key, std::string_view bytes, std::string_view signature) {
  const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  return context && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
         EVP_DigestVerify(context.get(), data(signature), signature.size(), data(bytes),
                          bytes.size()) == 1;
}

// Whether a member is absent or has that value.
bool fits(const json::Value& key, std::string_view name, std::string_view wanted) {
  const json::Value* const member = key.find(name);
  if (member == nullptr) return true;
  const auto text = member->text();
  return text && *text == wanted;
}

}  // namespace

bool is_signed(std::string_view bytes, std::string_view signature, std::string_view algorithm,
               std::string_view kid, const json::Value& keys) {
  const bool rsa = algorithm == "RS256";
  if (!rsa && algorithm != "ES256") return false;
  const std::string as_der = rsa ? std::string(signature) : der_of(signature);
  const auto all = keys.array_of("keys");
  if (!all || as_der.empty()) return false;
  return std::any_of((*all)->begin(), (*all)->end(), [&](const json::Value& key) {
    const auto kind = key.text_of("kty");
    if (!kind || *kind != (rsa ? "RSA" : "EC")) return false;
    if (!fits(key, "use", "sig") || !fits(key, "alg", algorithm)) return false;
    if (!kid.empty() && !fits(key, "kid", kid)) return false;
    const Owned<EVP_PKEY> made = rsa ? rsa_key(key) : p256_key(key);
    return made && holds(made.get(), bytes, as_der);
  });
}

}  // namespace tenbin::oidc
