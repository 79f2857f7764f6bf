#include "credential/jwt.hpp"

#include <algorithm>

#include "codec/json_value.hpp"
#include "codec/json_writer.hpp"

namespace tenbin::credential {
namespace {

constexpr std::size_t longest_header = 2048;

std::string header_of(std::string_view method) {
  std::string header;
  json::Writer(header)
      .begin_object()
      .key("alg")
      .string("EdDSA")
      .key("cty")
      .string("vc")
      .key("kid")
      .string(method)
      .key("typ")
      .string("vc+jwt")
      .end_object();
  return header;
}

// The kid of a header that is exactly ours.
Result<std::string> method_in(std::string_view encoded) {
  const auto wrong = [](std::string what) {
    return json::invalid_at("jwt/header", std::move(what));
  };
  if (encoded.size() > longest_header) return wrong("range");
  const auto header = from_base64url(encoded);
  if (!header) return wrong("base64url");
  const auto parsed = json::parse(*header);
  if (!parsed) return wrong("json");
  const auto kid = parsed->text_of("kid");
  if (!kid) return wrong("kid");
  if (header_of(*kid) != *header) return wrong("jwt.header");
  return std::string(*kid);
}

}  // namespace

std::string make_jwt(std::string_view document, const Signer& signer) {
  std::string text = to_base64url(as_bytes(header_of(signer.method)));
  text += "." + to_base64url(as_bytes(document));
  const tlog::Signature signature = signer.key.sign(as_bytes(text));
  return text + "." + to_base64url(signature);
}

Result<Jwt> read_jwt(std::string_view text) {
  const std::size_t first = text.find('.');
  const std::size_t last = text.rfind('.');
  if (first == std::string_view::npos || first == last) return json::invalid_at("jwt", "jwt.parts");
  auto method = method_in(text.substr(0, first));
  if (!method) return tl::make_unexpected(method.error());
  auto payload = from_base64url(text.substr(first + 1, last - first - 1));
  if (!payload) return json::invalid_at("jwt/payload", "base64url");
  const auto signature = from_base64url(text.substr(last + 1));
  Result<Jwt> jwt;
  if (!signature || signature->size() != jwt->proof.signature.size())
    return json::invalid_at("jwt/signature", "proof.signature");
  std::copy(signature->begin(), signature->end(), jwt->proof.signature.begin());
  jwt->payload = std::move(*payload);
  jwt->proof.method = std::move(*method);
  jwt->proof.message = text.substr(0, last);
  return jwt;
}

}  // namespace tenbin::credential
