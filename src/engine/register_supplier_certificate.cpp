#include "engine/register_supplier_certificate.hpp"

#include "engine/posting.hpp"

namespace tenbin {

Result<SupplierCertificateRegistered> decide(const State& state,
                                             const RegisterSupplierCertificate& command) {
  const std::string_view id = command.supplier_certificate.text;
  if (command.valid_from > command.valid_to)
    return problem(Code::input_invalid, {{"field", "valid_to"}, {"problem", "dates.order"}});
  TENBIN_TRY(room_for(state, command.mass));
  if (find_supplier_certificate(state, id) != no_index)
    return duplicate("supplier_certificate", id);
  const Index supplier = find_supplier(state, command.supplier.text);
  if (supplier == no_index) return unknown("supplier", command.supplier.text);
  if (!is_renewable(command.power_source)) {
    return problem(Code::power_source_not_renewable,
                   {{"power_source", std::string(name_of(command.power_source))}});
  }
  if (command.chain_model == ChainModel::book_and_claim) {
    return problem(Code::chain_model_not_allowed,
                   {{"chain_model", std::string(name_of(command.chain_model))}});
  }
  return SupplierCertificateRegistered{&command, supplier};
}

void apply(State& state, const SupplierCertificateRegistered& event, std::uint32_t seq) {
  const RegisterSupplierCertificate& command = *event.command;
  SupplierCertificate paper;
  paper.id = state.texts.add(command.supplier_certificate.text);
  paper.seq = seq;
  paper.supplier = event.supplier;
  paper.valid_from = command.valid_from;
  paper.valid_to = command.valid_to;
  paper.power_source = command.power_source;
  paper.renewable_share = command.renewable_share;
  paper.mass = command.mass;
  paper.factor = command.emission_factor;
  note_mass(state, command.mass);
  state.supplier_certificates.push_back(paper);
  enter_supplier_certificate(state);
}

}  // namespace tenbin
