#include "engine/attest.hpp"

#include "engine/posting.hpp"

namespace tenbin {

Index find_attestation(const State& state, Index certificate, std::int32_t revision) {
  for (const Index index : state.certificates[certificate].attestations) {
    if (state.attestations[index].revision == revision) return index;
  }
  return no_index;
}

bool is_withdrawn(const State& state, Index attestation) {
  const Attestation& attested = state.attestations[attestation];
  const Certificate& certificate = state.certificates[attested.certificate];
  return certificate.revoked || certificate.revision != attested.revision;
}

Result<CertificateAttested> decide(const State& state, const AttestCertificate& command) {
  const Index index = find_certificate(state, command.certificate.text);
  if (index == no_index) return unknown("certificate", command.certificate.text);
  const std::string revision_id =
      std::string(command.certificate.text) + ".r" + std::to_string(command.revision.value);
  if (find_attestation(state, index, command.revision.value) != no_index)
    return duplicate("revision", revision_id);
  const Certificate& certificate = state.certificates[index];
  if (certificate.revision != command.revision.value) return unknown("revision", revision_id);
  if (command.key && !state.certificate_keys.empty() &&
      state.texts.get(state.certificate_keys.back().key) != command.key->text)
    return unknown("key", command.key->text);
  if (certificate.revoked)
    return problem(Code::certificate_not_live,
                   {{"certificate", std::string(command.certificate.text)}});
  return CertificateAttested{&command, index};
}

void apply(State& state, const CertificateAttested& event, std::uint32_t seq) {
  const auto status_index = static_cast<Index>(state.attestations.size());
  state.attestations.push_back(
      {event.certificate, event.command->revision.value, seq, event.command->digest.bytes});
  state.certificates[event.certificate].attestations.push_back(status_index);
}

}  // namespace tenbin
