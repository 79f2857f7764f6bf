#include "press/batch.hpp"

#include "engine/certificates.hpp"

namespace tenbin::press {
namespace {

Issued issued_as(const State& state, const Certificate& certificate) {
  Mass mass;
  for (const Index line : lines_of(state, certificate.allocations)) mass += state.lines[line].mass;
  return {std::string(state.texts.get(certificate.number)), static_cast<int>(certificate.revision),
          std::string(state.texts.get(state.customers[certificate.customer].id)),
          mass_of(state, certificate.allocations), mass};
}

}  // namespace

Result<void> BatchPrinter::add(Index certificate, Language language, bool qr_without_mass) {
  auto document = attest_certificate(ledger_, certificate, language, actor_, qr_without_mass);
  if (!document) return tl::make_unexpected(document.error());
  auto proof = proofs_.proof_of(*document->seq);
  if (!proof) return tl::make_unexpected(proof.error());
  indices_.push_back(certificate);
  certificates_.push_back({*std::move(document), *std::move(proof)});
  return {};
}

Result<Batch> BatchPrinter::print(Unprintable* unprintable) {
  TENBIN_TRY(add_copies(ledger_, press_.signing_key(), certificates_));
  auto printed = press_.print_each(certificates_);
  if (!printed) return tl::make_unexpected(printed.error());
  const State& state = ledger_.state();
  Batch batch;
  bool whole = true;
  for (std::size_t i = 0; i < printed->size(); ++i) {
    Result<CertificateFiles>& files = (*printed)[i];
    const Certificate& certificate = state.certificates[indices_[i]];
    if (files) {
      batch.issued.push_back(issued_as(state, certificate));
      batch.files.push_back(*std::move(files));
      continue;
    }
    if (unprintable == nullptr || files.error().code != Code::certificate_glyph_missing)
      return tl::make_unexpected(files.error());
    unprintable->emplace(certificate.customer, files.error());
    whole = false;
  }
  return whole ? std::move(batch) : Batch{};
}

}  // namespace tenbin::press
