// Reading back, strictly: the mirror of mass_balance_write.cpp. A Reader remembers the first thing
// that is wrong and from then on reads nothing, so that the shapes below stay readable.
#include "credential/mass_balance.hpp"
#include "credential/names.hpp"
#include "credential/parts.hpp"
#include "units/decimal.hpp"

namespace tenbin::credential {
namespace {

using namespace certificate;
using json::Value;

class Reader {
 public:
  bool good() const { return !problem_; }
  const Problem& trouble() const { return *problem_; }

  void fail(const Value& at, std::string what) {
    fail(json::invalid_at(at.place(), std::move(what)).value());
  }
  void fail(Problem problem) {
    if (!problem_) problem_ = std::move(problem);
  }
  // The value of a result, or a default after noting what is wrong.
  template <class T>
  T take(Result<T> result) {
    if (result) return *std::move(result);
    fail(std::move(result.error()));
    return T{};
  }

  void read(const Value& v, std::string& out) { out = take(v.text()); }
  void read(const Value& v, bool& out) { out = take(v.boolean()); }
  void read(const Value& v, std::int64_t& out) { out = take(v.integer()); }
  void read(const Value& v, std::uint32_t& out) {
    const std::int64_t value = take(v.integer());
    if (value < 1 || value > UINT32_MAX) return fail(v, "range");
    out = static_cast<std::uint32_t>(value);
  }
  void read(const Value& v, Mass& out) { out = Mass::of_grams(fixed(v, 3, mass_limit_g)); }
  void read(const Value& v, EmissionFactor& out) {
    out = EmissionFactor::of_grams_per_tonne(fixed(v, 6, emission_factor_limit));
  }
  void read(const Value& v, Share& out) {
    const std::int64_t ppm = take(v.integer());
    if (ppm < 0 || ppm > 1'000'000) return fail(v, "range");
    out = Share::of_ppm(static_cast<std::int32_t>(ppm));
  }
  void read(const Value& v, Date& out) {
    const auto date = parse_date(take(v.text()));
    if (!date) return fail(v, "date");
    out = *date;
  }
  template <class E>
  requires std::is_enum_v<E>
  void read(const Value& v, E& out) {
    const auto value = value_named<E>(take(v.text()));
    if (!value) return fail(v, "choice");
    out = *value;
  }
  template <class T>
  void read(const Value& v, std::optional<T>& out) {
    read(v, out.emplace());
  }
  template <class T>
  void read(const Value& v, std::vector<T>& out) {
    const json::Array* const values = take(v.array());
    if (values == nullptr) return;
    for (const Value& value : *values) {
      if (!good()) return;
      read(value, out.emplace_back());
    }
  }

  // key, place to read it into, …; the object has these members and no others. Those of optional
  // values may be missing.
  template <class... Pairs>
  void object(const Value& v, Pairs&&... pairs) {
    const json::Object* const found = take(v.object());
    if (found == nullptr) return;
    const std::size_t wanted = members(v, pairs...);
    if (good() && found->size() != wanted) fail(v, "unknown_field");
  }

  // Decimal string of emissions: not stored as a number, but of its form.
  void read_emissions(const Value& v, Emissions& out, int places) {
    constexpr std::int64_t limit = INT64_MAX;
    out = format_decimal(fixed(v, places, limit), places);
  }

  void read(const Value& v, Text& t) { object(v, "en", t.en, "ja", t.ja); }
  void read(const Value& v, Issuer& i);
  void read(const Value& v, Recipient& r);
  void read(const Value& v, Period& p) { object(v, "from", p.from, "to", p.to); }
  void read(const Value& v, Drawn& d) { object(v, "account", d.account, "mass_kg", d.mass); }
  void read(const Value& v, Line& l);
  void read(const Value& v, Totals& t);
  void read(const Value& v, CarriedOver& c) { object(v, "mass_kg", c.mass, "vintage", c.vintage); }
  void read(const Value& v, TransferredIn& t) {
    object(v, "account", t.account, "mass_kg", t.mass, "vintage", t.vintage);
  }
  void read(const Value& v, RulebookNote& r);
  void read(const Value& v, Tonnage& t);
  void read(const Value& v, PeriodBalance& b);
  void read(const Value& v, Source& s);
  void read(const Value& v, Verification& s);
  void read(const Value& v, Conditions& c);
  void read(const Value& v, Claim& c) { object(v, "code", c.code, "text", c.text); }
  void read(const Value& v, Claims& c);
  void read(const Value& v, MassBalance& m);

 private:
  // An emission with its number of decimals, as a target of `object`.
  struct Fixed {
    Emissions& out;
    int places;
  };
  static Fixed total(Emissions& out) { return {out, 3}; }
  static Fixed rate(Emissions& out) { return {out, 6}; }
  void read(const Value& v, Fixed target) { read_emissions(v, target.out, target.places); }

  template <class T>
  static bool left_out(std::optional<T>& out) {
    out.reset();
    return true;
  }
  static bool left_out(Fixed& target) { return left_out(target.out); }
  template <class T>
  static bool left_out(T&) {
    return false;
  }

  // How many of them are there.
  std::size_t members(const Value&) { return 0; }
  template <class T, class... Rest>
  std::size_t members(const Value& v, std::string_view key, T&& out, Rest&&... rest) {
    const Value* const member = v.find(key);
    if (member != nullptr) {
      read(*member, out);
    } else if (!left_out(out)) {
      fail(v.at(key).error());
    }
    return (member != nullptr ? 1U : 0U) + (good() ? members(v, rest...) : 0U);
  }

