#pragma once
// What the engine knows of a book: everything that a decision, a balance, a plan or a footprint
// needs, and no more (texts such as order numbers are looked up in the journal by seq). A value:
// equal journals make equal states, and a snapshot is its bytes (state_archive.hpp).
//
// Entities lie in vectors and are named by their position; ids lie in one TextPool. Nothing is ever
// removed: what was reversed or released is marked.
#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/id_table.hpp"
#include "base/text_pool.hpp"
#include "domain/kinds.hpp"
#include "engine/running_total.hpp"
#include "rulebook/rulebook.hpp"
#include "units/emission.hpp"
#include "units/mass.hpp"
#include "units/share.hpp"

namespace tenbin {

using Index = std::uint32_t;
inline constexpr Index no_index = IdTable::none;

// ---- master data
// --------------------------------------------------------------------------------------
struct Party {  // supplier or customer
  TextRef id;
  std::uint32_t seq = 0;
  bool operator==(const Party&) const = default;
};
struct Product {
  TextRef id;
  std::uint32_t seq = 0;
  bool allocatable = true;
  bool operator==(const Product&) const = default;
};
struct SupplierCertificate {
  TextRef id;
  std::uint32_t seq = 0;
  Index supplier = no_index;
  Date valid_from;
  Date valid_to;
  PowerSource power_source = PowerSource::grid;
  Share renewable_share;
  Mass mass;
  Mass used;  // whole masses of the receipts that named it
  EmissionFactor factor;
  bool operator==(const SupplierCertificate&) const = default;
};

// ---- postings
// -----------------------------------------------------------------------------------------
struct Receipt {
  TextRef id;
  std::uint32_t seq = 0;
  Date date;
  Index site = no_index;
  Index supplier = no_index;
  Index supplier_certificate = no_index;
  Index last_charge = no_index;
  Mass mass;
  Mass charged;           // by live charges
  EmissionFactor factor;  // of the receipt, where has_factor
  Material material = Material::ingot;
  MetalClass metal_class = MetalClass::unknown;
  bool has_factor = false;
  bool reversed = false;
  bool operator==(const Receipt&) const = default;
};
struct ChargeEntry {
  TextRef id;
  std::uint32_t seq = 0;
  Date date;
  Index receipt = no_index;
  Index next_of_receipt = no_index;  // the charge of the same receipt before this one
  Mass mass;
  bool reversed = false;
  bool operator==(const ChargeEntry&) const = default;
};
struct Run {
  TextRef id;
  std::uint32_t seq = 0;
  Date date;
  Index site = no_index;
  Index product = no_index;
  Mass output;
  bool reversed = false;
  bool operator==(const Run&) const = default;
};
struct Line {  // of a shipment
  TextRef shipment;
  std::int32_t number = 0;
  std::uint32_t seq = 0;
  Date date;
  Index site = no_index;
  Index customer = no_index;
  Index product = no_index;
  Index certificate = no_index;  // the live one
  Index last_allocation = no_index;
  Mass mass;
  Mass allocated;  // by live allocations
  bool reversed = false;
  bool operator==(const Line&) const = default;
};
struct Allocation {
  TextRef id;
  std::uint32_t seq = 0;
  Date date;
  Index line = no_index;
  Index next_of_line = no_index;  // the allocation of the same line before this one
  Index certificate = no_index;   // the live one
  Index first_part = no_index;
  std::uint32_t part_count = 0;
  Mass mass;
  bool released = false;
  bool written_off =
      false;  // by an adjustment: it keeps its credits and can no longer be certified
  bool operator==(const Allocation&) const = default;
};
// What an allocation took from one account.
struct Part {
  Index allocation = no_index;
  Index account = no_index;
  Mass mass;
  bool operator==(const Part&) const = default;
};
struct Certificate {
  TextRef number;
  std::uint32_t seq = 0;  // of the command that made this revision
  Index customer = no_index;
  Date date;
  std::int32_t revision = 1;
  Language language = Language::ja;
  bool revoked = false;
  std::uint32_t revoked_by = 0;  // seq of the revocation
  std::vector<Index> allocations;
  std::vector<Index> attestations;  // of its revisions, in their order
  bool operator==(const Certificate&) const = default;
};
// The document that a certificate's revision was issued as; its position is its status index.
struct Attestation {
  Index certificate = no_index;
  std::int32_t revision = 0;
  std::uint32_t seq = 0;
  std::array<std::uint8_t, 32> digest{};
  bool operator==(const Attestation&) const = default;
};
// A verifier's statement; its texts are in the journal.
struct VerificationEntry {
  Index site = no_index;
  Date from;
  Date to;
  std::uint32_t seq = 0;
  std::array<std::uint8_t, 32> digest{};  // of its signed document; all 0 when it has none
  bool has_document() const { return digest != std::array<std::uint8_t, 32>{}; }
  bool operator==(const VerificationEntry&) const = default;
};
// A key that certificates are signed by since this record; the first one of a book is none of
// these.
struct CertificateKey {
  TextRef key;
  std::uint32_t seq = 0;
  std::uint32_t compromised = 0;  // 1: the key before was revoked, not only retired
  bool operator==(const CertificateKey&) const = default;
};
// An accepted command that carried an id.
struct CommandRecord {
  TextRef id;
  std::uint32_t seq = 0;
  std::array<std::uint8_t, 16> digest{};  // of its content
  bool operator==(const CommandRecord&) const = default;
};

// ---- balances
// ----------------------------------------------------------------------------------------- Credits
// that period `period` left.
struct Vintage {
  std::int32_t period = 0;
  Mass mass;
  bool operator==(const Vintage&) const = default;
};
// What a period carries on: positive vintages, oldest first, or a debt (negative), never both.
struct Credits {
  std::vector<Vintage> vintages;
  Mass debt;
  Mass total() const;
  bool operator==(const Credits&) const = default;
};
struct Closing {
  Date date;
  std::uint32_t seq = 0;
  bool operator==(const Closing&) const = default;
};
struct SitePeriod {
  RunningTotal input;          // T: external input
  RunningTotal output;         // O: output of allocatable products
  RunningTotal unbacked;       // renewable without backing
  Int128 other_emissions = 0;  // G_C, in 10^-6 g CO2e
  std::vector<Index> lines;    // shipment lines dated in the period, reversed ones too
  std::optional<Closing> closing;
  bool operator==(const SitePeriod&) const = default;
};
struct AccountPeriod {
  RunningTotal backed;  // R
  RunningTotal allocated;
  RunningTotal transferred;     // in minus out
  RunningTotal adjusted;        // taken away for entries of closed periods
  Int128 backed_emissions = 0;  // G_R, in 10^-6 g CO2e
  // Backed mass by emission factor (g CO2e/t), for the highest factor of mixed lots.
  std::map<std::int64_t, std::int64_t> mass_by_factor_g;
  std::vector<Index> parts;  // of allocations dated in the period, released ones too
  Mass certified;
  // Once closed:
  std::optional<Credits> carried;
  Mass expired;

