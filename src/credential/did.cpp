#include "credential/did.hpp"

#include <algorithm>

#include "codec/json_value.hpp"
#include "codec/json_writer.hpp"
#include "credential/time.hpp"
#include "tlog/base58.hpp"

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

bool is_over(const std::optional<Instant>& end, Instant time) {
  return end && !(time < *end);
}

// What is listed, as far as its kind is known.
struct Methods {
  std::vector<DidKey> keys;
  std::vector<DidSeal> seals;
};

// A key of another kind is passed over.
Result<void> read_method(const Value& method, Methods& methods) {
  const auto id = method.text_of("id");
  if (!id) return tl::make_unexpected(id.error());
  const auto type = method.text_of("type");
  if (!type) return tl::make_unexpected(type.error());
  const auto text = method.text_of("publicKeyMultibase");
  if (*type != "Multikey" || !text) return {};
  const auto key = tlog::parse_multikey(*text);
  if (!key && !is_seal_key(*text)) return {};
  const auto expires = time_of(method, "expires");
  if (!expires) return tl::make_unexpected(expires.error());
  const auto revoked = time_of(method, "revoked");
  if (!revoked) return tl::make_unexpected(revoked.error());
  if (key) {
    methods.keys.push_back({std::string(*id), *key, *expires, *revoked});
  } else {
    methods.seals.push_back({std::string(*id), std::string(*text), *expires, *revoked});
  }
  return {};
}

Result<Methods> read_methods(const Value& document) {
  Methods read;
  if (document.find("verificationMethod") == nullptr) return read;
  const auto methods = document.array_of("verificationMethod");
  if (!methods) return tl::make_unexpected(methods.error());
  if ((*methods)->size() > most_keys) return json::invalid_at("/verificationMethod", "range");
  for (const Value& method : **methods) TENBIN_TRY(read_method(method, read));
  return read;
}

// The ids under assertionMethod. A key that is written out in its place is not a form that we need.
Result<std::vector<std::string>> read_allowed(const Value& document) {
  std::vector<std::string> ids;
  if (document.find("assertionMethod") == nullptr) return ids;
  const auto named = document.array_of("assertionMethod");
  if (!named) return tl::make_unexpected(named.error());
  if ((*named)->size() > most_keys) return json::invalid_at("/assertionMethod", "range");
  for (const Value& each : **named) {
    if (const auto id = each.text()) ids.emplace_back(*id);
  }
  return ids;
}

const DidKey* find_key(std::string_view id, const std::vector<DidKey>& keys) {
  const auto key =
      std::find_if(keys.begin(), keys.end(), [&](const DidKey& each) { return each.id == id; });
  return key == keys.end() ? nullptr : &*key;
}

template <class Key>
void write_method(json::Writer& w, const Key& key, std::string_view did, std::string_view text) {
  w.begin_object().key("controller").string(did);
  if (key.expires) w.key("expires").string(format_time(*key.expires));
  w.key("id").string(key.id).key("publicKeyMultibase").string(text);
  if (key.revoked) w.key("revoked").string(format_time(*key.revoked));
  w.key("type").string("Multikey").end_object();
}

}  // namespace

bool DidKey::valid_at(Instant time) const {
  return !is_over(expires, time) && !is_over(revoked, time);
}

bool DidSeal::valid_at(Instant time) const {
  return !is_over(expires, time) && !is_over(revoked, time);
}

const DidKey* DidDocument::find(std::string_view id) const {
  return find_key(id, keys);
}

std::string did_of_key(const tlog::PublicKey& key) {
  return "did:key:" + tlog::format_multikey(key);
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

bool is_seal_key(std::string_view text) {
  if (!text.starts_with('z') || text.size() > 64) return false;
  const auto bytes = tlog::from_base58(text.substr(1));
  constexpr std::string_view head = "\x80\x24";  // multicodec p256-pub, 0x1200
  return bytes && bytes->size() == head.size() + 33 && bytes->starts_with(head) &&
         ((*bytes)[2] == 2 || (*bytes)[2] == 3);
}

DidSeal seal_of(std::string_view did, std::string key) {
  std::string id = std::string(did) + "#" + key;
  return {std::move(id), std::move(key)};
}

std::string did_json(const DidDocument& document) {
  std::string out;
  json::Writer w(out);
  w.begin_object().key("@context").begin_array();
  w.string("https://www.w3.org/ns/did/v1").string("https://w3id.org/security/multikey/v1");
  w.end_array().key("assertionMethod").begin_array();
  for (const DidKey& key : document.keys) w.string(key.id);
  w.end_array().key("id").string(document.did).key("verificationMethod").begin_array();
  for (const DidKey& key : document.keys)
    write_method(w, key, document.did, tlog::format_multikey(key.key));
  for (const DidSeal& seal : document.seals) write_method(w, seal, document.did, seal.key);
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
  const auto allowed = read_allowed(*parsed);
  if (!allowed) return tl::make_unexpected(allowed.error());
  Result<DidDocument> document;
  document->did = *did;
  for (const std::string& id : *allowed) {
    const DidKey* key = find_key(id, methods->keys);
    if (key != nullptr && document->find(id) == nullptr) document->keys.push_back(*key);
  }
  for (DidSeal& seal : methods->seals) {
    if (std::find(allowed->begin(), allowed->end(), seal.id) == allowed->end())
      document->seals.push_back(std::move(seal));
  }
  return document;
}

}  // namespace tenbin::credential
