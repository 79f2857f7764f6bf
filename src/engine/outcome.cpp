// outcome_of of engine.hpp: one small function an event that has something to add.
#include "base/check.hpp"
#include "codec/json_writer.hpp"
#include "engine/engine.hpp"
#include "engine/posting.hpp"

namespace tenbin {
namespace {

using json::Writer;

std::string_view account_text(const State& state, Index account) {
  return state.texts.get(state.accounts[account].name);
}

// The account that a taking names: none is known yet where the command opens it.
std::string_view account_text(const State& state, const AllocationMade& event,
                              const AllocationMade::Taking& taking) {
  if (taking.account != no_index) return account_text(state, taking.account);
  TENBIN_CHECK(event.command->account.has_value());
  return event.command->account->text;
}

// Members are written in the order of their names; "residues" is the last of all of them but
// "revision".
void write_members(Writer&, const State&, const auto&) {}

void write_members(Writer& writer, const State& state, const AllocationMade& event) {
  writer.key("accounts").begin_array();
  for (const auto& taking : event.takings) {
    writer.begin_object()
        .key("account")
        .string(account_text(state, event, taking))
        .key("mass_kg")
        .string(format_kg(taking.mass))
        .end_object();
  }
  writer.end_array().key("mass_kg").string(format_kg(event.mass));
}

void write_members(Writer& writer, const State& state, const PeriodClosed& event) {
  writer.key("accounts").begin_array();
  for (const auto& closing : event.accounts) {
    writer.begin_object()
        .key("account")
        .string(account_text(state, closing.account))
        .key("carried_kg")
        .string(format_kg(closing.carried.total()))
        .key("expired_kg")
        .string(format_kg(closing.expired))
        .end_object();
  }
  writer.end_array();
}

void write_members(Writer& writer, const State& state, const CertificateIssued& event) {
  writer.key("allocations").begin_array();
  for (const Index index : event.allocations)
    writer.string(state.texts.get(state.allocations[index].id));
  writer.end_array().key("certificate").string(event.number);
  writer.key("mass_kg")
      .string(format_kg(mass_of(state, event.allocations)))
      .key("revision")
      .integer(1);
}

void write_members(Writer& writer, const State& state, const CertificateReplaced& event) {
  const Certificate& certificate = state.certificates[event.certificate];
  writer.key("certificate").string(state.texts.get(certificate.number));
  writer.key("mass_kg").string(format_kg(mass_of(state, event.allocations)));
  writer.key("revision").integer(certificate.revision + 1);
}

void write_members(Writer& writer, const State& state, const CertificateRevoked& event) {
  writer.key("certificate").string(state.texts.get(state.certificates[event.certificate].number));
}

void write_members(Writer& writer, const State& state, const CertificateAttested&) {
  writer.key("status_index").integer(static_cast<std::int64_t>(state.attestations.size()));
}

void write_members(Writer& writer, const State&, const CreditsAdjusted& event) {
  if (!event.written_off.empty()) writer.key("taken_kg").string(format_kg(event.taken));
}

void write_members(Writer& writer, const State& state, const ReceiptRecorded& event) {
  if (event.supplier_certificate == no_index) return;
  const Share share = state.supplier_certificates[event.supplier_certificate].renewable_share;
  const bool counts = event.command->material != Material::internal_scrap;
  writer.key("backed_kg").string(format_kg(counts ? part_of(event.command->mass, share) : Mass()));
}

void write_members(Writer& writer, const State& state, const ReceiptBacked& event) {
  Receipt receipt = state.receipts[event.receipt];
  receipt.supplier_certificate = event.supplier_certificate;
  writer.key("backed_kg").string(format_kg(backed_part(state, receipt, receipt.mass)));
}

void write_members(Writer& writer, const State& state, const ChargeRecorded& event) {
  const Receipt& receipt = state.receipts[event.receipt];
  if (receipt.supplier_certificate == no_index) return;
  writer.key("backed_kg").string(format_kg(backed_part(state, receipt, event.command->mass)));
}

}  // namespace

std::string outcome_of(const State& state, const Event& event) {
  std::string out;
  Writer writer(out);
  writer.begin_object();
  std::visit([&](const auto& which) { write_members(writer, state, which); }, event);
  writer.end_object();
  if (out == "{}") out.clear();
  return out;
}

}  // namespace tenbin
