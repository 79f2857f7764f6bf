#pragma once
// Evidence for renewable metal. Refusals in order: input.invalid (valid_from after valid_to),
// id.duplicate, reference.unknown (supplier), power_source.not_renewable (nuclear, fossil, grid),
// chain_model.not_allowed (book_and_claim is not tied to a physical receipt: ISO
// 22095:2020, 3.3.5).
#include "domain/commands.hpp"
#include "engine/state.hpp"

namespace tenbin {

struct SupplierCertificateRegistered {
  const RegisterSupplierCertificate* command;
  Index supplier;
};

Result<SupplierCertificateRegistered> decide(const State& state,
                                             const RegisterSupplierCertificate& command);
void apply(State& state, const SupplierCertificateRegistered& event, std::uint32_t seq);

}  // namespace tenbin
