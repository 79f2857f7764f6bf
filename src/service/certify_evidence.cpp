#include "service/certify_evidence.hpp"

#include <algorithm>
#include <map>

#include "engine/balance.hpp"
#include "engine/posting.hpp"
#include "report/balance_report.hpp"
#include "report/footprint_report.hpp"
#include "service/statements.hpp"

namespace tenbin {
namespace {

std::optional<std::string> printed_intensity(const std::optional<Exact>& intensity) {
  if (!intensity) return std::nullopt;
  return format_intensity(*intensity);
}

// The last day on which what the account has left after the period may serve; nothing when nothing
// is left.
std::optional<Date> usable_until(const State& state, Index account, std::int32_t period) {
  const Rulebook& rulebook = state.rulebook;
  if (!rulebook.carry_over_periods) return std::nullopt;
  const Credits left = opening(state, account, period + 1);
  if (!left.vintages.empty())
    return rulebook.last_day(left.vintages.back().period + *rulebook.carry_over_periods);
  const bool closed = site_period(state, state.accounts[account].site, period).closing.has_value();
  if (closed || balance_of(state, account, period) <= Mass()) return std::nullopt;
  return rulebook.last_day(period);
}

void add(certificate::Tonnage& sum, const PeriodBalance& site) {
  sum.total_input += site.total_input;
  sum.output += site.output;
  for (const AccountBalance& account : site.accounts) {
    sum.renewable_input += account.renewable_input;
    sum.entitlement += account.entitlement;
    sum.opening += account.opening;
    sum.allocated += account.allocated;
    sum.balance += account.balance;
  }
}

// Mass by supplier certificate, of receipts or charges that made these credits.
std::map<Index, Mass> input_behind(const State& state,
                                   const std::set<std::pair<Index, std::int32_t>>& vintages) {
  std::map<Index, Mass> masses;
  const auto count = [&](const Receipt& receipt, Date date, Mass mass) {
    const Index account = account_of(state, receipt);
    if (account == no_index) return;
    if (!vintages.contains({account, state.rulebook.period_of(date)})) return;
    masses[receipt.supplier_certificate] += mass;
  };
  if (state.rulebook.input_event == InputEvent::charge) {
    for (const ChargeEntry& charge : state.charges) {
      if (!charge.reversed) count(state.receipts[charge.receipt], charge.date, charge.mass);
    }
  } else {
    for (const Receipt& receipt : state.receipts) {
      if (!receipt.reversed) count(receipt, receipt.date, receipt.mass);
    }
  }
  return masses;
}

// What the record says, as a certificate cites it.
Result<certificate::Verification> recorded(const Ledger& ledger, const VerificationEntry& entry) {
  certificate::Verification said;
  said.scope = {entry.from, entry.to};
  if (entry.has_document()) said.digest = to_hex(entry.digest);
  TENBIN_TRY(Records(ledger).with<RecordVerification>(entry.seq, [&](const auto& text) {
    said.verifier = text.verifier;
    said.kind = text.kind;
    said.level = text.level;
    said.criteria = text.criteria;
    said.statement = text.statement;
    said.date = text.date;
  }));
  return said;
}

}  // namespace

certificate::PeriodBalance balance_of_sites(const State& state, const std::set<Index>& sites,
                                            std::int32_t period) {
  certificate::PeriodBalance balance;
  balance.period = {state.rulebook.first_day(period), state.rulebook.last_day(period)};
  balance.closed = true;
  certificate::Tonnage sum;
  for (const Index site : sites) {
    BalanceQuery query;
    query.site = state.texts.get(state.sites[site].id);
    query.period = balance.period.from;
    for (const PeriodBalance& row : balance_report(state, query)) {
      add(sum, row);
      balance.closed &= row.closed;
    }
    for (const Index account : state.sites[site].accounts) {
      if (state.accounts[account].first_period > period) continue;
      const auto until = usable_until(state, account, period);
      if (until) balance.usable_until = std::max(until, balance.usable_until);
    }
  }
  balance.input_share = share_of(sum.renewable_input, sum.total_input);
  balance.tonnage = sum;
  if (sites.size() == 1) {
    const Intensities of_site = intensities(state, *sites.begin(), period);
    balance.average_per_kg = printed_intensity(of_site.average);
    balance.residual_per_kg = printed_intensity(of_site.residual);
  }
  return balance;
}

Result<std::vector<certificate::Source>> sources_of(
    const State& state, Records& records,
    const std::set<std::pair<Index, std::int32_t>>& vintages) {
  std::vector<certificate::Source> sources;
  for (const auto& [index, mass] : input_behind(state, vintages)) {
    const SupplierCertificate& paper = state.supplier_certificates[index];
    certificate::Source source;
    source.supplier_certificate = state.texts.get(paper.id);
    source.power_source = name_of(paper.power_source);
    source.mass = mass;
    source.emission_factor = paper.factor;
    TENBIN_TRY(records.with<RegisterSupplierCertificate>(paper.seq, [&](const auto& text) {
      source.smelter = text.smelter;
      source.country = text.country;
      source.emission_boundary = text.emission_boundary;
    }));
    sources.push_back(std::move(source));
  }
  std::sort(sources.begin(), sources.end(), [](const auto& a, const auto& b) {
    return a.supplier_certificate < b.supplier_certificate;
  });
  return sources;
}

Result<std::optional<certificate::Verification>> verification_of(const Ledger& ledger,
                                                                 const Stated& stated) {
  const State& state = ledger.state();
  std::optional<certificate::Verification> found;
  for (auto entry = state.verifications.rbegin(); entry != state.verifications.rend(); ++entry) {
    const auto seen = seen_by_verifier(ledger, *entry);
    if (!seen) return tl::make_unexpected(seen.error());
    if (!not_covered(state, stated, *entry, *seen).empty()) continue;
    auto said = recorded(ledger, *entry);
    if (!said) return tl::make_unexpected(said.error());
    found = *std::move(said);
    break;
  }
  return found;
}

Result<std::string> wrong_citation(const Ledger& ledger, const Certificate& issued,
                                   const certificate::Verification& cited) {
  const State& state = ledger.state();
  const Stated stated = stated_by(state, issued.allocations);
  std::string wrong = "not_recorded";
  for (const VerificationEntry& entry : state.verifications) {
    const auto said = recorded(ledger, entry);
    if (!said) return tl::make_unexpected(said.error());
    if (*said != cited) continue;
    const auto seen = seen_by_verifier(ledger, entry);
    if (!seen) return tl::make_unexpected(seen.error());
    wrong = not_covered(state, stated, entry, *seen);
    if (wrong.empty()) break;
  }
  return wrong;
}

}  // namespace tenbin
