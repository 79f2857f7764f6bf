#pragma once
// The document that a certificate's revision was issued as is bound to the journal by its SHA-256:
// the leaf of this record is what the certificate's proof of inclusion is made of. A revision is
// attested once, while it is the current one; a certificate without it is as good as before.
//
// The status index of an attested revision counts them from 0 without gap, over the whole book: its
// place in the status lists (W3C Bitstring Status List). Its bit is set once it is withdrawn.
//
// Refusals in order: id.duplicate (the revision is attested), reference.unknown (certificate; a
// revision that is not the current one; a key that is not the one registered last),
// certificate.not_live (revoked). Whether the document is in the book is asked by the service
// (service/ledger.hpp), since the engine knows no documents.
#include "domain/commands.hpp"
#include "engine/state.hpp"

namespace tenbin {

struct CertificateAttested {
  const AttestCertificate* command;
  Index certificate;
};

Result<CertificateAttested> decide(const State& state, const AttestCertificate& command);
void apply(State& state, const CertificateAttested& event, std::uint32_t seq);

// The status index of that revision, a position in state.attestations; no_index when not attested.
Index find_attestation(const State& state, Index certificate, std::int32_t revision);

// Whether the attested revision was revoked or replaced.
bool is_withdrawn(const State& state, Index attestation);

}  // namespace tenbin
