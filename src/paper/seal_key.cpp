#include "paper/seal_key.hpp"

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/obj_mac.h>

#include <algorithm>
#include <cstring>

#include "base/check.hpp"
#include "tlog/base58.hpp"
#include "tlog/sha256.hpp"

namespace tenbin::paper {
namespace {

constexpr unsigned most_certificates = 8;
constexpr std::int64_t seconds_a_day = 86'400;
constexpr time_t no_end = 253'402'300'799;  // 9999-12-31T23:59:59Z
constexpr unsigned reproducible = GNUTLS_PRIVKEY_FLAG_REPRODUCIBLE;

using PrivateKey = std::unique_ptr<std::remove_pointer_t<gnutls_x509_privkey_t>,
                                   decltype(&gnutls_x509_privkey_deinit)>;
using Signer =
    std::unique_ptr<std::remove_pointer_t<gnutls_privkey_t>, decltype(&gnutls_privkey_deinit)>;
using Certificate =
    std::unique_ptr<std::remove_pointer_t<gnutls_x509_crt_t>, decltype(&gnutls_x509_crt_deinit)>;

void must(int status) {
  TENBIN_CHECK(status >= 0);  // out of memory
}

PrivateKey new_key() {
  gnutls_x509_privkey_t key = nullptr;
  must(gnutls_x509_privkey_init(&key));
  return {key, gnutls_x509_privkey_deinit};
}

Signer signer_of(const PrivateKey& key) {
  gnutls_privkey_t signer = nullptr;
  must(gnutls_privkey_init(&signer));
  must(gnutls_privkey_import_x509(signer, key.get(), GNUTLS_PRIVKEY_IMPORT_COPY));
  return {signer, gnutls_privkey_deinit};
}

Certificate new_certificate() {
  gnutls_x509_crt_t certificate = nullptr;
  must(gnutls_x509_crt_init(&certificate));
  return {certificate, gnutls_x509_crt_deinit};
}

gnutls_datum_t datum(std::string_view bytes) {
  // GnuTLS takes its input by a pointer that is not const, and does not write there.
  auto* const data = const_cast<char*>(bytes.data());
  return {reinterpret_cast<unsigned char*>(data), static_cast<unsigned>(bytes.size())};
}

// The text of what GnuTLS allocated; frees it.
std::string taken(gnutls_datum_t& datum) {
  std::string text(reinterpret_cast<const char*>(datum.data), datum.size);
  gnutls_free(datum.data);
  datum.data = nullptr;
  return text;
}

bool is_p256(const PrivateKey& key) {
  gnutls_ecc_curve_t curve = GNUTLS_ECC_CURVE_INVALID;
  gnutls_datum_t x{}, y{}, k{};
  if (gnutls_x509_privkey_export_ecc_raw(key.get(), &curve, &x, &y, &k) < 0) return false;
  gnutls_free(x.data);
  gnutls_free(y.data);
  gnutls_memset(k.data, 0, k.size);
  gnutls_free(k.data);
  return curve == GNUTLS_ECC_CURVE_SECP256R1;
}

std::array<std::uint8_t, 20> key_id(const gnutls_x509_crt_t certificate) {
  std::array<std::uint8_t, 20> id{};
  std::size_t size = id.size();
  must(gnutls_x509_crt_get_key_id(certificate, GNUTLS_KEYID_USE_SHA1, id.data(), &size));
  return id;
}

bool belong_together(const PrivateKey& key, const Certificate& certificate) {
  std::array<std::uint8_t, 20> of_key{};
  std::size_t size = of_key.size();
  must(gnutls_x509_privkey_get_key_id(key.get(), GNUTLS_KEYID_USE_SHA1, of_key.data(), &size));
  return of_key == key_id(certificate.get());
}

tl::unexpected<Problem> invalid() {
  return problem(Code::key_invalid, {{"path", "seal"}});
}

// Those of a PEM, in its order; none when one of them cannot be read or there are too many.
std::vector<Certificate> certificates_in(std::string_view pem) {
  const gnutls_datum_t text = datum(pem);
  std::array<gnutls_x509_crt_t, most_certificates> found{};
  unsigned count = most_certificates;
  std::vector<Certificate> certificates;
  if (gnutls_x509_crt_list_import(found.data(), &count, &text, GNUTLS_X509_FMT_PEM,
                                  GNUTLS_X509_CRT_LIST_IMPORT_FAIL_IF_EXCEED) < 1)
    return certificates;
  for (unsigned i = 0; i < count; ++i)
    certificates.emplace_back(found.at(i), gnutls_x509_crt_deinit);
  return certificates;
}

std::string der_of(const Certificate& certificate) {
  gnutls_datum_t der{};
  must(gnutls_x509_crt_export2(certificate.get(), GNUTLS_X509_FMT_DER, &der));
  return taken(der);
}

// A coordinate in 32 bytes; GnuTLS may put a zero before it, or leave out those at its front.
std::string in_32_bytes(gnutls_datum_t& number) {
  std::string bytes = taken(number);
  const std::size_t zeros = std::min(bytes.find_first_not_of('\0'), bytes.size());
  bytes.erase(0, zeros);
  TENBIN_CHECK(bytes.size() <= 32);
  return std::string(32 - bytes.size(), '\0') + bytes;
}

// The key of the scalar c mod (n - 1) + 1, where c are 40 random bytes (FIPS 186-5, A.2.1).
PrivateKey key_of_random(std::array<std::uint8_t, 40> random) {
  const std::unique_ptr<BN_CTX, void (*)(BN_CTX*)> context(BN_CTX_new(), BN_CTX_free);
  const std::unique_ptr<EC_GROUP, void (*)(EC_GROUP*)> group(
      EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1), EC_GROUP_free);
  const std::unique_ptr<EC_POINT, void (*)(EC_POINT*)> point(EC_POINT_new(group.get()),
                                                             EC_POINT_free);
  const std::unique_ptr<BIGNUM, void (*)(BIGNUM*)> scalar(
      BN_bin2bn(random.data(), static_cast<int>(random.size()), nullptr), BN_clear_free);
  const std::unique_ptr<BIGNUM, void (*)(BIGNUM*)> most(BN_dup(EC_GROUP_get0_order(group.get())),
                                                        BN_free);
  BN_sub_word(most.get(), 1);
  std::array<std::uint8_t, 32> k{};
  std::array<std::uint8_t, 65> xy{};  // 0x04 || x || y
  const bool made =
      BN_mod(scalar.get(), scalar.get(), most.get(), context.get()) == 1 &&
      BN_add_word(scalar.get(), 1) == 1 &&
      BN_bn2binpad(scalar.get(), k.data(), static_cast<int>(k.size())) == 32 &&
      EC_POINT_mul(group.get(), point.get(), scalar.get(), nullptr, nullptr, context.get()) == 1 &&
      EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED, xy.data(),
                         xy.size(), context.get()) == xy.size();
  TENBIN_CHECK(made);
  PrivateKey key = new_key();
  const gnutls_datum_t x{xy.data() + 1, 32};
  const gnutls_datum_t y{xy.data() + 33, 32};
  const gnutls_datum_t scalar_bytes{k.data(), 32};
  must(gnutls_x509_privkey_import_ecc_raw(key.get(), GNUTLS_ECC_CURVE_SECP256R1, &x, &y,
                                          &scalar_bytes));
  gnutls_memset(k.data(), 0, k.size());
  return key;
}

