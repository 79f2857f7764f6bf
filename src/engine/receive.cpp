#include "engine/receive.hpp"

#include "engine/floor.hpp"
#include "engine/posting.hpp"
#include "engine/refusals.hpp"

namespace tenbin {

Result<void> can_back(const State& state, Index supplier_certificate, Index supplier, Date date,
                      Mass mass) {
  const SupplierCertificate& paper = state.supplier_certificates[supplier_certificate];
  const std::string id(state.texts.get(paper.id));
  if (paper.supplier != supplier) {
    return problem(
        Code::supplier_certificate_other_supplier,
        {{"supplier_certificate", id},
         {"supplier", std::string(state.texts.get(state.suppliers[paper.supplier].id))}});
  }
  if (date < paper.valid_from || date > paper.valid_to) {
    return problem(Code::supplier_certificate_expired,
                   {{"supplier_certificate", id},
                    {"date", format_date(date)},
                    {"valid_from", format_date(paper.valid_from)},
                    {"valid_to", format_date(paper.valid_to)}});
  }
  const Mass left = paper.mass - paper.used;
  if (left < mass) {
    return problem(
        Code::supplier_certificate_insufficient,
        {{"supplier_certificate", id}, {"have_kg", format_kg(left)}, {"want_kg", format_kg(mass)}});
  }
  return {};
}

Result<ReceiptRecorded> decide(const State& state, const Receive& command) {
  if (command.supplier_certificate && command.metal_class != MetalClass::renewable) {
    return problem(Code::input_invalid,
                   {{"field", "supplier_certificate"}, {"problem", "certificate.not_renewable"}});
  }
  TENBIN_TRY(room_for(state, command.mass));
  if (find_receipt(state, command.receipt.text) != no_index)
    return duplicate("receipt", command.receipt.text);
  const Index site = find_site(state, command.site.text);
  if (site == no_index) return unknown("site", command.site.text);
  const Index supplier = find_supplier(state, command.supplier.text);
  if (supplier == no_index) return unknown("supplier", command.supplier.text);
  Index paper = no_index;
  if (command.supplier_certificate) {
    paper = find_supplier_certificate(state, command.supplier_certificate->text);
    if (paper == no_index)
      return unknown("supplier_certificate", command.supplier_certificate->text);
  }
  const auto period = posting_period(state, site, command.date);
  if (!period) return tl::make_unexpected(period.error());
  if (paper != no_index) TENBIN_TRY(can_back(state, paper, supplier, command.date, command.mass));

  if (state.rulebook.input_event == InputEvent::receipt &&
      command.material != Material::internal_scrap) {
    InputChange change{site,     *period, day_in_period(state.rulebook, command.date, *period),
                       no_index, Mass(),  command.mass,
                       Mass()};
    if (paper != no_index) {
      change.account =
          find_account(state, account_name(state, site, characteristic_of(state, paper)));
      change.backed = part_of(command.mass, state.supplier_certificates[paper].renewable_share);
    }
    if (const auto shortfall = shortfall_of(state, change))
      return balance_insufficient(state, *shortfall);
  }
  return ReceiptRecorded{&command, site, supplier, paper, *period};
}

void apply(State& state, const ReceiptRecorded& event, std::uint32_t seq) {
  const Receive& command = *event.command;
  const Index index = static_cast<Index>(state.receipts.size());
  Receipt receipt;
  receipt.id = state.texts.add(command.receipt.text);
  receipt.seq = seq;
  receipt.date = command.date;
  receipt.site = event.site;
  receipt.supplier = event.supplier;
  receipt.supplier_certificate = event.supplier_certificate;
  receipt.mass = command.mass;
  receipt.has_factor = command.emission_factor.has_value();
  if (command.emission_factor) receipt.factor = *command.emission_factor;
  receipt.material = command.material;
  receipt.metal_class = command.metal_class;
  state.receipts.push_back(receipt);
  enter_receipt(state);
  state.entries[seq - 1] = {EntryKind::receipt, index};
  note_mass(state, command.mass);

  open_site_period(state, event.site, event.period);
  if (event.supplier_certificate != no_index) {
    state.supplier_certificates[event.supplier_certificate].used += command.mass;
    ensure_account(
        state, event.site,
        account_name(state, event.site, characteristic_of(state, event.supplier_certificate)),
        event.period);
  }
  if (state.rulebook.input_event == InputEvent::receipt) {
    const std::int32_t day = day_in_period(state.rulebook, command.date, event.period);
    count_input(state, {index, event.period, day, command.mass}, Count::in);
  }
}

}  // namespace tenbin
