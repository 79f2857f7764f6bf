#include "engine/certificates.hpp"

#include <algorithm>

#include "domain/certificate_number.hpp"
#include "engine/posting.hpp"
#include "engine/refusals.hpp"

namespace tenbin {
namespace {

// The allocations named, which are the customer's, not released and not written off.
Result<std::vector<Index>> find_named(const State& state, const IdList& ids, Index customer) {
  std::vector<Index> found;
  found.reserve(ids.size());
  for (const Text id : ids) {
    const Index index = find_allocation(state, id);
    if (index == no_index || state.allocations[index].released ||
        state.allocations[index].written_off ||
        state.lines[state.allocations[index].line].customer != customer)
      return unknown("allocation", id);
    found.push_back(index);
  }
  return found;
}

// The customer's uncertified allocations on lines shipped from `from` to `to`, by shipment date,
// then seq.
std::vector<Index> find_uncertified(const State& state, Index customer, Date from, Date to) {
  std::vector<Index> found;
  const auto& by_date = state.allocations_by_customer[customer];
  for (auto day = by_date.lower_bound(from.days()); day != by_date.end() && day->first <= to.days();
       ++day) {
    for (const Index index : day->second) {
      const Allocation& allocation = state.allocations[index];
      if (!allocation.released && !allocation.written_off && allocation.certificate == no_index)
        found.push_back(index);
    }
  }
  return found;
}

// certificate.empty, shipment.already_certified (by another one than `replaced`), balance.negative.
Result<void> can_certify(const State& state, const std::vector<Index>& allocations,
                         Index replaced) {
  if (allocations.empty()) return problem(Code::certificate_empty);
  for (const Index index : allocations) {
    const Line& line = state.lines[state.allocations[index].line];
    if (line.certificate != no_index && line.certificate != replaced) {
      return problem(Code::shipment_already_certified,
                     {{"shipment", std::string(state.texts.get(line.shipment))},
                      {"line", std::to_string(line.number)},
                      {"certificate",
                       std::string(state.texts.get(state.certificates[line.certificate].number))}});
    }
  }
  std::vector<Index> accounts;
  for (const Index index : allocations) {
    const Allocation& allocation = state.allocations[index];
    for (Index i = allocation.first_part; i < allocation.first_part + allocation.part_count; ++i) {
      if (state.parts[i].mass > Mass()) accounts.push_back(state.parts[i].account);
    }
  }
  std::sort(accounts.begin(), accounts.end());
  accounts.erase(std::unique(accounts.begin(), accounts.end()), accounts.end());
  for (const Index account : accounts) {
    const Mass balance =
        balance_of(state, account, state.sites[state.accounts[account].site].last_period());
    if (balance < Mass()) return balance_negative(state, account, balance);
  }
  return {};
}

// Puts the certificate on its allocations and lines, or takes it off.
void mark(State& state, const std::vector<Index>& allocations, Index certificate, Count count) {
  for (const Index index : allocations) {
    Allocation& allocation = state.allocations[index];
    const Index value = count == Count::in ? certificate : no_index;
    allocation.certificate = value;
    state.lines[allocation.line].certificate = value;
    const std::int32_t period = state.rulebook.period_of(allocation.date);
    for (Index i = allocation.first_part; i < allocation.first_part + allocation.part_count; ++i) {
      Mass& certified = open_account_period(state, state.parts[i].account, period).certified;
      certified += count == Count::in ? state.parts[i].mass : -state.parts[i].mass;
    }
  }
}

}  // namespace

std::vector<Index> lines_of(const State& state, const std::vector<Index>& allocations) {
  std::vector<Index> lines;
  lines.reserve(allocations.size());
  for (const Index index : allocations) lines.push_back(state.allocations[index].line);
  std::sort(lines.begin(), lines.end());
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  return lines;
}

Mass mass_of(const State& state, const std::vector<Index>& allocations) {
  Mass mass;
  for (const Index index : allocations) mass += state.allocations[index].mass;
  return mass;
}

Result<CertificateIssued> decide(const State& state, const IssueCertificate& command) {
  const bool by_date = command.from.has_value() || command.to.has_value();
  if (command.allocations.has_value() == by_date ||
      command.from.has_value() != command.to.has_value())
    return problem(Code::input_invalid,
                   {{"field", "allocations"}, {"problem", "allocations_or_dates"}});
  if (command.allocations) TENBIN_TRY(check_no_repeats(*command.allocations));
  if (command.certificate && find_certificate(state, command.certificate->text) != no_index)
    return duplicate("certificate", command.certificate->text);
  const Index customer = find_customer(state, command.customer.text);
  if (customer == no_index) return unknown("customer", command.customer.text);
  CertificateIssued event{&command, customer, {}, 0, {}};
  if (command.allocations) {
    auto found = find_named(state, *command.allocations, customer);
    if (!found) return tl::make_unexpected(found.error());
    event.allocations = std::move(*found);
  } else {
    event.allocations = find_uncertified(state, customer, *command.from, *command.to);
  }
  TENBIN_TRY(can_certify(state, event.allocations, no_index));
  if (command.certificate) {
    event.number = command.certificate->text;
    return event;
  }
  const int year = command.date.year();
  const auto last = state.certificate_serials.find(year);
  event.serial = last == state.certificate_serials.end() ? 0 : last->second;
  do {
    event.number = certificate_number(year, ++event.serial);
  } while (find_certificate(state, event.number) != no_index);
  return event;
}

Result<CertificateReplaced> decide(const State& state, const ReplaceCertificate& command) {
  TENBIN_TRY(check_no_repeats(command.allocations));
  const Index index = find_certificate(state, command.certificate.text);
  if (index == no_index) return unknown("certificate", command.certificate.text);
  auto found = find_named(state, command.allocations, state.certificates[index].customer);
  if (!found) return tl::make_unexpected(found.error());
  if (state.certificates[index].revoked)
    return problem(Code::certificate_not_live,
                   {{"certificate", std::string(command.certificate.text)}});
  TENBIN_TRY(can_certify(state, *found, index));
  return CertificateReplaced{&command, index, std::move(*found)};
}

Result<CertificateRevoked> decide(const State& state, const RevokeCertificate& command) {
  const Index index = find_certificate(state, command.certificate.text);
  if (index == no_index) return unknown("certificate", command.certificate.text);
  if (state.certificates[index].revoked)
    return problem(Code::certificate_not_live,
                   {{"certificate", std::string(command.certificate.text)}});
  return CertificateRevoked{index};
}

void apply(State& state, const CertificateIssued& event, std::uint32_t seq) {
  const Index index = static_cast<Index>(state.certificates.size());
  Certificate certificate;
  certificate.number = state.texts.add(event.number);
  certificate.seq = seq;
  certificate.customer = event.customer;
  certificate.date = event.command->date;
  if (event.command->language) certificate.language = *event.command->language;
  certificate.allocations = event.allocations;
  state.certificates.push_back(std::move(certificate));
  enter_certificate(state);
  if (event.serial != 0) state.certificate_serials[event.command->date.year()] = event.serial;
  mark(state, event.allocations, index, Count::in);
}

void apply(State& state, const CertificateReplaced& event, std::uint32_t seq) {
  Certificate& certificate = state.certificates[event.certificate];
  mark(state, certificate.allocations, event.certificate, Count::out);
  certificate.seq = seq;
  certificate.date = event.command->date;
  ++certificate.revision;
  certificate.allocations = event.allocations;
  mark(state, event.allocations, event.certificate, Count::in);
}

void apply(State& state, const CertificateRevoked& event, std::uint32_t seq) {
  Certificate& certificate = state.certificates[event.certificate];
  certificate.revoked = true;
  certificate.revoked_by = seq;
  mark(state, certificate.allocations, event.certificate, Count::out);
}

}  // namespace tenbin
