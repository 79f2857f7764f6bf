#include "credential/did.hpp"

#include <algorithm>

#include "codec/json_value.hpp"
#include "codec/json_writer.hpp"
#include "credential/time.hpp"

namespace tenbin::credential {
namespace {

using json::Value;

constexpr json::Limits limits{std::size_t{1} << 20, 16};
constexpr std::size_t most_keys = 256;

// A moment that may be missing.
Result<std::optional<Instant>> time_of(const Value& method, std::string_view key) {
  const Value* value = method.find(key);
  if (value == nullptr) return std::optional<Instant>();
  const auto text = value->text();
  if (!text) return tl::make_unexpected(text.error());
  const auto time = parse_time(*text);
  if (!time) return json::invalid_at(value->place(), "date");
  return time;
}

// Nothing for a key of another kind.
Result<std::optional<DidKey>> read_key(const Value& method) {
  const auto id = method.text_of("id");
  if (!id) return tl::make_unexpected(id.error());
  const auto type = method.text_of("type");
  if (!type) return tl::make_unexpected(type.error());
  const auto text = method.text_of("publicKeyMultibase");
  if (*type != "Multikey" || !text) return std::optional<DidKey>();
  const auto key = tlog::parse_multikey(*text);
  if (!key) return std::optional<DidKey>();
  const auto expires = time_of(method, "expires");
  if (!expires) return tl::make_unexpected(expires.error());
  const auto revoked = time_of(method, "revoked");
  if (!revoked) return tl::make_unexpected(revoked.error());
  return std::optional<DidKey>(DidKey{std::string(*id), *key, *expires, *revoked});
}

Result<std::vector<DidKey>> read_methods(const Value& document) {
  std::vector<DidKey> keys;
  if (document.find("verificationMethod") == nullptr) return keys;
  const auto methods = document.array_of("verificationMethod");
  if (!methods) return tl::make_unexpected(methods.error());
  if ((*methods)->size() > most_keys) return json::invalid_at("/verificationMethod", "range");
  for (const Value& method : **methods) {
    auto key = read_key(method);
    if (!key) return tl::make_unexpected(key.error());
    if (*key) keys.push_back(std::move(**key));
  }
  return keys;
}

}  // namespace

bool DidKey::valid_at(Instant time) const {
  return (!expires || time < *expires) && (!revoked || time < *revoked);
}

const DidKey* DidDocument::find(std::string_view id) const {
  const auto key =
      std::find_if(keys.begin(), keys.end(), [&](const DidKey& each) { return each.id == id; });
  return key == keys.end() ? nullptr : &*key;
}

std::string method_of(std::string_view did, const tlog::PublicKey& key) {
  return std::string(did) + "#" + tlog::format_multikey(key);
}

std::optional<tlog::PublicKey> key_in_method(std::string_view method) {
  const std::size_t hash = method.find('#');
  if (hash == std::string_view::npos) return std::nullopt;
  const auto key = tlog::parse_multikey(method.substr(hash + 1));
  if (!key) return std::nullopt;
  return *key;
}

std::string did_json(const DidDocument& document) {
  std::string out;
  json::Writer w(out);
  w.begin_object().key("@context").begin_array();
  w.string("https://www.w3.org/ns/did/v1").string("https://w3id.org/security/multikey/v1");
  w.end_array().key("assertionMethod").begin_array();
  for (const DidKey& key : document.keys) w.string(key.id);
  w.end_array().key("id").string(document.did).key("verificationMethod").begin_array();
  for (const DidKey& key : document.keys) {
    w.begin_object().key("controller").string(document.did);
    if (key.expires) w.key("expires").string(format_time(*key.expires));
    w.key("id").string(key.id).key("publicKeyMultibase").string(tlog::format_multikey(key.key));
    if (key.revoked) w.key("revoked").string(format_time(*key.revoked));
    w.key("type").string("Multikey").end_object();
  }
  w.end_array().end_object();
  return out;
}

Result<DidDocument> read_did(std::string_view text) {
  const auto parsed = json::parse(text, limits);
  if (!parsed) return tl::make_unexpected(parsed.error());
  const auto did = parsed->text_of("id");
  if (!did) return tl::make_unexpected(did.error());
  auto methods = read_methods(*parsed);
  if (!methods) return tl::make_unexpected(methods.error());
  Result<DidDocument> document;
  document->did = *did;
  if (parsed->find("assertionMethod") == nullptr) return document;
  const auto named = parsed->array_of("assertionMethod");
  if (!named) return tl::make_unexpected(named.error());
  if ((*named)->size() > most_keys) return json::invalid_at("/assertionMethod", "range");
  for (const Value& each : **named) {
    const auto id = each.text();
    if (!id) continue;  // a key written out in its place: not a form that we need
    const auto key = std::find_if(methods->begin(), methods->end(),
                                  [&](const DidKey& method) { return method.id == *id; });
    if (key != methods->end()) document->keys.push_back(*key);
  }
  return document;
}

}  // namespace tenbin::credential
