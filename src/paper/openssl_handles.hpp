#pragma once
// OpenSSL's objects, freed when they go; DER in and out.
#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>
#include <string_view>

#include "base/check.hpp"

namespace tenbin::paper {

template <auto release>
struct Release {
  template <class T>
  void operator()(T* held) const {
    release(held);
  }
};
using Cms = std::unique_ptr<CMS_ContentInfo, Release<CMS_ContentInfo_free>>;
using X509Certificate = std::unique_ptr<X509, Release<X509_free>>;
using PublicKey = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;

// The DER of an object, written by its i2d function.
template <auto i2d, class T>
std::string der_of(T* object) {
  unsigned char* bytes = nullptr;
  const int size = i2d(object, &bytes);
  TENBIN_CHECK(size > 0);  // out of memory
  std::string der(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  OPENSSL_free(bytes);
  return der;
}

// The object whose DER this is, all of it; nullptr for anything else.
template <auto d2i>
auto read_der(std::string_view der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const auto* const end = at + der.size();
  auto* const object = d2i(nullptr, &at, static_cast<long>(der.size()));
  return std::pair(object, object != nullptr && at == end);
}

// "CN=…,O=…" in UTF-8 by RFC 2253.
std::string subject_of(X509* certificate);
// "2026-08-10T00:00:00Z"; empty when it is no time.
std::string time_text(const ASN1_TIME* time);

}  // namespace tenbin::paper
