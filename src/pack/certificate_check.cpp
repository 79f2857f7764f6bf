#include "pack/certificate_check.hpp"

#include <map>

#include "base/encoding.hpp"
#include "codec/json_value.hpp"
#include "engine/attest.hpp"
#include "engine/lookup.hpp"
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

// Of the document without its proofs, as attest_certificate has it.
tlog::Hash digest_of(const json::Value& document) {
  json::Object members;
  const auto all = document.object();
  if (all) {
    for (const json::Member& member : **all) {
      if (member.key != "proof") members.push_back(member);
    }
  }
  return tlog::sha256(as_bytes(json::write_canonical(json::Value(std::move(members), "/"))));
}

// Empty when the document agrees.
std::string wrong_document(const State& state, const std::string& bytes) {
  const auto document = json::parse(bytes, {std::size_t{64} << 20, 64});
  if (!document) return "json";
  const auto said = read_figures(*document);
  if (!said) return "form";
  const Index index = find_certificate(state, said->number);
  if (index == no_index) return "unknown";
  const Certificate& certificate = state.certificates[index];
  if (said->revision < 1 || said->revision > certificate.revision) return "revision";
  const Index attested = find_attestation(state, index, static_cast<std::int32_t>(said->revision));
  if (attested != no_index && digest_of(*document) != state.attestations[attested].digest)
    return "digest";
  if (certificate.revoked || said->revision < certificate.revision) return "";
  return said->lines == lines_of(state, certificate) ? "" : "figures";
}

}  // namespace

std::string wrong_certificate(const Replay& replay, const std::vector<const File*>& files) {
  for (const File* file : files) {
    if (!file->name.ends_with(".json")) continue;
    const std::string wrong = wrong_document(replay.state, file->bytes);
    if (!wrong.empty()) return wrong + " " + file->name;
  }
  return "";
}

}  // namespace tenbin::pack
