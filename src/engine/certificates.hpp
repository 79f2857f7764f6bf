#pragma once
// Certificates on allocations of one customer; they may be issued, replaced and revoked on any
// date, after the close too. A line has at most one live certificate.
//
// issue: input.invalid (neither or both of allocations and from, to; an allocation named twice),
// id.duplicate (wanted number), reference.unknown (customer; an allocation unknown, released or
// another customer's), certificate.empty, shipment.already_certified, balance.negative. replace:
// reference.unknown, certificate.not_live (revoked), certificate.empty, shipment.already_certified,
// balance.negative.  revoke: reference.unknown, certificate.not_live.
#include <string>
#include <vector>

#include "domain/commands.hpp"
#include "engine/state.hpp"

namespace tenbin {

struct CertificateIssued {
  const IssueCertificate* command;
  Index customer;
  std::string number;
  std::uint32_t serial;  // of the year, 0 for a wanted number
  std::vector<Index> allocations;
};
struct CertificateReplaced {
  const ReplaceCertificate* command;
  Index certificate;
  std::vector<Index> allocations;
};
struct CertificateRevoked {
  Index certificate;
};

Result<CertificateIssued> decide(const State& state, const IssueCertificate& command);
Result<CertificateReplaced> decide(const State& state, const ReplaceCertificate& command);
Result<CertificateRevoked> decide(const State& state, const RevokeCertificate& command);

void apply(State& state, const CertificateIssued& event, std::uint32_t seq);
void apply(State& state, const CertificateReplaced& event, std::uint32_t seq);
void apply(State& state, const CertificateRevoked& event, std::uint32_t seq);

// The lines that the allocations are on, each once.
std::vector<Index> lines_of(const State& state, const std::vector<Index>& allocations);

// The masses of the allocations together.
Mass mass_of(const State& state, const std::vector<Index>& allocations);

}  // namespace tenbin
