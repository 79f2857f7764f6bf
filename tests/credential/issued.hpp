#pragma once
// The samples of tests/certificate as signed credentials.
#include <string>

#include "certificate/samples.hpp"
#include "credential/credential.hpp"
#include "credential/did.hpp"
#include "credential/jwt.hpp"
#include "credential/web.hpp"

namespace tenbin::credential {

inline Envelope envelope() {
  return {"https://mill.example", "mill.example/log", 131'072 + 94'567};
}

inline std::string signed_json(const CertificateContent& content, std::uint8_t seed = 7) {
  const tlog::KeyPair key = samples::key(seed);
  return add_proof(to_credential(content, envelope()), signer_of(content, envelope(), key));
}

inline std::string signed_jwt(const CertificateContent& content) {
  const tlog::KeyPair key = samples::key();
  return make_jwt(to_credential(content, envelope()), signer_of(content, envelope(), key));
}

// The text with the first `from` replaced; the test fails when there is none.
inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  if (at == std::string::npos) throw std::runtime_error("not in the text: " + std::string(from));
  return text.replace(at, from.size(), to);
}

}  // namespace tenbin::credential
