#pragma once
// A certificate as JSON, schema "tenbin/certificate/1": canonical by RFC 8785, masses as decimal
// strings in kg, shares as integers in ppm, dates as ISO 8601, every member always there. The
// sentences that the certificate makes (wording.hpp) stand in it in both languages.
//
// A signed certificate has one more member,
//   "proof":{"key":"<Multikey>","signature":"<base64>","type":"Ed25519"},
// whose signature is over the canonical bytes of the document without "proof".
#include <optional>
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "certificate/content.hpp"
#include "certificate/wording.hpp"
#include "tlog/key.hpp"

namespace tenbin::certificate {

std::string to_json(const Content& content);
std::string sign(const Content& content, const tlog::KeyPair& key);

struct Proof {
  tlog::PublicKey key;
  std::string key_text;  // as Multikey
  tlog::Signature signature;
};

// What a text says; nothing of it is checked but its form (verify.hpp checks the rest).
struct Document {
  Content content;
  Claims claims;
  std::string unsigned_text;   // canonical, without "proof": what is signed
  std::optional<Proof> proof;  // none in an unsigned document
  bool canonical = false;      // the text was canonical, to the byte
};

// certificate.malformed with the facts place and problem: no I-JSON, a member that is missing,
// unknown or of another form than to_json writes.
Result<Document> read_json(std::string_view text);

// SHA-256, hex, of the canonical bytes without "proof": what the book keeps of a certificate.
std::string content_digest(const Content& content);

}  // namespace tenbin::certificate