// At most 64 characters, as X.520 has it for a common name.
std::string_view common_name(std::string_view text) {
  int characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) continue;
    if (++characters > 64) return text.substr(0, i);
  }
  return text.empty() ? "Tenbin" : text;
}

}  // namespace

struct SealKey::Held {
  explicit Held(const PrivateKey& key) : signer(signer_of(key)) {}
  Signer signer;
};

Result<SealKey> SealKey::read(std::string_view pem) {
  const gnutls_datum_t text = datum(pem);
  const PrivateKey key = new_key();
  if (gnutls_x509_privkey_import(key.get(), &text, GNUTLS_X509_FMT_PEM) < 0 || !is_p256(key))
    return invalid();
  const std::vector<Certificate> certificates = certificates_in(pem);
  if (certificates.empty() || !belong_together(key, certificates.front())) return invalid();
  SealKey read;
  for (const Certificate& certificate : certificates)
    read.certificates_.push_back(der_of(certificate));
  read.held_ = std::make_shared<const Held>(key);
  return read;
}

std::string SealKey::sign(Bytes bytes) const {
  const gnutls_datum_t data = datum({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  gnutls_datum_t signature{};
  must(gnutls_privkey_sign_data2(held_->signer.get(), GNUTLS_SIGN_ECDSA_SHA256, reproducible, &data,
                                 &signature));
  return taken(signature);
}

std::string make_seal_key(std::string_view issuer, Date not_before, const FillRandom& fill_random) {
  std::array<std::uint8_t, 40> random{};
  fill_random(random);
  const PrivateKey key = key_of_random(random);
  gnutls_memset(random.data(), 0, random.size());
  const Certificate certificate = new_certificate();
  const gnutls_x509_crt_t crt = certificate.get();
  const std::string_view name = common_name(issuer);
  must(gnutls_x509_crt_set_version(crt, 3));
  must(gnutls_x509_crt_set_dn_by_oid(crt, GNUTLS_OID_X520_COMMON_NAME, 0, name.data(),
                                     static_cast<unsigned>(name.size())));
  must(gnutls_x509_crt_set_activation_time(crt, not_before.days() * seconds_a_day));
  must(gnutls_x509_crt_set_expiration_time(crt, no_end));
  must(gnutls_x509_crt_set_key(crt, key.get()));
  auto serial = key_id(crt);
  must(gnutls_x509_crt_set_subject_key_id(crt, serial.data(), serial.size()));
  serial[0] &= 0x7F;  // positive
  serial[0] |= 0x40;  // and of full length
  must(gnutls_x509_crt_set_serial(crt, serial.data(), serial.size()));
  must(gnutls_x509_crt_set_basic_constraints(crt, 0, -1));
  must(gnutls_x509_crt_set_key_usage(crt,
                                     GNUTLS_KEY_DIGITAL_SIGNATURE | GNUTLS_KEY_NON_REPUDIATION));
  must(gnutls_x509_crt_privkey_sign(crt, crt, signer_of(key).get(), GNUTLS_DIG_SHA256,
                                    reproducible));
  gnutls_datum_t text{};
  must(gnutls_x509_privkey_export2_pkcs8(key.get(), GNUTLS_X509_FMT_PEM, nullptr, GNUTLS_PKCS_PLAIN,
                                         &text));
  std::string pem = taken(text);
  must(gnutls_x509_crt_export2(crt, GNUTLS_X509_FMT_PEM, &text));
  return pem + taken(text);
}

std::string fingerprint_of(std::string_view certificate) {
  return to_hex(tlog::sha256(as_bytes(certificate)));
}

std::string multikey_of(std::string_view der) {
  const Certificate certificate = new_certificate();
  const gnutls_datum_t text = datum(der);
  gnutls_ecc_curve_t curve = GNUTLS_ECC_CURVE_INVALID;
  gnutls_datum_t x{}, y{};
  if (gnutls_x509_crt_import(certificate.get(), &text, GNUTLS_X509_FMT_DER) < 0 ||
      gnutls_x509_crt_get_pk_ecc_raw(certificate.get(), &curve, &x, &y) < 0)
    return "";
  if (curve != GNUTLS_ECC_CURVE_SECP256R1) {
    gnutls_free(x.data);
    gnutls_free(y.data);
    return "";
  }
  const std::string x_bytes = in_32_bytes(x);
  const bool odd = (in_32_bytes(y).back() & 1) != 0;
  return "z" + tlog::to_base58(as_bytes("\x80\x24" + std::string(odd ? "\3" : "\2") + x_bytes));
}

Result<std::string> seal_certificate(std::string_view pem) {
  const std::vector<Certificate> certificates = certificates_in(pem);
  if (certificates.empty()) return invalid();
  return der_of(certificates.front());
}

}  // namespace tenbin::paper
