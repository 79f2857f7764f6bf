#include "paper/timestamp.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ts.h>

#include <ctime>

#include "paper/openssl_handles.hpp"
#include "tlog/sha256.hpp"

namespace tenbin::paper {
namespace {

using Query = std::unique_ptr<TS_REQ, Release<TS_REQ_free>>;
using Answer = std::unique_ptr<TS_RESP, Release<TS_RESP_free>>;
using TokenInfo = std::unique_ptr<TS_TST_INFO, Release<TS_TST_INFO_free>>;
using Token = std::unique_ptr<PKCS7, Release<PKCS7_free>>;
using Store = std::unique_ptr<X509_STORE, Release<X509_STORE_free>>;
using Bio = std::unique_ptr<BIO, Release<BIO_free_all>>;

constexpr std::size_t most_authorities = 64;

std::string digest_of(std::string_view bytes) {
  const auto digest = tlog::sha256(as_bytes(bytes));
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::string query_for(std::string_view digest) {
  const Query query(TS_REQ_new());
  const std::unique_ptr<TS_MSG_IMPRINT, Release<TS_MSG_IMPRINT_free>> imprint(TS_MSG_IMPRINT_new());
  const std::unique_ptr<X509_ALGOR, Release<X509_ALGOR_free>> algorithm(X509_ALGOR_new());
  std::string bytes(digest);
  const bool made =
      X509_ALGOR_set0(algorithm.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nullptr) == 1 &&
      TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm.get()) == 1 &&
      TS_MSG_IMPRINT_set_msg(imprint.get(), reinterpret_cast<unsigned char*>(bytes.data()),
                             static_cast<int>(bytes.size())) == 1 &&
      TS_REQ_set_version(query.get(), 1) == 1 &&
      TS_REQ_set_msg_imprint(query.get(), imprint.get()) == 1 &&
      TS_REQ_set_cert_req(query.get(), 1) == 1;
  TENBIN_CHECK(made);
  return der_of<i2d_TS_REQ>(query.get());
}

tl::unexpected<Problem> refused(std::string reason) {
  ERR_clear_error();
  return problem(Code::file_unreadable, {{"timestamp", std::move(reason)}});
}

// The signature of the token by the certificate in it, with the attribute that names it; chains and
// trust aside.
bool is_token_signed(const Cms& cms, std::string& content) {
  const Bio out(BIO_new(BIO_s_mem()));
  constexpr unsigned how = CMS_NO_SIGNER_CERT_VERIFY | CMS_BINARY;
  if (CMS_verify(cms.get(), nullptr, nullptr, nullptr, out.get(), how) != 1) return false;
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  if (size > 0) content.assign(text, static_cast<std::size_t>(size));
  return size > 0;
}

// Whether these bytes are the only way to write it. As PKCS #7: that keeps certificates in the
// order in which authorities send them, CMS sorts them.
bool is_written_so(std::string_view token) {
  const auto [read, whole] = read_der<d2i_PKCS7>(token);
  const Token held(read);
  return whole && der_of<i2d_PKCS7>(held.get()) == token;
}

// OpenSSL goes by the key and the digest; the name of the signature's algorithm is read by nobody,
// and must not be whatever somebody wrote there.
bool names_its_algorithm(const Cms& cms) {
  STACK_OF(CMS_SignerInfo)* const signers = CMS_get0_SignerInfos(cms.get());
  if (sk_CMS_SignerInfo_num(signers) != 1) return false;
  X509_ALGOR* digest = nullptr;
  X509_ALGOR* signature = nullptr;
  CMS_SignerInfo_get0_algs(sk_CMS_SignerInfo_value(signers, 0), nullptr, nullptr, &digest,
                           &signature);
  const int named = OBJ_obj2nid(signature->algorithm);
  int hash = NID_undef;
  int key = NID_undef;
  if (OBJ_find_sigid_algs(named, &hash, &key) != 1)
    return named == NID_rsaEncryption || named == NID_X9_62_id_ecPublicKey;
  return hash == NID_undef || hash == OBJ_obj2nid(digest->algorithm);
}

struct Authority {
  std::string subject;
  std::string certificate;  // DER
};

std::optional<Authority> authority_of(const Cms& cms) {
  STACK_OF(X509)* const signers = CMS_get0_signers(cms.get());
  std::optional<Authority> found;
  if (sk_X509_num(signers) == 1) {
    X509* const signer = sk_X509_value(signers, 0);
    found = {subject_of(signer), der_of<i2d_X509>(signer)};
  }
  sk_X509_free(signers);
  return found;
}

bool is_over(TS_TST_INFO* info, std::string_view digest) {
  TS_MSG_IMPRINT* const imprint = TS_TST_INFO_get_msg_imprint(info);
  const X509_ALGOR* const algorithm = TS_MSG_IMPRINT_get_algo(imprint);
  const ASN1_OBJECT* object = nullptr;
  X509_ALGOR_get0(&object, nullptr, nullptr, algorithm);
  const ASN1_OCTET_STRING* const said = TS_MSG_IMPRINT_get_msg(imprint);
  return OBJ_obj2nid(object) == NID_sha256 &&
         std::string_view(reinterpret_cast<const char*>(ASN1_STRING_get0_data(said)),
                          static_cast<std::size_t>(ASN1_STRING_length(said))) == digest;
}

}  // namespace

Result<std::string> timestamp_token(std::string_view signature, const AskTimestamp& ask) {
  const auto answer_bytes = ask(query_for(digest_of(signature)));
  if (!answer_bytes) return tl::make_unexpected(answer_bytes.error());
  const auto [read, whole] = read_der<d2i_TS_RESP>(*answer_bytes);
  const Answer answer(read);
  if (!whole) return refused("form");
  const long status = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(read)));
  PKCS7* const token = TS_RESP_get_token(answer.get());
  if ((status != TS_STATUS_GRANTED && status != TS_STATUS_GRANTED_WITH_MODS) || token == nullptr)
    return refused("status " + std::to_string(status));
  std::string bytes = der_of<i2d_PKCS7>(token);
  if (!read_timestamp(bytes, signature)) return refused("token");
  return bytes;
}

