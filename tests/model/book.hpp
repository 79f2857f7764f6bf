#pragma once
// What was accepted, as plain lists; every figure is computed from these lists each time.
//
// Nothing is ever taken out of a list: what is reversed or released is only marked, so that an
// account once known stays known and a period once posted to stays in the list of periods.
#include <map>
#include <set>
#include <string>
#include <vector>

#include "rulebook.hpp"

namespace tenbin_model {

struct SupplierCertificate {
  std::string id, supplier, power_source;
  std::int64_t valid_from, valid_to, share_ppm, mass, factor;
};

struct Receipt {
  std::string id, site, supplier, material, metal_class;
  std::int64_t date, mass;
  std::optional<std::int64_t> factor;
  std::string certificate;  // empty: not backed
  std::int64_t seq;
  std::int64_t backed_seq = 0;  // of the back_receipt, if there was one
  bool reversed = false;
};

struct Charge {
  std::string id, site, receipt;
  std::int64_t date, mass, seq;
  bool reversed = false;
};

struct Run {
  std::string id, site, product;
  std::int64_t date, output, seq;
  bool reversed = false;
};

struct Line {
  std::string shipment;
  std::int64_t line;
  std::string site, customer, product;
  std::int64_t date, mass, seq;
  bool reversed = false;
};

/// Mass taken from an account.
struct Draw {
  std::string account;
  std::int64_t mass;
};

struct Allocation {
  std::string id, shipment;
  std::int64_t line;
  std::string site;
  std::int64_t date, seq;
  std::vector<Draw> draws;
  bool released = false;
  bool written_off = false;
};

struct Transfer {
  std::string id, from, to, from_account, to_account;
  std::int64_t date, mass, seq;
};

/// Credits taken away for an entry of a closed period.
struct Adjustment {
  std::string id, site, account;
  std::int64_t date, taken;
};

struct Certificate {
  std::string number, customer;
  std::vector<std::string> allocations;
  std::int64_t revision = 1;
  bool revoked = false;
};

/// A certificate's revision whose document was made known by its SHA-256.
struct Attestation {
  std::string certificate, digest;
  std::int64_t revision;
};

struct Close {
  std::string site;
  std::int64_t period, date;
  std::optional<std::int64_t> physical_stock;
};

struct Book {
  Rulebook rules;
  std::set<std::string> sites, suppliers, customers;
  std::map<std::string, bool> products;  // allocatable
  std::vector<SupplierCertificate> supplier_certificates;
  std::vector<Receipt> receipts;
  std::vector<Charge> charges;
  std::vector<Run> runs;
  std::vector<Line> lines;
  std::vector<Allocation> allocations;
  std::vector<Transfer> transfers;
  std::vector<Adjustment> adjustments;
  std::vector<Certificate> certificates;
  std::vector<Attestation> attestations;
  std::vector<std::string> keys;  // that were registered, the last one signs
  std::vector<Close> closes;

  const SupplierCertificate* supplier_certificate(const std::string& id) const;
  const Receipt* receipt(const std::string& id) const;  // live ones only, and so below
  const Line* line(const std::string& shipment, std::int64_t number) const;
  const Allocation* allocation(const std::string& id) const;
  const Certificate* certificate(const std::string& number) const;  // revoked ones too
  /// The certificate in force that covers the allocation, if any.
  const Certificate* certificate_over(const std::string& allocation) const;
  std::int64_t allocated_on(const Line& line) const;
  /// Mass that live receipts have not drawn from a supplier certificate.
  std::int64_t left_on(const SupplierCertificate& certificate) const;
  std::int64_t charged_of(const Receipt& receipt) const;

  /// SITE/characteristic that metal under the certificate is booked on.
  std::string account_name(const std::string& site, const SupplierCertificate& certificate) const;
  bool could_make(const std::string& site, const std::string& account) const;
  /// The accounts known at a site by name, each with the first period it has a posting in.
  std::map<std::string, std::int64_t> accounts(const std::string& site) const;
  /// The last period of a site with a posting; -1 if there is none.
  std::int64_t last_period(const std::string& site) const;
  const Close* close(const std::string& site, std::int64_t period) const;
};

}  // namespace tenbin_model