  // A decimal string with exactly so many decimals, as digits without the point.
  std::int64_t fixed(const Value& v, int places, std::int64_t limit) {
    const std::string_view text = take(v.text());
    const auto decimal = parse_decimal(text, true);
    if (!decimal || decimal->places != places || decimal->digits > limit ||
        decimal->digits < -limit || format_decimal(decimal->digits, places) != text) {
      fail(v, "decimal");
      return 0;
    }
    return static_cast<std::int64_t>(decimal->digits);
  }

  std::optional<Problem> problem_;
};

void Reader::read(const Value& v, Issuer& i) {
  object(v, "address", i.address, "corporate_number", i.corporate_number, "name", i.name,
         "responsible", i.responsible, "site", i.site);
}
void Reader::read(const Value& v, Recipient& r) {
  object(v, "address", r.address, "corporate_number", r.corporate_number, "honorific", r.honorific,
         "name", r.name, "orders", r.orders);
}
void Reader::read(const Value& v, Line& l) {
  std::string percent;  // follows from the ppm
  object(v, "accounts", l.accounts, "allocated_kg", l.allocated, "alloy", l.alloy, "date", l.date,
         "line", l.line, "mass_kg", l.mass, "name", l.name, "order", l.order, "product", l.product,
         "share_percent", percent, "share_ppm", l.share, "shipment", l.shipment, "standard",
         l.standard, "temper", l.temper, "with_allocation_kgco2e", total(l.with_allocation),
         "without_allocation_kgco2e", total(l.without_allocation));
}
void Reader::read(const Value& v, Totals& t) {
  std::string percent;
  object(v, "allocated_kg", t.allocated, "mass_kg", t.mass, "share_percent", percent, "share_ppm",
         t.share, "with_allocation_kgco2e", total(t.with_allocation),
         "with_allocation_kgco2e_per_kg", rate(t.with_allocation_per_kg),
         "without_allocation_kgco2e", total(t.without_allocation),
         "without_allocation_kgco2e_per_kg", rate(t.without_allocation_per_kg));
}
void Reader::read(const Value& v, RulebookNote& r) {
  object(v, "carried_over", r.carried_over, "carry_over_periods", r.carry_over_periods,
         "carry_over_used", r.carry_over_used, "conversion_factor", r.conversion_factor,
         "cross_site_transfer", r.cross_site_transfer, "method", r.method, "period_months",
         r.period_months, "rulebook_id", r.id, "title", r.title, "transferred_in", r.transferred_in,
         "verification_by_period", r.verification_by_period);
}
void Reader::read(const Value& v, Tonnage& t) {
  object(v, "allocated_kg", t.allocated, "balance_kg", t.balance, "entitlement_kg", t.entitlement,
         "opening_kg", t.opening, "output_kg", t.output, "renewable_input_kg", t.renewable_input,
         "total_input_kg", t.total_input);
}
void Reader::read(const Value& v, PeriodBalance& b) {
  object(v, "average_kgco2e_per_kg", rate(b.average_per_kg), "closed", b.closed, "input_share_ppm",
         b.input_share, "period", b.period, "residual_kgco2e_per_kg", rate(b.residual_per_kg),
         "tonnage", b.tonnage, "usable_until", b.usable_until);
}
void Reader::read(const Value& v, Source& s) {
  object(v, "country", s.country, "emission_boundary", s.emission_boundary,
         "emission_factor_kgco2e_per_kg", s.emission_factor, "mass_kg", s.mass, "power_source",
         s.power_source, "smelter", s.smelter, "supplier_certificate", s.supplier_certificate);
}
void Reader::read(const Value& v, Verification& s) {
  std::optional<std::string> digest;
  object(v, "criteria", s.criteria, "date", s.date, "kind", s.kind, "level", s.level, "scope",
         s.scope, "statement", s.statement, "statement_sha256", digest, "verifier", s.verifier);
  if (digest && !is_digest(*digest)) return fail(v, "digest");
  s.digest = std::move(digest).value_or("");
}
void Reader::read(const Value& v, Conditions& c) {
  object(v, "default_conventional_kgco2e_per_kg", c.default_conventional,
         "default_recycled_kgco2e_per_kg", c.default_recycled, "mixed_emissions",
         c.mixed_emissions);
}
void Reader::read(const Value& v, Claims& c) {
  object(v, "allocation", c.allocation, "physical", c.physical, "unverified", c.unverified);
}

void Reader::read(const Value& v, MassBalance& m) {
  Content& c = m.content;
  std::string said_attribute;
  std::string said_model;
  Text boundary;  // of the catalogue, as the residual rule: who reads compares with what we write
  Text residual;
  object(v, "approval", c.approval, "attribute", said_attribute, "balances", c.balances, "claims",
         m.claims, "conditions", c.conditions, "footprint_boundary", boundary, "issued_on",
         c.issued_on, "issuer", c.issuer, "language", c.language, "lines", c.lines, "log_origin",
         m.log_origin, "model", said_model, "number", c.number, "periods", c.periods, "recipient",
         c.recipient, "residual_rule", residual, "revision", c.revision, "rulebook", c.rulebook,
         "sources", c.sources, "totals", c.totals, "verification", c.verification);
  if (good() && (said_attribute != attribute || said_model != model)) fail(v, "choice");
}

template <class T>
Result<T> read_whole(const Value& value) {
  Result<T> result;
  Reader reader;
  reader.read(value, *result);
  if (!reader.good()) return tl::make_unexpected(reader.trouble());
  return result;
}

}  // namespace

Result<MassBalance> read_mass_balance(const Value& value) {
  return read_whole<MassBalance>(value);
}

Result<certificate::Verification> read_verification(const Value& value) {
  return read_whole<Verification>(value);
}

}  // namespace tenbin::credential
