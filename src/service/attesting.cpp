#include "service/attesting.hpp"

#include <algorithm>

#include "codec/json_writer.hpp"
#include "credential/did.hpp"
#include "credential/proof.hpp"
#include "credential/time.hpp"
#include "credential/web.hpp"
#include "engine/attest.hpp"
#include "service/certificate_keys.hpp"
#include "service/certificate_records.hpp"
#include "service/certify.hpp"
#include "service/log_reading.hpp"
#include "tlog/log_proof.hpp"

namespace tenbin {
namespace {

// What the book keeps is what to_credential once wrote.
Result<CertificateDocument> document_of(std::string text, std::uint64_t seq) {
  const auto corrupt = [&] {
    return problem(Code::book_corrupt, {{"seq", std::to_string(seq)}, {"place", "document"}});
  };
  const auto parsed = json::parse(text, json::Limits{credential::certificate_limit});
  if (!parsed) return corrupt();
  const auto body = parsed->object();
  if (!body) return corrupt();
  auto document = credential::read_credential(**body);
  if (!document) return corrupt();
  return CertificateDocument{
      std::move(document->content), std::move(document->envelope), std::move(text), seq, true, {}};
}

constexpr std::string_view without_mass = "qr:without_mass";

struct Attested {
  bool without_mass = false;
  std::string key;
};

// What the attesting record says beside the digest.
Result<Attested> attested_at(const Ledger& ledger, std::uint64_t seq) {
  Result<Attested> attested;
  TENBIN_TRY(look_at_record(ledger, seq, [&](const Record& record) {
    attested->without_mass = record.event.note == without_mass;
    const auto* command = std::get_if<AttestCertificate>(&record.event.command);
    if (command != nullptr && command->key) attested->key = command->key->text;
  }));
  return attested;
}

std::string command_of(const CertificateContent& content, const tlog::Hash& digest,
                       const std::string& key, bool qr_with_mass) {
  std::string text;
  json::Writer writer(text);
  writer.begin_object().key("certificate").string(content.number);
  writer.key("digest").string(to_hex(digest)).key("do").string("attest_certificate");
  writer.key("key").string(key);
  if (!qr_with_mass) writer.key("note").string(without_mass);
  writer.key("revision").integer(content.revision).end_object();
  return text;
}

}  // namespace

Result<CertificateDocument> certificate_document(const Ledger& ledger, Index index) {
  const State& state = ledger.state();
  const Certificate& issued = state.certificates[index];
  const Index attested = find_attestation(state, index, issued.revision);
  if (attested != no_index && !issued.revoked) {
    const Attestation& attestation = state.attestations[attested];
    auto text = ledger.document(attestation.digest);
    if (!text) return tl::make_unexpected(text.error());
    auto document = document_of(*std::move(text), attestation.seq);
    if (!document) return document;
    auto said = attested_at(ledger, attestation.seq);
    if (!said) return tl::make_unexpected(said.error());
    document->qr_with_mass = !said->without_mass;
    document->key = std::move(said->key);
    return document;
  }
  auto content = certificate_content(ledger, index);
  if (!content) return tl::make_unexpected(content.error());
  auto envelope = envelope_of_book(ledger.book());
  if (!envelope) return tl::make_unexpected(envelope.error());
  std::string text = credential::to_credential(*content, *envelope);
  return CertificateDocument{
      std::move(*content), std::move(*envelope), std::move(text), {}, true, {}};
}

Result<CertificateContent> attested_content(const Ledger& ledger, Index attestation) {
  const Attestation& attested = ledger.state().attestations[attestation];
  auto text = ledger.document(attested.digest);
  if (!text) return tl::make_unexpected(text.error());
  auto document = document_of(*std::move(text), attested.seq);
  if (!document) return tl::make_unexpected(document.error());
  return std::move(document->content);
}

Result<CertificateDocument> attest_certificate(Ledger& ledger, Index index,
                                               std::optional<Language> language,
                                               std::string_view actor, bool qr_without_mass) {
  const State& state = ledger.state();
  const std::int32_t revision = state.certificates[index].revision;
  const Index before = find_attestation(state, index, revision - 1);
  if (!qr_without_mass && before != no_index) {
    const auto said = attested_at(ledger, state.attestations[before].seq);
    if (!said) return tl::make_unexpected(said.error());
    qr_without_mass = said->without_mass;
  }
  auto content = certificate_content(ledger, index, language);
  if (!content) return tl::make_unexpected(content.error());
  auto envelope = envelope_of_book(ledger.book());
  if (!envelope) return tl::make_unexpected(envelope.error());
  envelope->status_index = ledger.state().attestations.size();
  auto key = current_certificate_key(ledger);
  if (!key) return tl::make_unexpected(key.error());
  CertificateDocument made{std::move(*content), std::move(*envelope), {}, {},
                           !qr_without_mass,    *std::move(key)};
  made.text = credential::to_credential(made.content, made.envelope);
  std::string command =
      command_of(made.content, ledger.put_document(made.text), made.key, made.qr_with_mass);
  const Answer answer = ledger.submit_text(std::move(command), actor);
  if (answer.status == Answer::Status::rejected) return tl::make_unexpected(answer.problem);
  made.seq = answer.seq;
  return made;
}

Result<CertificateProof> OwnProofs::proof_of(std::uint64_t seq) {
  const auto log = log_of(ledger_.book());
  if (!log) return tl::make_unexpected(log.error());
  if (!frontier_ || frontier_->size() >= seq) {
    const std::uint64_t on_disk = ledger_.frontier().size();
    if (seq > on_disk) {
      frontier_ = ledger_.frontier();
    } else {
      auto before = frontier_at(ledger_.book(), seq - 1);
      if (!before) return tl::make_unexpected(before.error());
      frontier_ = *std::move(before);
    }
  }
  std::string line;
  tlog::Proof proof;
  while (frontier_->size() < seq) {
    auto record = ledger_.record(frontier_->size() + 1);
    if (!record) return tl::make_unexpected(record.error());
    line = *std::move(record);
    proof = frontier_->inclusion_of_next();
    frontier_->append(tlog::leaf_hash(line));
  }
  std::string checkpoint = tlog::sign_checkpoint({log->name, seq, frontier_->root()}, key_);
  return CertificateProof{
      std::move(line),
      tlog::format_log_proof({seq - 1, std::move(proof), std::move(checkpoint), std::nullopt})};
}

credential::StatusBits status_bits(const State& state, std::uint64_t list) {
  credential::StatusBits bits;
  const std::uint64_t from = list * credential::status_list_bits;
  const std::uint64_t to =
      std::min<std::uint64_t>(from + credential::status_list_bits, state.attestations.size());
  for (std::uint64_t i = from; i < to; ++i) {
    if (is_withdrawn(state, static_cast<Index>(i))) bits.set(i - from);
  }
  return bits;
}

std::string signed_status_list(const State& state, std::string_view web, std::uint64_t list,
                               Instant as_of, const tlog::KeyPair& key) {
  const std::string method = credential::method_of(credential::did_of(web), key.public_key());
  return credential::add_proof(
      credential::status_list_json({std::string(web), list, as_of}, status_bits(state, list)),
      {key, method, credential::format_time(as_of)});
}

Result<std::optional<std::string>> status_list_copy(const Ledger& ledger,
                                                    const CertificateDocument& document,
                                                    const tlog::KeyPair& certificate_key) {
  const credential::Envelope& envelope = document.envelope;
  if (!envelope.status_index) return std::optional<std::string>();
  Instant as_of;
  TENBIN_TRY(
      look_at_record(ledger, ledger.size(), [&](const Record& record) { as_of = record.head.at; }));
  return std::optional(signed_status_list(ledger.state(), envelope.web,
                                          *envelope.status_index / credential::status_list_bits,
                                          as_of, certificate_key));
}

}  // namespace tenbin
