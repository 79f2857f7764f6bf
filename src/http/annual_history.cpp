#include "http/annual_history.hpp"

#include <algorithm>

#include "engine/lookup.hpp"
#include "http/office_lists.hpp"
#include "http/public_facts.hpp"

namespace tenbin::http {
namespace {

using annual::Change;
using annual::ChangeKind;

// Before the records of the book.
std::string line_of(const annual::AnnualPack& pack) {
  return "annual-pack " + pack.customer + " " + format_date(pack.year.from).substr(0, 7) + " ";
}

// The revision that the first `records` of the book knew; 0 for none. A revision is dated by the
// record that attests it; of one that never was, only that there was an earlier one is known.
std::uint32_t revision_at(const State& state, const Certificate& certificate,
                          std::uint64_t records) {
  const auto current = static_cast<std::uint32_t>(certificate.revision);
  if (certificate.seq <= records) return current;
  std::uint32_t found = 0;
  for (const Index index : certificate.attestations) {
    const Attestation& attestation = state.attestations[index];
    if (attestation.seq <= records) found = static_cast<std::uint32_t>(attestation.revision);
  }
  const bool first_is_dated = !certificate.attestations.empty() &&
                              state.attestations[certificate.attestations.front()].revision == 1;
  return found == 0 && !first_is_dated ? current - 1 : found;
}

bool has_line_in(const State& state, const Certificate& certificate,
                 const certificate::Year& year) {
  return std::any_of(certificate.allocations.begin(), certificate.allocations.end(),
                     [&](Index allocation) {
                       const Date date = state.lines[state.allocations[allocation].line].date;
                       return date >= year.from && date <= year.to;
                     });
}

std::optional<Change> change_of(const State& state, const certificate::CertificateOfYear& each,
                                std::uint64_t records) {
  const Certificate& certificate = state.certificates[find_certificate(state, each.number)];
  const std::uint32_t before = revision_at(state, certificate, records);
  if (before == each.revision) return std::nullopt;
  return Change{before == 0 ? ChangeKind::issued : ChangeKind::replaced, each.number, before,
                each.revision, each.issued_on};
}

}  // namespace

Result<void> note_download(office::Office& office, const Call& call,
                           const annual::AnnualPack& pack) {
  constexpr std::int64_t ok = 200;
  return office.record_access({call.person->login, call.token,
                               line_of(pack) + std::to_string(pack.records), call.request.address,
                               call.request.id, ok});
}

Result<std::optional<annual::Download>> last_download(office::Office& office,
                                                      const annual::AnnualPack& pack,
                                                      Instant until) {
  const std::string line = line_of(pack);
  const auto entry = office.last_access(pack.customer, line, until);
  if (!entry) return tl::make_unexpected(entry.error());
  if (!*entry) return std::optional<annual::Download>();
  const auto records = read_id(std::string_view((*entry)->access.what).substr(line.size()));
  return std::optional(
      annual::Download{(*entry)->at, static_cast<std::uint64_t>(records.value_or(0)), {}});
}

Result<void> add_history(const Ledger& ledger, Index customer, annual::AnnualPack& pack) {
  const State& state = ledger.state();
  const std::uint64_t records = pack.last ? pack.last->records : ledger.size();
  std::vector<Change> changes;
  for (const certificate::CertificateOfYear& each : pack.year.certificates) {
    if (auto change = change_of(state, each, records)) changes.push_back(*std::move(change));
  }
  for (const Certificate& each : state.certificates) {
    if (!each.revoked || each.customer != customer || !has_line_in(state, each, pack.year))
      continue;
    auto revocation = revocation_of(ledger, each);
    if (!revocation) return tl::make_unexpected(revocation.error());
    pack.revoked.push_back({ChangeKind::revoked, std::string(state.texts.get(each.number)),
                            revision_at(state, each, records),
                            static_cast<std::uint32_t>(each.revision), revocation->on,
                            std::move(revocation->reason_class)});
    if (each.revoked_by > records) changes.push_back(pack.revoked.back());
  }
  if (pack.last) pack.last->changes = std::move(changes);
  return {};
}

}  // namespace tenbin::http
