#include "paper/cms.hpp"

#include <openssl/err.h>

#include <algorithm>
#include <array>
#include <ctime>

#include "paper/openssl_handles.hpp"

namespace tenbin::paper {
namespace {

constexpr unsigned form = CMS_PARTIAL | CMS_DETACHED | CMS_BINARY;

X509Certificate certificate_of(std::string_view der) {
  const auto [certificate, whole] = read_der<d2i_X509>(der);
  X509Certificate held(certificate);
  return whole ? std::move(held) : nullptr;
}

// Everything but the signature: the public key is enough for that. nullptr for certificates that
// OpenSSL does not take.
Cms unsigned_cms(const std::vector<std::string>& certificates, std::string_view digest) {
  const X509Certificate signer = certificate_of(certificates.front());
  if (!signer) return nullptr;
  const PublicKey key(X509_get_pubkey(signer.get()));
  Cms cms(CMS_sign(nullptr, nullptr, nullptr, nullptr, form));
  if (!key || !cms) return nullptr;
  CMS_SignerInfo* const info = CMS_add1_signer(cms.get(), signer.get(), key.get(), EVP_sha256(),
                                               form | CMS_CADES | CMS_NOSMIMECAP);
  if (info == nullptr) return nullptr;
  for (std::size_t i = 1; i < certificates.size(); ++i) {
    const X509Certificate other = certificate_of(certificates[i]);
    if (!other || CMS_add1_cert(cms.get(), other.get()) != 1) return nullptr;
  }
  const bool added = CMS_signed_add1_attr_by_NID(info, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING,
                                                 digest.data(), static_cast<int>(digest.size())) &&
                     CMS_signed_add1_attr_by_NID(info, NID_pkcs9_contentType, V_ASN1_OBJECT,
                                                 OBJ_nid2obj(NID_pkcs7_data), -1);
  return added ? std::move(cms) : nullptr;
}

CMS_SignerInfo* only_signer(const Cms& cms) {
  STACK_OF(CMS_SignerInfo)* const all = CMS_get0_SignerInfos(cms.get());
  return sk_CMS_SignerInfo_num(all) == 1 ? sk_CMS_SignerInfo_value(all, 0) : nullptr;
}

// SET OF in DER: the elements in the order of their bytes (X.690, 11.6).
std::string der_set(std::vector<std::string> elements) {
  std::sort(elements.begin(), elements.end());
  std::string content;
  for (const std::string& element : elements) content += element;
  std::string head = "\x31";
  if (content.size() >= 256) {
    head += {'\x82', static_cast<char>(content.size() >> 8)};
  } else if (content.size() >= 128) {
    head += '\x81';
  }
  return head + static_cast<char>(content.size() & 0xFF) + content;
}

std::string attributes_of(const Cms& cms) {
  CMS_SignerInfo* const info = only_signer(cms);
  std::vector<std::string> attributes;
  const int count = CMS_signed_get_attr_count(info);
  attributes.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i)
    attributes.push_back(der_of<i2d_X509_ATTRIBUTE>(CMS_signed_get_attr(info, i)));
  return der_set(std::move(attributes));
}

// nullptr when the certificates are none.
Cms built(const CmsParts& parts) {
  Cms cms = unsigned_cms(parts.certificates, parts.digest);
  if (!cms) return nullptr;
  CMS_SignerInfo* const info = only_signer(cms);
  ASN1_OCTET_STRING* const signature = CMS_SignerInfo_get0_signature(info);
  if (ASN1_STRING_set(signature, parts.signature.data(),
                      static_cast<int>(parts.signature.size())) != 1)
    return nullptr;
  if (parts.token.empty()) return cms;
  const bool added =
      CMS_unsigned_add1_attr_by_NID(info, NID_id_smime_aa_timeStampToken, V_ASN1_SEQUENCE,
                                    parts.token.data(), static_cast<int>(parts.token.size()));
  return added ? std::move(cms) : nullptr;
}

// Certificates with the signer's first; empty when it is not among them.
std::vector<std::string> certificates_of(const Cms& cms, CMS_SignerInfo* info) {
  std::vector<std::string> all;
  STACK_OF(X509)* const found = CMS_get1_certs(cms.get());
  for (int i = 0; i < sk_X509_num(found); ++i) {
    X509* const certificate = sk_X509_value(found, i);
    const bool is_signer = CMS_SignerInfo_cert_cmp(info, certificate) == 0;
    all.insert(is_signer ? all.begin() : all.end(), der_of<i2d_X509>(certificate));
  }
  const bool has_signer =
      !all.empty() && CMS_SignerInfo_cert_cmp(info, certificate_of(all.front()).get()) == 0;
  sk_X509_pop_free(found, X509_free);
  return has_signer ? all : std::vector<std::string>();
}

std::string token_of(CMS_SignerInfo* info) {
  const int at = CMS_unsigned_get_attr_by_NID(info, NID_id_smime_aa_timeStampToken, -1);
  if (at < 0) return "";
  X509_ATTRIBUTE* const attribute = CMS_unsigned_get_attr(info, at);
  const ASN1_TYPE* const value = X509_ATTRIBUTE_get0_type(attribute, 0);
  if (value == nullptr || value->type != V_ASN1_SEQUENCE) return "";
  return {reinterpret_cast<const char*>(value->value.sequence->data),
          static_cast<std::size_t>(value->value.sequence->length)};
}

}  // namespace

