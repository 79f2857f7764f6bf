// Reading back, strictly: the mirror of json_write.cpp. A Reader remembers the first thing that is
// wrong and from then on reads nothing, so that the shapes below stay readable.
#include <algorithm>

#include "certificate/json.hpp"
#include "certificate/names.hpp"
#include "codec/json_value.hpp"
#include "units/decimal.hpp"

namespace tenbin::certificate {
namespace {

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
    out.reset();
    if (v.is_null() || !good()) return;
    T value{};
    read(v, value);
    out = std::move(value);
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

  // key, place to read it into, …; the object has these members and no others.
  template <class... Pairs>
  void object(const Value& v, Pairs&&... pairs) {
    const json::Object* const found = take(v.object());
    if (found == nullptr) return;
    members(v, pairs...);
    if (good() && found->size() != sizeof...(pairs) / 2) fail(v, "unknown_field");
  }

  // Decimal string of emissions: not stored as a number, but of its form.
  void read_emissions(const Value& v, Emissions& out, int places) {
    out.reset();
    if (v.is_null() || !good()) return;
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
  void read(const Value& v, Proof& p);
  void read(const Value& v, Document& d);

 private:
  // An emission with its number of decimals, as a target of `object`.
  struct Fixed {
    Emissions& out;
    int places;
  };
  static Fixed total(Emissions& out) { return {out, 3}; }
  static Fixed rate(Emissions& out) { return {out, 6}; }
  void read(const Value& v, Fixed target) { read_emissions(v, target.out, target.places); }

  void members(const Value&) {}
  template <class T, class... Rest>
  void members(const Value& v, std::string_view key, T&& out, Rest&&... rest) {
    const Value* const member = take(v.at(key));
    if (member != nullptr && good()) read(*member, out);
    if (good()) members(v, rest...);
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
  object(v, "accounts", l.accounts, "allocated_kg", l.allocated, "alloy", l.alloy, "date", l.date,
         "line", l.line, "mass_kg", l.mass, "name", l.name, "order", l.order, "product", l.product,
         "share_ppm", l.share, "shipment", l.shipment, "standard", l.standard, "temper", l.temper,
         "with_allocation_kgco2e", total(l.with_allocation), "without_allocation_kgco2e",
         total(l.without_allocation));
}
void Reader::read(const Value& v, Totals& t) {
  object(v, "allocated_kg", t.allocated, "mass_kg", t.mass, "share_ppm", t.share,
         "with_allocation_kgco2e", total(t.with_allocation), "with_allocation_kgco2e_per_kg",
         rate(t.with_allocation_per_kg), "without_allocation_kgco2e", total(t.without_allocation),
         "without_allocation_kgco2e_per_kg", rate(t.without_allocation_per_kg));
}
void Reader::read(const Value& v, RulebookNote& r) {
  object(v, "carried_over", r.carried_over, "carry_over_periods", r.carry_over_periods,
         "carry_over_used", r.carry_over_used, "conversion_factor", r.conversion_factor,
         "cross_site_transfer", r.cross_site_transfer, "id", r.id, "method", r.method,
         "period_months", r.period_months, "title", r.title, "transferred_in", r.transferred_in,
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
  object(v, "criteria", s.criteria, "date", s.date, "kind", s.kind, "level", s.level, "scope",
         s.scope, "statement", s.statement, "verifier", s.verifier);
}
void Reader::read(const Value& v, Conditions& c) {
  object(v, "default_conventional_kgco2e_per_kg", c.default_conventional,
         "default_recycled_kgco2e_per_kg", c.default_recycled, "mixed_emissions",
         c.mixed_emissions);
}
void Reader::read(const Value& v, Claims& c) {
  object(v, "allocation", c.allocation, "physical", c.physical, "unverified", c.unverified);
}

void Reader::read(const Value& v, Proof& p) {
  std::string signature;
  std::string type;
  object(v, "key", p.key_text, "signature", signature, "type", type);
  if (!good()) return;
  if (type != "Ed25519") return fail(v, "proof.type");
  const auto key = tlog::parse_multikey(p.key_text);
  if (!key) return fail(v, "proof.key");
  p.key = *key;
  const auto bytes = from_base64(signature);
  if (!bytes || bytes->size() != p.signature.size()) return fail(v, "proof.signature");
  std::copy(bytes->begin(), bytes->end(), p.signature.begin());
}

void Reader::read(const Value& v, Document& d) {
  Content& c = d.content;
  std::string schema;
  object(v, "balances", c.balances, "claims", d.claims, "conditions", c.conditions, "issued_on",
         c.issued_on, "issuer", c.issuer, "language", c.language, "lines", c.lines, "number",
         c.number, "periods", c.periods, "recipient", c.recipient, "revision", c.revision,
         "rulebook", c.rulebook, "schema", schema, "sources", c.sources, "totals", c.totals,
         "verification", c.verification);
  if (good() && schema != "tenbin/certificate/1") fail(v, "schema");
}

tl::unexpected<Problem> malformed(const Problem& problem) {
  return tl::make_unexpected(Problem{Code::certificate_malformed, problem.facts});
}

}  // namespace

Result<Document> read_json(std::string_view text) {
  Result<Value> parsed = json::parse(text);
  if (!parsed) return malformed(parsed.error());
  Result<const json::Object*> members = parsed->object();
  if (!members) return malformed(members.error());

  Result<Document> result;
  Document& document = *result;
  Reader reader;
  if (const Value* const proof = parsed->find("proof"))
    reader.read(*proof, document.proof.emplace());
  json::Object rest = **members;
  std::erase_if(rest, [](const json::Member& member) { return member.key == "proof"; });
  const Value body(std::move(rest), "/");
  if (reader.good()) reader.read(body, document);
  if (!reader.good()) return malformed(reader.trouble());
  document.unsigned_text = json::write_canonical(body);
  document.canonical = json::write_canonical(*parsed) == text;
  return result;
}

}  // namespace tenbin::certificate
