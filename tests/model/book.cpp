#include "book.hpp"

#include <algorithm>

namespace tenbin_model {

const SupplierCertificate* Book::supplier_certificate(const std::string& id) const {
  for (const auto& certificate : supplier_certificates) {
    if (certificate.id == id) return &certificate;
  }
  return nullptr;
}

const Receipt* Book::receipt(const std::string& id) const {
  for (const auto& receipt : receipts) {
    if (receipt.id == id && !receipt.reversed) return &receipt;
  }
  return nullptr;
}

const Line* Book::line(const std::string& shipment, std::int64_t number) const {
  for (const auto& line : lines) {
    if (line.shipment == shipment && line.line == number && !line.reversed) return &line;
  }
  return nullptr;
}

const Allocation* Book::allocation(const std::string& id) const {
  for (const auto& allocation : allocations) {
    if (allocation.id == id && !allocation.released) return &allocation;
  }
  return nullptr;
}

const Certificate* Book::certificate(const std::string& number) const {
  for (const auto& certificate : certificates) {
    if (certificate.number == number) return &certificate;
  }
  return nullptr;
}

const Certificate* Book::certificate_over(const std::string& allocation) const {
  for (const auto& certificate : certificates) {
    const auto& covered = certificate.allocations;
    if (!certificate.revoked &&
        std::find(covered.begin(), covered.end(), allocation) != covered.end()) {
      return &certificate;
    }
  }
  return nullptr;
}

std::int64_t Book::allocated_on(const Line& line) const {
  std::int64_t sum = 0;
  for (const auto& allocation : allocations) {
    if (allocation.released || allocation.shipment != line.shipment) continue;
    if (allocation.line != line.line) continue;
    for (const auto& draw : allocation.draws) sum += draw.mass;
  }
  return sum;
}

std::int64_t Book::left_on(const SupplierCertificate& certificate) const {
  std::int64_t left = certificate.mass;
  for (const auto& receipt : receipts) {
    if (receipt.certificate == certificate.id && !receipt.reversed) left -= receipt.mass;
  }
  return left;
}

std::int64_t Book::charged_of(const Receipt& receipt) const {
  std::int64_t sum = 0;
  for (const auto& charge : charges) {
    if (charge.receipt == receipt.id && !charge.reversed) sum += charge.mass;
  }
  return sum;
}

std::string Book::account_name(const std::string& site,
                               const SupplierCertificate& certificate) const {
  if (rules.account_by == "power_source") return site + "/renewable/" + certificate.power_source;
  if (rules.account_by == "supplier_certificate") return site + "/renewable/" + certificate.id;
  return site + "/renewable";
}

bool Book::could_make(const std::string& site, const std::string& account) const {
  if (rules.account_by == "class") return account == site + "/renewable";
  if (rules.account_by == "power_source") {
    for (const char* source : {"hydro", "solar", "wind", "geothermal", "biomass", "mixed"}) {
      if (account == site + "/renewable/" + source) return true;
    }
    return false;
  }
  for (const auto& certificate : supplier_certificates) {
    if (account == site + "/renewable/" + certificate.id) return true;
  }
  return false;
}

std::map<std::string, std::int64_t> Book::accounts(const std::string& site) const {
  std::map<std::string, std::int64_t> first;
  const auto posted = [&](const std::string& account, std::int64_t date) {
    const std::int64_t period = rules.period_of(date);
    const auto [place, is_new] = first.try_emplace(account, period);
    if (!is_new) place->second = std::min(place->second, period);
  };
  for (const auto& receipt : receipts) {
    if (receipt.site != site || receipt.certificate.empty()) continue;
    posted(account_name(site, *supplier_certificate(receipt.certificate)), receipt.date);
  }
  for (const auto& allocation : allocations) {
    if (allocation.site != site) continue;
    for (const auto& draw : allocation.draws) posted(draw.account, allocation.date);
  }
  for (const auto& transfer : transfers) {
    if (transfer.from == site) posted(transfer.from_account, transfer.date);
    if (transfer.to == site) posted(transfer.to_account, transfer.date);
  }
  for (const auto& adjustment : adjustments) {
    if (adjustment.site == site) posted(adjustment.account, adjustment.date);
  }
  return first;
}

std::int64_t Book::last_period(const std::string& site) const {
  std::int64_t last = -1;
  const auto posted = [&](const std::string& where, std::int64_t date) {
    if (where == site) last = std::max(last, rules.period_of(date));
  };
  for (const auto& receipt : receipts) posted(receipt.site, receipt.date);
  for (const auto& charge : charges) posted(charge.site, charge.date);
  for (const auto& run : runs) posted(run.site, run.date);
  for (const auto& line : lines) posted(line.site, line.date);
  for (const auto& allocation : allocations) posted(allocation.site, allocation.date);
  for (const auto& transfer : transfers) {
    posted(transfer.from, transfer.date);
    posted(transfer.to, transfer.date);
  }
  for (const auto& adjustment : adjustments) posted(adjustment.site, adjustment.date);
  for (const auto& close : closes) {
    if (close.site == site) last = std::max(last, close.period);
  }
  return last;
}

const Close* Book::close(const std::string& site, std::int64_t period) const {
  for (const auto& close : closes) {
    if (close.site == site && close.period == period) return &close;
  }
  return nullptr;
}

}  // namespace tenbin_model
