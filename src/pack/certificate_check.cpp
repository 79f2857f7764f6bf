#include "pack/certificate_check.hpp"

#include <map>

#include "base/encoding.hpp"
#include "codec/command_reader.hpp"
#include "codec/json_value.hpp"
#include "credential/credential.hpp"
#include "credential/did.hpp"
#include "credential/jwt.hpp"
#include "credential/mass_balance.hpp"
#include "engine/attest.hpp"
#include "engine/lookup.hpp"
#include "pack/statement_check.hpp"
#include "tlog/sha256.hpp"

namespace tenbin::pack {
namespace {

struct LineFigures {
  std::string mass_kg;
  std::string allocated_kg;
  std::int64_t share_ppm = 0;
  bool operator==(const LineFigures&) const = default;
};
using Lines = std::map<std::pair<std::string, std::int64_t>, LineFigures>;

struct Said {
  std::string number;
  std::int64_t revision = 0;
  Lines lines;
  // Nothing where it cites none, a problem where it does in a form that no record has.
  std::optional<Result<certificate::Verification>> cited = {};
};

Result<Said> read_figures(const json::Value& document) {
  const json::Value* const subject = document.find("credentialSubject");
  const json::Value* const inner = subject == nullptr ? nullptr : subject->find("massBalance");
  const json::Value& body = inner == nullptr ? document : *inner;
  Said said;
  const auto number = body.text_of("number");
  if (!number) return tl::make_unexpected(number.error());
  said.number = *number;
  const auto revision = body.integer_of("revision");
  if (!revision) return tl::make_unexpected(revision.error());
  said.revision = *revision;
  if (const json::Value* cited = body.find("verification"))
    said.cited = credential::read_verification(*cited);
  const auto lines = body.array_of("lines");
  if (!lines) return tl::make_unexpected(lines.error());
  for (const json::Value& line : **lines) {
    const auto shipment = line.text_of("shipment");
    const auto place = line.integer_of("line");
    const auto mass = line.text_of("mass_kg");
    const auto allocated = line.text_of("allocated_kg");
    const auto share = line.integer_of("share_ppm");
    if (!shipment || !place || !mass || !allocated || !share)
      return json::invalid_at(line.place(), "line");
    const auto [at, is_new] =
        said.lines.try_emplace({std::string(*shipment), *place},
                               LineFigures{std::string(*mass), std::string(*allocated), *share});
    if (!is_new) return json::invalid_at(line.place(), "twice");
  }
  return said;
}

Lines lines_of(const State& state, const Certificate& certificate) {
  std::map<Index, Mass> allocated;
  for (const Index index : certificate.allocations)
    allocated[state.allocations[index].line] += state.allocations[index].mass;
  Lines lines;
  for (const auto& [index, mass] : allocated) {
    const Line& line = state.lines[index];
    lines[{std::string(state.texts.get(line.shipment)), line.number}] = {
        format_kg(line.mass), format_kg(mass), share_of(mass, line.mass).ppm()};
  }
  return lines;
}

// A document with its signatures, of whichever envelope.
struct Signed {
  json::Value document;
  std::string unsigned_text;
  std::vector<credential::Proof> proofs;
};

Result<Signed> open_json(const std::string& bytes) {
  auto document = json::parse(bytes, json::Limits{credential::certificate_limit});
  if (!document) return tl::make_unexpected(document.error());
  auto secured = credential::split_proofs(*document);
  if (!secured) return tl::make_unexpected(secured.error());
  return Signed{std::move(*document), std::move(secured->unsigned_text),
                std::move(secured->proofs)};
}

Result<Signed> open_jwt(const std::string& bytes) {
  auto jwt =
      credential::read_jwt(std::string_view(bytes).substr(0, bytes.find_last_not_of('\n') + 1));
  if (!jwt) return tl::make_unexpected(jwt.error());
  auto document = json::parse(jwt->payload, json::Limits{credential::certificate_limit});
  if (!document) return tl::make_unexpected(document.error());
  return Signed{std::move(*document), std::move(jwt->payload), {std::move(jwt->proof)}};
}

// The key that the attesting record names; empty when it names none.
std::string key_in_log(const Replay& replay, std::uint64_t seq) {
  CommandReader reader;
  // The rest of the journal lies behind the line, as the reader wants it.
  const auto record = reader.read_record(replay.lines[seq - 1]);
  const auto* attested = record ? std::get_if<AttestCertificate>(&record->event.command) : nullptr;
  return attested != nullptr && attested->key ? std::string(attested->key->text) : "";
}

// Every proof by the key that its method holds, which is `key` where the log names one. Where it
// does, there must be a proof.
bool is_well_signed(const Signed& document, const std::string& key) {
  for (const credential::Proof& proof : document.proofs) {
    const auto of_method = credential::key_in_method(proof.method);
    if (!of_method || !proof.holds(*of_method)) return false;
    if (!key.empty() && !proof.method.ends_with("#" + key)) return false;
  }
  return key.empty() || !document.proofs.empty();
}

// Empty when the document agrees.
std::string wrong_document(const Replay& replay, const Signed& signed_document,
                           const std::vector<const File*>& statements) {
  const State& state = replay.state;
  const auto said = read_figures(signed_document.document);
  if (!said) return "form";
  const Index index = find_certificate(state, said->number);
  if (index == no_index) return "unknown";
  const Certificate& certificate = state.certificates[index];
  if (said->revision < 1 || said->revision > certificate.revision) return "revision";
  const Index attested = find_attestation(state, index, static_cast<std::int32_t>(said->revision));
  std::string key;
  if (attested != no_index) {
    if (tlog::sha256(as_bytes(signed_document.unsigned_text)) !=
        state.attestations[attested].digest)
      return "digest";
    key = key_in_log(replay, state.attestations[attested].seq);
  }
  if (!is_well_signed(signed_document, key)) return "signature";
  if (certificate.revoked || said->revision < certificate.revision) return "";
  if (said->lines != lines_of(state, certificate)) return "figures";
  const auto& cited = said->cited;
  const bool good = !cited || (*cited && may_cite(replay, certificate, **cited, statements));
  return good ? "" : "cites";
}

}  // namespace

std::string wrong_certificate(const Replay& replay, const std::vector<const File*>& files,
                              const std::vector<const File*>& statements) {
  for (const File* file : files) {
    const bool is_json = file->name.ends_with(".json");
    if (!is_json && !file->name.ends_with(".jwt")) continue;
    const auto document = is_json ? open_json(file->bytes) : open_jwt(file->bytes);
    const std::string wrong = document ? wrong_document(replay, *document, statements) : "json";
    if (!wrong.empty()) return wrong + " " + file->name;
  }
  return "";
}

}  // namespace tenbin::pack
