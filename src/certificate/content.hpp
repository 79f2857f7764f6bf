#pragma once
// The content of an allocation certificate, apart from its wording (wording.hpp), its JSON
// (json.hpp) and its paper (src/paper). Whoever issues fills it from the book; nothing here is free
// text that could carry a claim: names, places and numbers only. Fields follow design/ux.md
// section 4.1 and design/domain-rules.md section 6.1.
//
// Emissions are decimal strings in kg CO2e, rounded up as in contract section 1: 3 decimals, per kg
// 6 decimals; nothing where the book gives null.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/kinds.hpp"
#include "units/date.hpp"
#include "units/emission.hpp"
#include "units/mass.hpp"
#include "units/share.hpp"

namespace tenbin::certificate {

// A name in both languages; an empty one is filled by the other when it is printed.
struct Text {
  std::string ja;
  std::string en;
  const std::string& in(Language language) const;
  bool empty() const { return ja.empty() && en.empty(); }
  bool operator==(const Text&) const = default;
};

using Emissions = std::optional<std::string>;

// All optional (empty) but the name.
struct Issuer {
  Text name;
  Text site;
  Text address;
  std::string corporate_number;
  Text responsible;  // office and name of the person in charge
  bool operator==(const Issuer&) const = default;
};

// 御中 for a firm, 様 for a person.
enum class Honorific : std::uint8_t { firm, person };

struct Recipient {
  Text name;
  Honorific honorific = Honorific::firm;
  Text address;
  std::string corporate_number;
  std::vector<std::string> orders;
  bool operator==(const Recipient&) const = default;
};

// First and last day of a period of the balance.
struct Period {
  Date from;
  Date to;
  bool operator==(const Period&) const = default;
};

// Mass that an allocation draws from one account (SITE/characteristic).
struct Drawn {
  std::string account;
  Mass mass;
  bool operator==(const Drawn&) const = default;
};

// A shipment line with what is allocated to it. share = floor(allocated × 10^6 / mass).
struct Line {
  std::string shipment;
  std::int64_t line = 0;
  Date date;
  std::string product;
  Text name;
  std::string alloy;
  std::string temper;
  std::string standard;
  std::string order;
  Mass mass;
  Share share;
  Mass allocated;
  std::vector<Drawn> accounts;  // their masses sum up to `allocated`
  Emissions with_allocation;
  Emissions without_allocation;
  bool operator==(const Line&) const = default;
};

// Sums over the lines. A footprint is the sum of the lines' printed footprints, so that a reader
// can add it up; per kg it is divided by the product mass and rounded up once more.
struct Totals {
  Mass mass;
  Mass allocated;
  Share share;
  Emissions with_allocation;
  Emissions without_allocation;
  Emissions with_allocation_per_kg;
  Emissions without_allocation_per_kg;
  bool operator==(const Totals&) const = default;
};

enum class Method : std::uint8_t { input_share, conversion_factor, rolling_average };

// What the allocations draw from the credits of an earlier period than their own.
struct CarriedOver {
  Period vintage;
  Mass mass;
  bool operator==(const CarriedOver&) const = default;
};

// Credits of other sites that came into an account and vintage that the allocations draw on, less
// what left it for other sites; only where that is more than nothing.
struct TransferredIn {
  std::string account;
  Period vintage;
  Mass mass;
  bool operator==(const TransferredIn&) const = default;
};

// What the rulebook chose, and what of it these allocations used.
struct RulebookNote {
  std::string id;
  Text title;
  Method method = Method::input_share;
  std::string conversion_factor;  // "0.92", only for that method
  std::int64_t period_months = 3;
  std::optional<std::int64_t> carry_over_periods;  // how long credits serve; nothing: without limit
  bool carry_over_used = false;
  std::vector<CarriedOver> carried_over;  // by vintage, the oldest first; empty unless used
  bool cross_site_transfer = false;       // allowed
  std::vector<TransferredIn> transferred_in;
  bool verification_by_period = false;  // asked for by the rulebook
  bool operator==(const RulebookNote&) const = default;
};

// Masses of a period of the site; the issuer may leave them out and show the ratio alone.
struct Tonnage {
  Mass total_input;
  Mass renewable_input;
  Mass output;
  Mass entitlement;
  Mass opening;    // carried over from before, may be a debt
  Mass allocated;  // to all customers
  Mass balance;    // what is left
  bool operator==(const Tonnage&) const = default;
};

// Balance of one period; `input_share` is the renewable part of the input, rounded down.
struct PeriodBalance {
  Period period;
  bool closed = false;
  Share input_share;
  std::optional<Tonnage> tonnage;
  std::optional<Date> usable_until;  // last day on which what is left may still serve
  Emissions average_per_kg;          // mean of the plant, for information
  Emissions residual_per_kg;
  bool operator==(const PeriodBalance&) const = default;
};

// A supplier's certificate that the renewable metal came in on. Empty names are printed as
// withheld.
struct Source {
  std::string supplier_certificate;
  std::string smelter;
  std::string country;
  std::string power_source;  // the contract's word: hydro solar wind …
  Mass mass;                 // what was received on it
  EmissionFactor emission_factor;
  std::string emission_boundary;
  bool operator==(const Source&) const = default;
};

// A third party's statement on a period of the site; never a certification of the product.
struct Verification {
  std::string verifier;
  AssuranceKind kind = AssuranceKind::verification;
  AssuranceLevel level = AssuranceLevel::limited;
  std::string criteria;
  std::string statement;  // number of the statement
  Period scope;
  Date date;
  std::string digest = {};  // of the verifier's signed document, lower-case hex; empty without one
  bool operator==(const Verification&) const = default;
};

enum class MixedEmissions : std::uint8_t { weighted, worst };

// What the footprints stand on.
struct Conditions {
  EmissionFactor default_conventional;
  EmissionFactor default_recycled;
  MixedEmissions mixed_emissions = MixedEmissions::weighted;
  bool operator==(const Conditions&) const = default;
};

// Who approved that it was issued, where the issuer's records say so: another person than the one
// who asked, or the same one, where the firm has only one. No names.
enum class Approval : std::uint8_t { two_people, one_person };

struct Content {
  std::string number;  // "MB-2026-000123-8", or the number that the issuer wanted
  std::uint32_t revision = 1;
  Date issued_on;
  Language language = Language::ja;  // the customer's; either language can be printed
  Issuer issuer;
  Recipient recipient;
  std::vector<Period> periods;
  std::vector<Line> lines;
  Totals totals;  // totals_of(lines)
  RulebookNote rulebook;
  std::vector<PeriodBalance> balances;
  std::vector<Source> sources;
  std::optional<Verification> verification;
  Conditions conditions;
  std::optional<Approval> approval;  // of this revision
  bool operator==(const Content&) const = default;
};

// The totals that belong to these lines. Every footprint of a line must be a decimal with 3
// decimals (TENBIN_CHECK); a total is nothing when any of its parts is.
Totals totals_of(const std::vector<Line>& lines);

}  // namespace tenbin::certificate

namespace tenbin {
using CertificateContent = certificate::Content;
}