  // What came in to the day otherwise than by entitlement: transfers and adjustments.
  Mass moved_to(std::int32_t day) const {
    return Mass::of_grams(transferred.to(day) - adjusted.to(day));
  }
  Mass moved() const { return Mass::of_grams(transferred.total() - adjusted.total()); }
  std::int32_t moved_days() const { return std::max(transferred.days(), adjusted.days()); }
  bool operator==(const AccountPeriod&) const = default;
};
struct Account {
  TextRef name;  // SITE/characteristic
  Index site = no_index;
  std::int32_t first_period = 0;       // of its first posting
  std::vector<AccountPeriod> periods;  // from first_period on
  bool operator==(const Account&) const = default;
};
struct Site {
  TextRef id;
  std::uint32_t seq = 0;
  std::vector<SitePeriod> periods;  // from period 0 to the last one with a posting
  std::vector<Index> accounts;      // by name
  std::int32_t open_period = 0;     // the first that is not closed
  std::int32_t last_period() const { return static_cast<std::int32_t>(periods.size()) - 1; }
  bool operator==(const Site&) const = default;
};

// What stands at a seq of the journal, as far as a later command may name it.
// A backing is a receipt's, by back_receipt.
enum class EntryKind : std::uint8_t { other, receipt, charge, run, line, backing };
struct Entry {
  EntryKind kind = EntryKind::other;
  Index index = no_index;
  bool operator==(const Entry&) const = default;
};

struct State {
  explicit State(Rulebook rules) : rulebook(std::move(rules)) {}

  Rulebook rulebook;

  TextPool texts;
  std::vector<Site> sites;
  std::vector<Party> suppliers;
  std::vector<Party> customers;
  std::vector<Product> products;
  std::vector<SupplierCertificate> supplier_certificates;
  std::vector<Receipt> receipts;
  std::vector<ChargeEntry> charges;
  std::vector<Run> runs;
  std::vector<Line> lines;
  std::vector<Allocation> allocations;
  std::vector<Part> parts;
  std::vector<TextRef> transfers;
  std::vector<TextRef> adjustments;
  std::vector<Account> accounts;
  std::vector<Certificate> certificates;
  std::vector<Attestation> attestations;
  std::vector<VerificationEntry> verifications;
  std::vector<CertificateKey> certificate_keys;
  std::vector<CommandRecord> commands;
  std::vector<Entry> entries;                        // entries[seq - 1]
  std::map<int, std::uint32_t> certificate_serials;  // last used, by year
  // Allocations (live or not) of each customer by shipment date, for certificates over a span of
  // days.
  std::vector<std::map<std::int32_t, std::vector<Index>>> allocations_by_customer;
  std::int64_t mass_posted_g = 0;  // of everything ever posted: keeps all sums inside 64 bits

  // Positions by id; rebuilt from the vectors, no part of a snapshot.
  struct Tables {
    IdTable sites, suppliers, customers, products, supplier_certificates, receipts, charges, runs,
        lines, allocations, transfers, adjustments, accounts, certificates, commands;
  } tables;

  std::uint64_t size() const { return entries.size(); }  // the seq of the last accepted command

  // Of all that is part of a snapshot.
  bool operator==(const State& other) const;
};

}  // namespace tenbin
