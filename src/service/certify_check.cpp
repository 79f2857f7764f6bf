// The book asked for a certificate.
#include "engine/attest.hpp"
#include "engine/lookup.hpp"
#include "service/certify.hpp"
#include "service/certify_evidence.hpp"

namespace tenbin {
namespace {

// What a later posting may change is no part of the comparison.
certificate::Line without_emissions(certificate::Line line) {
  line.with_allocation.reset();
  line.without_allocation.reset();
  return line;
}

std::string line_difference(const certificate::Line& said, const certificate::Line& book) {
  if (said.shipment != book.shipment || said.line != book.line) return "shipment";
  if (said.date != book.date) return "date";
  if (said.product != book.product) return "product";
  if (said.mass != book.mass) return "mass_kg";
  if (said.share != book.share) return "share_ppm";
  if (said.allocated != book.allocated) return "allocated_kg";
  if (said.accounts != book.accounts) return "accounts";
  return without_emissions(said) == without_emissions(book) ? "" : "name";
}

std::string first_difference(const CertificateContent& said, const CertificateContent& book) {
  if (said.issued_on != book.issued_on) return "issued_on";
  if (said.recipient != book.recipient) return "recipient";
  if (said.issuer != book.issuer) return "issuer";
  if (said.periods != book.periods) return "periods";
  if (said.rulebook.id != book.rulebook.id || said.rulebook.method != book.rulebook.method)
    return "rulebook";
  if (said.lines.size() != book.lines.size()) return "lines";
  for (std::size_t i = 0; i < said.lines.size(); ++i) {
    const std::string wrong = line_difference(said.lines[i], book.lines[i]);
    if (!wrong.empty()) return "lines/" + std::to_string(i) + "/" + wrong;
  }
  return "";
}

// The first footprint that later postings have changed.
std::string changed_footprint(const CertificateContent& said, const CertificateContent& book) {
  for (std::size_t i = 0; i < said.lines.size(); ++i) {
    const std::string place = "lines/" + std::to_string(i) + "/";
    if (said.lines[i].with_allocation != book.lines[i].with_allocation)
      return place + "with_allocation_kgco2e";
    if (said.lines[i].without_allocation != book.lines[i].without_allocation)
      return place + "without_allocation_kgco2e";
  }
  return "";
}

}  // namespace

Result<BookCheck> BookCheck::make(const Ledger& ledger, const credential::Document& said,
                                  std::string digest) {
  using BookState = credential::BookEntry::State;
  const State& state = ledger.state();
  BookCheck check;
  check.number_ = said.content.number;
  const Index index = find_certificate(state, check.number_);
  if (index == no_index) return check;
  const Certificate& issued = state.certificates[index];
  check.entry_.revision = static_cast<std::uint32_t>(issued.revision);
  check.entry_.state = issued.revoked ? BookState::revoked : BookState::live;
  if (issued.revoked || check.entry_.revision > said.content.revision) return check;
  if (check.entry_.revision < said.content.revision) {
    check.difference_ = "revision";
    return check;
  }
  const Index attested = find_attestation(state, index, issued.revision);
  if (attested != no_index && to_hex(state.attestations[attested].digest) != digest) {
    check.difference_ = "document";
    return check;
  }
  const auto book = certificate_content(ledger, index);
  if (!book) return tl::make_unexpected(book.error());
  // What was attested was what the book said then, whatever names have become since.
  if (attested == no_index) check.difference_ = first_difference(said.content, *book);
  // The view answers with a digest: the document's own, when what it says is what the book says.
  if (check.difference_.empty()) {
    check.entry_.digest = std::move(digest);
    check.entry_.changed = changed_footprint(said.content, *book);
    if (said.content.verification) {
      auto wrong = wrong_citation(ledger, issued, *said.content.verification);
      if (!wrong) return tl::make_unexpected(wrong.error());
      check.entry_.not_covered = *std::move(wrong);
    }
  }
  return check;
}

credential::BookEntry BookCheck::find(std::string_view number) const {
  return number == number_ ? entry_ : credential::BookEntry();
}

}  // namespace tenbin
