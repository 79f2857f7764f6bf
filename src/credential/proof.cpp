#include "credential/proof.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "codec/json_writer.hpp"
#include "tlog/base58.hpp"
#include "tlog/sha256.hpp"

namespace tenbin::credential {
namespace {

using json::Member;
using json::Object;
using json::Value;

constexpr std::string_view kind = "DataIntegrityProof";
constexpr std::string_view suite = "eddsa-jcs-2022";
constexpr std::string_view purpose = "assertionMethod";
constexpr std::size_t most_proofs = 16;

void add(Object& object, std::string_view key, Value value) {
  const auto after = std::find_if(object.begin(), object.end(), [&](const Member& member) {
    return json::key_less(key, member.key);
  });
  object.insert(after, Member{std::string(key), std::move(value)});
}

void add_text(Object& object, std::string_view key, std::string_view text) {
  add(object, key, Value(std::string(text), ""));
}

std::string message_of(const Value& options, std::string_view unsigned_text) {
  const tlog::Hash first = tlog::sha256(as_bytes(json::write_canonical(options)));
  const tlog::Hash second = tlog::sha256(as_bytes(unsigned_text));
  std::string message(first.begin(), first.end());
  message.append(second.begin(), second.end());
  return message;
}

Result<void> check_choice(const Value& proof, std::string_view key, std::string_view wanted) {
  const auto text = proof.text_of(key);
  if (!text) return tl::make_unexpected(text.error());
  if (*text != wanted) return json::invalid_at(proof.find(key)->place(), "choice");
  return {};
}

// The proof's @context is the document's, where there is one.
Result<void> check_context(const Value& proof, const Object& body) {
  const Value* said = proof.find("@context");
  if (said == nullptr) return {};
  for (const Member& member : body) {
    if (member.key == "@context" && member.value == *said) return {};
  }
  return json::invalid_at(said->place(), "choice");
}

Result<Proof> read_proof(const Value& value, const Secured& secured) {
  TENBIN_TRY(value.only_keys({"@context", "created", "cryptosuite", "proofPurpose", "proofValue",
                              "type", "verificationMethod"}));
  TENBIN_TRY(check_choice(value, "type", kind));
  TENBIN_TRY(check_choice(value, "cryptosuite", suite));
  TENBIN_TRY(check_choice(value, "proofPurpose", purpose));
  TENBIN_TRY(check_context(value, secured.body));
  Proof proof;
  const auto method = value.text_of("verificationMethod");
  if (!method) return tl::make_unexpected(method.error());
  proof.method = *method;
  const auto created = value.text_of("created");
  if (!created) return tl::make_unexpected(created.error());
  proof.created = *created;
  const auto text = value.text_of("proofValue");
  if (!text) return tl::make_unexpected(text.error());
  const auto bytes = text->starts_with('z') ? tlog::from_base58(text->substr(1)) : std::nullopt;
  if (!bytes || bytes->size() != proof.signature.size())
    return json::invalid_at(value.find("proofValue")->place(), "proof.signature");
  std::copy(bytes->begin(), bytes->end(), proof.signature.begin());
  Object options = **value.object();
  std::erase_if(options, [](const Member& member) { return member.key == "proofValue"; });
  proof.message = message_of(Value(std::move(options), ""), secured.unsigned_text);
  return proof;
}

}  // namespace

bool Proof::holds(const tlog::PublicKey& key) const {
  return tlog::verify_signature(key, as_bytes(message), signature);
}

std::string add_proof(std::string_view document, const Signer& signer) {
  Result<Value> parsed = json::parse(document, json::Limits{document.size()});
  TENBIN_CHECK(parsed && parsed->object() && parsed->find("proof") == nullptr);
  Object proof;
  if (const Value* context = parsed->find("@context")) add(proof, "@context", *context);
  add_text(proof, "created", signer.created);
  add_text(proof, "cryptosuite", suite);
  add_text(proof, "proofPurpose", purpose);
  add_text(proof, "type", kind);
  add_text(proof, "verificationMethod", signer.method);
  const std::string message = message_of(Value(proof, ""), document);
  const tlog::Signature signature = signer.key.sign(as_bytes(message));
  add_text(proof, "proofValue", "z" + tlog::to_base58(signature));
  Object secured = **parsed->object();
  add(secured, "proof", Value(std::move(proof), ""));
  return json::write_canonical(Value(std::move(secured), ""));
}

Result<Secured> split_proofs(const Value& document) {
  const auto members = document.object();
  if (!members) return tl::make_unexpected(members.error());
  Result<Secured> secured;
  secured->body = **members;
  std::erase_if(secured->body, [](const Member& member) { return member.key == "proof"; });
  secured->unsigned_text = json::write_canonical(Value(secured->body, ""));
  const Value* said = document.find("proof");
  if (said == nullptr) return secured;
  if (!said->array()) {
    auto proof = read_proof(*said, *secured);
    if (!proof) return tl::make_unexpected(proof.error());
    secured->proofs.push_back(std::move(*proof));
    return secured;
  }
  const json::Array& all = **said->array();
  if (all.empty() || all.size() > most_proofs) return json::invalid_at(said->place(), "range");
  for (const Value& each : all) {
    auto proof = read_proof(each, *secured);
    if (!proof) return tl::make_unexpected(proof.error());
    secured->proofs.push_back(std::move(*proof));
  }
  return secured;
}

}  // namespace tenbin::credential