std::optional<Timestamp> read_timestamp(std::string_view token, std::string_view signature) {
  const auto [read, whole] = read_der<d2i_CMS_ContentInfo>(token);
  const Cms cms(read);
  std::string content;
  const bool good = whole && OBJ_obj2nid(CMS_get0_type(cms.get())) == NID_pkcs7_signed &&
                    OBJ_obj2nid(CMS_get0_eContentType(cms.get())) == NID_id_smime_ct_TSTInfo &&
                    is_written_so(token) && names_its_algorithm(cms) &&
                    is_token_signed(cms, content);
  ERR_clear_error();
  if (!good) return std::nullopt;
  const auto [info_read, info_whole] = read_der<d2i_TS_TST_INFO>(content);
  const TokenInfo info(info_read);
  if (!info_whole || !is_over(info.get(), digest_of(signature))) return std::nullopt;
  const auto authority = authority_of(cms);
  if (!authority) return std::nullopt;
  Timestamp timestamp{time_text(TS_TST_INFO_get_time(info.get())), authority->subject,
                      std::string(token)};
  // The certificate in it is for time-stamps, and is the one that the signed attribute names.
  if (!is_by_authority(timestamp, {authority->certificate})) return std::nullopt;
  return timestamp;
}

std::vector<std::string> authorities_of(std::string_view pem) {
  const Bio in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  std::vector<std::string> found;
  while (found.size() < most_authorities) {
    const X509Certificate certificate(PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr));
    if (!certificate) break;
    found.push_back(der_of<i2d_X509>(certificate.get()));
  }
  ERR_clear_error();
  return found;
}

bool is_by_authority(const Timestamp& timestamp, const std::vector<std::string>& trusted) {
  const auto [read, whole] = read_der<d2i_PKCS7>(timestamp.token);
  const Token token(read);
  const TokenInfo info(whole ? PKCS7_to_TS_TST_INFO(token.get()) : nullptr);
  std::tm time{};
  if (!info || ASN1_TIME_to_tm(TS_TST_INFO_get_time(info.get()), &time) != 1) return false;
  const Store store(X509_STORE_new());
  for (const std::string& der : trusted) {
    const X509Certificate certificate(read_der<d2i_X509>(der).first);
    X509_STORE_add_cert(store.get(), certificate.get());
  }
  X509_VERIFY_PARAM* const how = X509_STORE_get0_param(store.get());
  X509_VERIFY_PARAM_set_flags(how, X509_V_FLAG_PARTIAL_CHAIN);
  X509_VERIFY_PARAM_set_time(how, timegm(&time));
  // OpenSSL asks for the purpose and for the attribute that names the signer's certificate.
  const bool good = TS_RESP_verify_signature(token.get(), nullptr, store.get(), nullptr) == 1;
  ERR_clear_error();
  return good;
}

}  // namespace tenbin::paper
