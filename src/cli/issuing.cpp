#include "cli/issuing.hpp"

#include <algorithm>

#include "engine/certificates.hpp"
#include "engine/lookup.hpp"

namespace tenbin::cli {

std::string Issuing::id_of(Index customer) const {
  const State& state = ledger_.state();
  return std::string(state.texts.get(state.customers[customer].id));
}

Result<void> Issuing::issue(Index customer, const std::vector<std::string>& allocations,
                            std::optional<Problem>& refused) {
  Language language = Language::ja;
  if (options_.language.empty()) {
    const auto own = language_of_customer(ledger_, customer);
    if (!own) return tl::make_unexpected(own.error());
    language = *own;
  } else {
    language = value_named<Language>(options_.language).value_or(Language::ja);
  }
  const State& state = ledger_.state();
  const std::string_view id = state.texts.get(state.customers[customer].id);
  const Answer answer =
      ledger_.submit_text(issue_command(options_, id, allocations, language), context_.actor);
  if (answer.status == Answer::Status::rejected) {
    refused = answer.problem;
    return {};
  }
  const Index index = static_cast<Index>(state.certificates.size() - 1);
  auto document =
      attest_certificate(ledger_, index, language, context_.actor, options_.qr_without_mass);
  if (!document) return tl::make_unexpected(document.error());
  auto proof = proofs_.proof_of(*document->seq);
  if (!proof) return tl::make_unexpected(proof.error());
  indices_.push_back(index);
  certificates_.push_back({*std::move(document), *std::move(proof)});
  return {};
}

Result<void> Issuing::add_named() {
  const Index customer = find_customer(ledger_.state(), options_.customer);
  if (customer == no_index)
    return problem(Code::reference_unknown, {{"kind", "customer"}, {"id", options_.customer}});
  std::optional<Problem> refused;
  TENBIN_TRY(issue(customer, options_.allocations, refused));
  if (refused) return tl::make_unexpected(*refused);
  return {};
}

// The customer's uncertified allocations; those on a line that another certificate covers are held
// back, so that they do not hold back the rest.
std::vector<std::string> Issuing::to_certify(Index customer, Date from, Date to) {
  const State& state = ledger_.state();
  std::vector<std::string> ids;
  const auto& by_date = state.allocations_by_customer[customer];
  for (auto day = by_date.lower_bound(from.days()); day != by_date.end() && day->first <= to.days();
       ++day) {
    for (const Index index : day->second) {
      const Allocation& allocation = state.allocations[index];
      if (allocation.released || allocation.written_off || allocation.certificate != no_index)
        continue;
      const Line& line = state.lines[allocation.line];
      const std::string id(state.texts.get(allocation.id));
      if (line.certificate == no_index) {
        ids.push_back(id);
        continue;
      }
      const Certificate& other = state.certificates[line.certificate];
      held_back_.push_back(
          {id_of(customer), id,
           Problem{Code::shipment_already_certified,
                   {{"shipment", std::string(state.texts.get(line.shipment))},
                    {"line", std::to_string(line.number)},
                    {"certificate", std::string(state.texts.get(other.number))}}}});
    }
  }
  return ids;
}

Result<void> Issuing::add_all_of(Index customer, Date from, Date to,
                                 const Unprintable& unprintable) {
  const std::vector<std::string> allocations = to_certify(customer, from, to);
  if (allocations.empty()) return {};
  if (const auto held = unprintable.find(customer); held != unprintable.end()) {
    held_back_.push_back({id_of(customer), "", held->second});
    return {};
  }
  std::optional<Problem> refused;
  TENBIN_TRY(issue(customer, allocations, refused));
  if (refused) held_back_.push_back({id_of(customer), "", *refused});
  return {};
}

Result<void> Issuing::print(Unprintable& unprintable) {
  TENBIN_TRY(add_copies(ledger_, press_.signing_key(), certificates_));
  auto printed = press_.print_each(certificates_);
  if (!printed) return tl::make_unexpected(printed.error());
  for (std::size_t i = 0; i < printed->size(); ++i) {
    Result<CertificateFiles>& files = (*printed)[i];
    if (files) {
      TENBIN_TRY(check_free(options_.folder, *files));
      files_.push_back(*std::move(files));
      continue;
    }
    if (!options_.all || files.error().code != Code::certificate_glyph_missing)
      return tl::make_unexpected(files.error());
    unprintable.emplace(ledger_.state().certificates[indices_[i]].customer, files.error());
  }
  return {};
}

Result<void> Issuing::finish() {
  TENBIN_TRY(ledger_.commit());
  TENBIN_TRY(ledger_.keep_snapshot());
  const auto written = write_all(options_.folder, files_, false);
  if (!written) return tl::make_unexpected(written.error());
  return {};
}

std::vector<Issued> Issuing::issued() const {
  const State& state = ledger_.state();
  std::vector<Issued> all;
  for (std::size_t i = 0; i < indices_.size(); ++i) {
    const Certificate& certificate = state.certificates[indices_[i]];
    all.push_back({std::string(state.texts.get(certificate.number)), id_of(certificate.customer),
                   format_kg(mass_of(state, certificate.allocations)),
                   paths_of(options_.folder, files_[i])});
  }
  return all;
}

}  // namespace tenbin::cli
