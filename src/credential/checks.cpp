#include "credential/checks.hpp"

#include <algorithm>

#include "credential/did.hpp"
#include "credential/jwt.hpp"
#include "credential/status_list.hpp"
#include "credential/summary.hpp"
#include "credential/time.hpp"
#include "credential/web.hpp"

namespace tenbin::credential {
namespace {

std::string_view did_part(std::string_view method) {
  return method.substr(0, method.find('#'));
}

// The did.json that was given, when it can be read.
std::optional<DidDocument> given_did(const Given& given) {
  if (!given.did) return std::nullopt;
  auto did = read_did(given.did->text);
  if (!did) return std::nullopt;
  return *std::move(did);
}

std::optional<tlog::PublicKey> key_of(const std::string& method,
                                      const std::optional<DidDocument>& did) {
  if (const DidKey* key = did ? did->find(method) : nullptr) return key->key;
  return key_in_method(method);
}

// The first thing that is wrong with a key by the did.json, at the moment it signed; empty if
// nothing.
std::string wrong_with(const Proof& proof, const DidDocument& did, std::optional<Instant> time) {
  const DidKey* key = did.find(proof.method);
  if (did.did != did_part(proof.method) || key == nullptr) return "not_in_did";
  if (!time) return "no_time";
  return key->valid_at(*time) ? "" : "key_retired";
}

// When it was signed: as the log's witnesses saw it, else as the signer says.
std::optional<Instant> time_of(const Proof& proof, const Document* document, const Given& given) {
  if (given.log.logged_at) return given.log.logged_at;
  if (!proof.created.empty()) return parse_time(proof.created);
  if (document == nullptr) return std::nullopt;
  return start_of(document->content.issued_on);
}

Check status_of(const Document& document, const StatusList& list, bool from_caller) {
  const Envelope& envelope = document.envelope;
  const std::uint64_t number = *envelope.status_index / status_list_bits;
  if (list.url != status_list_url(envelope.web, number) || list.issuer != did_of(envelope.web))
    return failed("status", "another_list");
  const std::string as_of = format_time(list.as_of);
  if (list.bits.test(*envelope.status_index % status_list_bits))
    return failed("status", "revoked_as_of " + as_of);
  // What came with the certificate says nothing of later.
  return from_caller ? passed("status", "as_of " + as_of)
                     : not_checked("status", "copy_as_of " + as_of);
}

}  // namespace

Check passed(std::string name, std::string reason) {
  return {std::move(name), CheckResult::passed, std::move(reason)};
}
Check failed(std::string name, std::string reason) {
  return {std::move(name), CheckResult::failed, std::move(reason)};
}
Check not_checked(std::string name, std::string reason) {
  return {std::move(name), CheckResult::not_checked, std::move(reason)};
}

std::string reason_of(const Problem& problem) {
  std::string reason;
  for (const Fact& fact : problem.facts) {
    if (!reason.empty()) reason += " ";
    reason += fact.value;
  }
  return reason;
}

Check check_signature(const std::vector<Proof>& proofs, const Given& given) {
  if (proofs.empty()) return failed("signature", "unsigned");
  const auto did = given_did(given);
  for (const Proof& proof : proofs) {
    const auto key = key_of(proof.method, did);
    if (!key) return failed("signature", "no_key");
    if (!proof.holds(*key)) return failed("signature", "does_not_match");
  }
  return passed("signature");
}

Check check_key(const std::vector<Proof>& proofs, const Document* document, const Given& given) {
  const auto did = given_did(given);
  if (given.did && !did) return failed("key", "did_malformed");
  for (const Proof& proof : proofs) {
    if (given.key && key_of(proof.method, did) != given.key) return failed("key", "another_key");
    if (document != nullptr && did_part(proof.method) != did_of(document->envelope.web))
      return failed("key", "another_issuer");
    if (!did) continue;
    std::string wrong = wrong_with(proof, *did, time_of(proof, document, given));
    if (!wrong.empty()) return failed("key", std::move(wrong));
  }
  if (proofs.empty()) return not_checked("key", "unsigned");
  if (given.key || (did && given.did->from_caller)) return passed("key");
  return not_checked("key", did ? "own_copy" : "no_key_given");
}

Check check_status(const Document& document, const Given& given) {
  if (!document.envelope.status_index) return not_checked("status", "no_status_entry");
  if (!given.status) return not_checked("status", "no_status_given");
  const auto read = read_signed_status_list(given.status->text);
  if (!read) return failed("status", "malformed");
  const auto& [list, proofs] = *read;
  Given keys;
  keys.did = given.did;
  if (check_signature(proofs, keys).result != CheckResult::passed)
    return failed("status", "does_not_match");
  // Signed by a key of this issuer: the one that is trusted, or one of its did.json.
  const auto did = given_did(given);
  for (const Proof& proof : proofs) {
    const bool trusted = given.key && key_of(proof.method, did) == given.key;
    const bool listed = did && wrong_with(proof, *did, list.as_of).empty();
    if (did_part(proof.method) != list.issuer || !(trusted || listed || (!given.key && !did)))
      return failed("status", "another_key");
  }
  return status_of(document, list, given.status->from_caller);
}

Check check_jwt(std::string_view jwt, std::string_view method, std::string_view unsigned_text) {
  const auto read = read_jwt(jwt);
  if (!read) return failed("jwt", reason_of(read.error()));
  if (read->payload != unsigned_text || read->proof.method != method)
    return failed("jwt", "differs");
  const auto key = key_in_method(method);
  if (!key || !read->proof.holds(*key)) return failed("jwt", "does_not_match");
  return passed("jwt");
}

Check check_summary(std::string_view text, const CertificateContent& content,
                    const Report& report) {
  const auto read = read_summary(text);
  if (!read) return failed("summary", reason_of(read.error()));
  const auto key = key_in_method(report.method);
  if (!key || !read->holds(*key)) return failed("summary", "does_not_match");
  const Summary& said = read->summary;
  tlog::Hash digest{};
  const auto bytes = from_hex(report.digest);
  std::copy(bytes->begin(), bytes->end(), digest.begin());
  if (said != summary_of(content, digest, said.allocated.has_value(), said.log_index))
    return failed("summary", "differs");
  return passed("summary");
}

}  // namespace tenbin::credential