std::string signed_attributes(const std::vector<std::string>& certificates,
                              std::string_view digest) {
  const Cms cms = unsigned_cms(certificates, digest);
  return cms ? attributes_of(cms) : "";
}

std::string cms_of(const CmsParts& parts) {
  const Cms cms = built(parts);
  return cms ? der_of<i2d_CMS_ContentInfo>(cms.get()) : "";
}

std::optional<CmsParts> parts_of(std::string_view cms_bytes, std::string_view digest) {
  const auto [read, whole] = read_der<d2i_CMS_ContentInfo>(cms_bytes);
  const Cms cms(read);
  ERR_clear_error();
  if (!whole || OBJ_obj2nid(CMS_get0_type(cms.get())) != NID_pkcs7_signed) return std::nullopt;
  CMS_SignerInfo* const info = only_signer(cms);
  if (info == nullptr) return std::nullopt;
  const ASN1_OCTET_STRING* const signature = CMS_SignerInfo_get0_signature(info);
  CmsParts parts{certificates_of(cms, info), std::string(digest),
                 std::string(reinterpret_cast<const char*>(signature->data),
                             static_cast<std::size_t>(signature->length)),
                 token_of(info)};
  const bool same = !parts.certificates.empty() && cms_of(parts) == cms_bytes;
  ERR_clear_error();
  if (!same) return std::nullopt;
  return parts;
}

bool is_signed(const CmsParts& parts) {
  const X509Certificate signer = certificate_of(parts.certificates.front());
  const PublicKey key(signer ? X509_get_pubkey(signer.get()) : nullptr);
  if (!key || EVP_PKEY_get_id(key.get()) != EVP_PKEY_EC || EVP_PKEY_get_bits(key.get()) != 256)
    return false;
  const std::string attributes = signed_attributes(parts.certificates, parts.digest);
  const std::unique_ptr<EVP_MD_CTX, Release<EVP_MD_CTX_free>> context(EVP_MD_CTX_new());
  const auto* const signature = reinterpret_cast<const unsigned char*>(parts.signature.data());
  const auto* const bytes = reinterpret_cast<const unsigned char*>(attributes.data());
  const bool good =
      EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
      EVP_DigestVerify(context.get(), signature, parts.signature.size(), bytes,
                       attributes.size()) == 1;
  ERR_clear_error();
  return good;
}

CertificateFacts facts_of(std::string_view der) {
  const X509Certificate certificate = certificate_of(der);
  if (!certificate) return {};
  return {subject_of(certificate.get()), time_text(X509_get0_notBefore(certificate.get())),
          time_text(X509_get0_notAfter(certificate.get()))};
}

std::string subject_of(X509* certificate) {
  const std::unique_ptr<BIO, Release<BIO_free_all>> out(BIO_new(BIO_s_mem()));
  constexpr unsigned long utf8 =
      XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB);
  X509_NAME_print_ex(out.get(), X509_get_subject_name(certificate), 0, utf8);
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : std::string();
}

std::string time_text(const ASN1_TIME* time) {
  std::tm utc{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &utc) != 1) return "";
  std::array<char, 32> text{};
  return std::string(text.data(),
                     std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc));
}

}  // namespace tenbin::paper
