// Members stand in the order of RFC 8785: by their keys.
#include "codec/json_writer.hpp"
#include "credential/mass_balance.hpp"
#include "credential/names.hpp"
#include "credential/parts.hpp"
#include "units/emission.hpp"

namespace tenbin::credential {
namespace {

using namespace certificate;
using json::Writer;

// Writes each of our shapes as a JSON value.
class Printer {
 public:
  explicit Printer(std::string& out) : w_(out) {}

  void write(const std::string& text) { w_.string(text); }
  void write(bool value) { w_.boolean(value); }
  void write(std::int64_t value) { w_.integer(value); }
  void write(std::uint32_t value) { w_.integer(value); }
  void write(Mass mass) { w_.string(format_kg(mass)); }
  void write(Share share) { w_.integer(share.ppm()); }
  void write(Date date) { w_.string(format_date(date)); }
  void write(EmissionFactor factor) { w_.string(format_emission_factor(factor)); }
  template <class E>
  requires std::is_enum_v<E>
  void write(E value) { w_.string(name_of(value)); }
  void begin() { w_.begin_object(); }
  void end() { w_.end_object(); }
  // key, value, key, value …; what is not there is left out: JSON-LD knows no null
  void members() {}
  template <class T, class... Rest>
  void members(std::string_view key, const T& value, const Rest&... rest) {
    w_.key(key);
    write(value);
    members(rest...);
  }
  template <class T, class... Rest>
  void members(std::string_view key, const std::optional<T>& value, const Rest&... rest) {
    if (value) {
      w_.key(key);
      write(*value);
    }
    members(rest...);
  }
  template <class... Pairs>
  void object(const Pairs&... pairs) {
    w_.begin_object();
    members(pairs...);
    w_.end_object();
  }

  void write(const Text& text) { object("en", text.en, "ja", text.ja); }
  void write(const Issuer& i) {
    object("address", i.address, "corporate_number", i.corporate_number, "name", i.name,
           "responsible", i.responsible, "site", i.site);
  }
  void write(const Recipient& r) {
    object("address", r.address, "corporate_number", r.corporate_number, "honorific", r.honorific,
           "name", r.name, "orders", r.orders);
  }
  void write(const Period& period) { object("from", period.from, "to", period.to); }
  void write(const Drawn& d) { object("account", d.account, "mass_kg", d.mass); }
  void write(const Line& l) {
    object("accounts", l.accounts, "allocated_kg", l.allocated, "alloy", l.alloy, "date", l.date,
           "line", l.line, "mass_kg", l.mass, "name", l.name, "order", l.order, "product",
           l.product, "share_percent", format_percent(l.share), "share_ppm", l.share, "shipment",
           l.shipment, "standard", l.standard, "temper", l.temper, "with_allocation_kgco2e",
           l.with_allocation, "without_allocation_kgco2e", l.without_allocation);
  }
  void write(const Totals& t) {
    object("allocated_kg", t.allocated, "mass_kg", t.mass, "share_percent", format_percent(t.share),
           "share_ppm", t.share, "with_allocation_kgco2e", t.with_allocation,
           "with_allocation_kgco2e_per_kg", t.with_allocation_per_kg, "without_allocation_kgco2e",
           t.without_allocation, "without_allocation_kgco2e_per_kg", t.without_allocation_per_kg);
  }
  void write(const CarriedOver& c) { object("mass_kg", c.mass, "vintage", c.vintage); }
  void write(const TransferredIn& t) {
    object("account", t.account, "mass_kg", t.mass, "vintage", t.vintage);
  }
  void write(const RulebookNote& r) {
    object("carried_over", r.carried_over, "carry_over_periods", r.carry_over_periods,
           "carry_over_used", r.carry_over_used, "conversion_factor", r.conversion_factor,
           "cross_site_transfer", r.cross_site_transfer, "method", r.method, "period_months",
           r.period_months, "rulebook_id", r.id, "title", r.title, "transferred_in",
           r.transferred_in, "verification_by_period", r.verification_by_period);
  }
  void write(const Tonnage& t) {
    object("allocated_kg", t.allocated, "balance_kg", t.balance, "entitlement_kg", t.entitlement,
           "opening_kg", t.opening, "output_kg", t.output, "renewable_input_kg", t.renewable_input,
           "total_input_kg", t.total_input);
  }
  void write(const PeriodBalance& b) {
    object("average_kgco2e_per_kg", b.average_per_kg, "closed", b.closed, "input_share_ppm",
           b.input_share, "period", b.period, "residual_kgco2e_per_kg", b.residual_per_kg,
           "tonnage", b.tonnage, "usable_until", b.usable_until);
  }
  void write(const Source& s) {
    object("country", s.country, "emission_boundary", s.emission_boundary,
           "emission_factor_kgco2e_per_kg", s.emission_factor, "mass_kg", s.mass, "power_source",
           s.power_source, "smelter", s.smelter, "supplier_certificate", s.supplier_certificate);
  }
  void write(const Verification& v) {
    const auto digest = v.digest.empty() ? std::nullopt : std::optional(v.digest);
    object("criteria", v.criteria, "date", v.date, "kind", v.kind, "level", v.level, "scope",
           v.scope, "statement", v.statement, "statement_sha256", digest, "verifier", v.verifier);
  }
  void write(const Conditions& c) {
    object("default_conventional_kgco2e_per_kg", c.default_conventional,
           "default_recycled_kgco2e_per_kg", c.default_recycled, "mixed_emissions",
           c.mixed_emissions);
  }
  void write(const Claim& c) { object("code", c.code, "text", c.text); }
  void write(const Claims& c) {
    object("allocation", c.allocation, "physical", c.physical, "unverified", c.unverified);
  }

  template <class T>
  void write(const std::vector<T>& values) {
    w_.begin_array();
    for (const T& value : values) write(value);
    w_.end_array();
  }

 private:
  Writer w_;
};

}  // namespace

std::string mass_balance_json(const MassBalance& said) {
  const Content& c = said.content;
  std::string out;
  Printer(out).object("approval", c.approval, "attribute", std::string(attribute), "balances",
                      c.balances, "claims", said.claims, "conditions", c.conditions,
                      "footprint_boundary", in_both("d.scope.text"), "issued_on", c.issued_on,
                      "issuer", c.issuer, "language", c.language, "lines", c.lines, "log_origin",
                      said.log_origin, "model", std::string(model), "number", c.number, "periods",
                      c.periods, "recipient", c.recipient, "residual_rule",
                      in_both("d.residual.text"), "revision", c.revision, "rulebook", c.rulebook,
                      "sources", c.sources, "totals", c.totals, "verification", c.verification);
  return out;
}

}  // namespace tenbin::credential
