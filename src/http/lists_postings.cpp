// The lists of what was posted, and of what stands on it: their rows, from the state.
#include <algorithm>

#include "engine/certificates.hpp"
#include "engine/posting.hpp"
#include "http/lists.hpp"

namespace tenbin::http {
namespace {

using office::Right;

std::string kg(Mass mass) {
  return format_kg(mass);
}
std::string_view text(const State& state, TextRef ref) {
  return state.texts.get(ref);
}
std::string id(const State& state, TextRef ref) {
  return std::string(state.texts.get(ref));
}
std::string day(Date date) {
  return format_date(date);
}
std::int64_t number(std::uint32_t value) {
  return value;
}
// The id, or null.
template <class Entities>
Cell id_or_null(const State& state, const Entities& entities, Index at,
                TextRef Entities::value_type::*ref) {
  if (at == no_index) return {};
  return id(state, entities[at].*ref);
}

// ---- receipts, charges, runs
bool waits_for_paper(const Receipt& row) {
  return row.metal_class == MetalClass::renewable && row.supplier_certificate == no_index &&
         !row.reversed;
}
bool wants_receipt(const State& state, const ListQuery& query, std::size_t at) {
  const Receipt& row = state.receipts[at];
  return query.wants_supplier(row.supplier) && (!query.open || waits_for_paper(row)) &&
         query.wants_site(row.site) && query.wants_date(state, row.date) &&
         query.wants_text({text(state, row.id), text(state, state.suppliers[row.supplier].id)});
}
Row receipt_row(const State& state, std::size_t at) {
  const Receipt& row = state.receipts[at];
  return {{"receipt", id(state, row.id)},
          {"seq", number(row.seq)},
          {"date", day(row.date)},
          {"site", id(state, state.sites[row.site].id)},
          {"supplier", id(state, state.suppliers[row.supplier].id)},
          {"material", std::string(name_of(row.material))},
          {"class", std::string(name_of(row.metal_class))},
          {"mass_kg", Figure{kg(row.mass)}},
          {"backed_kg", Figure{kg(backed_part(state, row, row.mass))}},
          {"supplier_certificate", id_or_null(state, state.supplier_certificates,
                                              row.supplier_certificate, &SupplierCertificate::id)},
          {"charged_kg", Figure{kg(row.charged)}},
          {"reversed", row.reversed}};
}

bool wants_charge(const State& state, const ListQuery& query, std::size_t at) {
  const ChargeEntry& row = state.charges[at];
  const Receipt& receipt = state.receipts[row.receipt];
  return query.wants_site(receipt.site) && query.wants_date(state, row.date) &&
         query.wants_text({text(state, row.id), text(state, receipt.id)});
}
Row charge_row(const State& state, std::size_t at) {
  const ChargeEntry& row = state.charges[at];
  const Receipt& receipt = state.receipts[row.receipt];
  return {{"charge", id(state, row.id)},
          {"seq", number(row.seq)},
          {"date", day(row.date)},
          {"site", id(state, state.sites[receipt.site].id)},
          {"receipt", id(state, receipt.id)},
          {"mass_kg", Figure{kg(row.mass)}},
          {"reversed", row.reversed}};
}

bool wants_run(const State& state, const ListQuery& query, std::size_t at) {
  const Run& row = state.runs[at];
  return query.wants_site(row.site) && query.wants_date(state, row.date) &&
         query.wants_product(row.product) &&
         query.wants_text({text(state, row.id), text(state, state.products[row.product].id)});
}
Row run_row(const State& state, std::size_t at) {
  const Run& row = state.runs[at];
  return {{"run", id(state, row.id)},
          {"seq", number(row.seq)},
          {"date", day(row.date)},
          {"site", id(state, state.sites[row.site].id)},
          {"product", id(state, state.products[row.product].id)},
          {"output_kg", Figure{kg(row.output)}},
          {"reversed", row.reversed}};
}

// ---- shipments, allocations
bool wants_line(const State& state, const ListQuery& query, const Line& line, Date date,
                std::initializer_list<std::string_view> texts) {
  return query.wants_site(line.site) && query.wants_date(state, date) &&
         query.wants_customer(line.customer) && query.wants_product(line.product) &&
         query.wants_text(texts);
}

bool can_be_allocated_to(const State& state, const Line& row) {
  return !row.reversed && row.certificate == no_index && row.allocated < row.mass &&
         state.products[row.product].allocatable;
}
bool wants_shipment(const State& state, const ListQuery& query, std::size_t at) {
  const Line& row = state.lines[at];
  return query.wants_certificate(row.certificate) &&
         (!query.open || can_be_allocated_to(state, row)) &&
         wants_line(state, query, row, row.date,
                    {text(state, row.shipment), text(state, state.customers[row.customer].id),
                     text(state, state.products[row.product].id)});
}
Row shipment_row(const State& state, std::size_t at) {
  const Line& row = state.lines[at];
  return {
      {"shipment", id(state, row.shipment)},
      {"line", std::int64_t{row.number}},
      {"seq", number(row.seq)},
      {"date", day(row.date)},
      {"site", id(state, state.sites[row.site].id)},
      {"customer", id(state, state.customers[row.customer].id)},
      {"product", id(state, state.products[row.product].id)},
      {"mass_kg", Figure{kg(row.mass)}},
      {"allocated_kg", Figure{kg(row.allocated)}},
      {"share_ppm", std::int64_t{share_of(row.allocated, row.mass).ppm()}},
      {"certificate", id_or_null(state, state.certificates, row.certificate, &Certificate::number)},
      {"reversed", row.reversed}};
}
void complete_shipment(Row& row, const json::Value& event) {
  Cell asked;
  if (const json::Value* const text = event.find("requested_share")) {
    const auto share = parse_share(text->text().value_or(""));
    if (share) asked = Cell(std::int64_t{share->ppm()});
  }
  row.emplace_back("requested_share_ppm", std::move(asked));
}

bool can_be_certified(const Allocation& row) {
  return !row.released && !row.written_off && row.certificate == no_index;
}
bool wants_allocation(const State& state, const ListQuery& query, std::size_t at) {
  const Allocation& row = state.allocations[at];
  // Before the line is looked up: of 10^6 allocations few are asked for.
  if (!query.wants_certificate(row.certificate) || (query.open && !can_be_certified(row)))
    return false;
  const Line& line = state.lines[row.line];
  return wants_line(state, query, line, row.date,
                    {text(state, row.id), text(state, line.shipment),
                     text(state, state.customers[line.customer].id),
                     text(state, state.products[line.product].id)});
}
Row allocation_row(const State& state, std::size_t at) {
  const Allocation& row = state.allocations[at];
  const Line& line = state.lines[row.line];
  std::vector<AccountMass> accounts;
  for (Index part = row.first_part; part < row.first_part + row.part_count; ++part)
    accounts.push_back(
        {text(state, state.accounts[state.parts[part].account].name), state.parts[part].mass});
  return {
      {"allocation", id(state, row.id)},
      {"seq", number(row.seq)},
      {"date", day(row.date)},
      {"site", id(state, state.sites[line.site].id)},
      {"shipment", id(state, line.shipment)},
      {"line", std::int64_t{line.number}},
      {"customer", id(state, state.customers[line.customer].id)},
      {"product", id(state, state.products[line.product].id)},
      {"mass_kg", Figure{kg(row.mass)}},
      {"share_ppm", std::int64_t{share_of(row.mass, line.mass).ppm()}},
      {"accounts", std::move(accounts)},
      {"certificate", id_or_null(state, state.certificates, row.certificate, &Certificate::number)},
      {"released", row.released}};
}

// ---- certificates, those of suppliers too
bool wants_certificate(const State& state, const ListQuery& query, std::size_t at) {
  const Certificate& row = state.certificates[at];
  if (!query.wants_customer(row.customer) || !query.wants_date(state, row.date) ||
      !query.wants_text({text(state, row.number), text(state, state.customers[row.customer].id)}))
    return false;
  return query.site == no_index ||
         (!row.allocations.empty() &&
          query.wants_site(state.lines[state.allocations[row.allocations.front()].line].site));
}
Row certificate_row(const State& state, std::size_t at) {
  const Certificate& row = state.certificates[at];
  const std::vector<Index> lines = lines_of(state, row.allocations);
  Mass mass;
  Date from = row.date;
  Date to = row.date;
  for (const Index line : lines) {
    mass += state.lines[line].mass;
    from = line == lines.front() ? state.lines[line].date : std::min(from, state.lines[line].date);
    to = line == lines.front() ? state.lines[line].date : std::max(to, state.lines[line].date);
  }
  const Mass allocated = mass_of(state, row.allocations);
  return {{"certificate", id(state, row.number)},
          {"revision", std::int64_t{row.revision}},
          {"seq", number(row.seq)},
          {"date", day(row.date)},
          {"customer", id(state, state.customers[row.customer].id)},
          {"language", std::string(name_of(row.language))},
          {"mass_kg", Figure{kg(mass)}},
          {"allocated_kg", Figure{kg(allocated)}},
          {"share_ppm", std::int64_t{share_of(allocated, mass).ppm()}},
          {"state", std::string(row.revoked ? "revoked" : "live")},
          {"from", day(from)},
          {"to", day(to)}};
}

bool wants_paper(const State& state, const ListQuery& query, std::size_t at) {
  const SupplierCertificate& row = state.supplier_certificates[at];
  return query.wants_text({text(state, row.id), text(state, state.suppliers[row.supplier].id)});
}
Row paper_row(const State& state, std::size_t at) {
  const SupplierCertificate& row = state.supplier_certificates[at];
  std::string factor = format_emission_factor(row.factor);
  return {{"supplier_certificate", id(state, row.id)},
          {"seq", number(row.seq)},
          {"supplier", id(state, state.suppliers[row.supplier].id)},
          {"valid_from", day(row.valid_from)},
          {"valid_to", day(row.valid_to)},
          {"power_source", std::string(name_of(row.power_source))},
          {"renewable_share_ppm", std::int64_t{row.renewable_share.ppm()}},
          {"mass_kg", Figure{kg(row.mass)}},
          {"used_kg", Figure{kg(row.used)}},
          {"left_kg", Figure{kg(row.mass - row.used)}},
          {"emission_factor_kgco2e_per_kg", Figure{factor.substr(0, factor.find(' '))}}};
}

// ---- master data
void add_texts(Row& row, const json::Value& event, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    const json::Value* const value = event.find(key);
    row.emplace_back(key, std::string(value == nullptr ? "" : value->text().value_or("")));
  }
}
void complete_party(Row& row, const json::Value& event) {
  add_texts(row, event, {"name_ja", "name_en"});
}
void complete_customer(Row& row, const json::Value& event) {
  add_texts(row, event, {"name_ja", "name_en", "language"});
}
void complete_product(Row& row, const json::Value& event) {
  add_texts(row, event, {"name_ja", "name_en", "alloy", "temper", "standard", "group"});
}

bool wants_all(const State&, const ListQuery&, std::size_t) {
  return true;
}

template <auto entities>
constexpr auto size_of = [](const State& state) { return (state.*entities).size(); };
template <auto entities>
constexpr auto seq_of =
    [](const State& state, std::size_t at) { return (state.*entities)[at].seq; };

Row customer_row(const State& state, std::size_t at) {
  return {{"customer", id(state, state.customers[at].id)}};
}
Row supplier_row(const State& state, std::size_t at) {
  return {{"supplier", id(state, state.suppliers[at].id)}};
}
Row site_row(const State& state, std::size_t at) {
  return {{"site", id(state, state.sites[at].id)}};
}
Row product_row(const State& state, std::size_t at) {
  return {{"product", id(state, state.products[at].id)},
          {"allocatable", state.products[at].allocatable}};
}

}  // namespace

std::vector<List> posting_lists() {
  return {{"/api/v1/receipts", Right::see_receipts, "site period supplier open q",
           size_of<&State::receipts>, wants_receipt, receipt_row},
          {"/api/v1/charges", Right::see_production, "site period q", size_of<&State::charges>,
           wants_charge, charge_row},
          {"/api/v1/runs", Right::see_production, "site period product q", size_of<&State::runs>,
           wants_run, run_row},
          {"/api/v1/shipments", Right::see_shipments,
           "site period customer product certificate open q", size_of<&State::lines>,
           wants_shipment, shipment_row, seq_of<&State::lines>, complete_shipment},
          {"/api/v1/allocations", Right::see_certificates,
           "site period customer product certificate open q", size_of<&State::allocations>,
           wants_allocation, allocation_row}};
}

std::vector<List> document_lists() {
  return {{"/api/v1/certificates", Right::see_certificates, "site period customer q",
           size_of<&State::certificates>, wants_certificate, certificate_row},
          {"/api/v1/supplier-certificates", Right::see_receipts, "q",
           size_of<&State::supplier_certificates>, wants_paper, paper_row}};
}

std::vector<List> master_lists() {
  return {{"/api/v1/customers", Right::see_masters, "q", size_of<&State::customers>, wants_all,
           customer_row, seq_of<&State::customers>, complete_customer, true},
          {"/api/v1/products", Right::see_masters, "q", size_of<&State::products>, wants_all,
           product_row, seq_of<&State::products>, complete_product, true},
          {"/api/v1/sites", Right::see_masters, "q", size_of<&State::sites>, wants_all, site_row,
           seq_of<&State::sites>, complete_party, true},
          {"/api/v1/suppliers", Right::see_masters, "q", size_of<&State::suppliers>, wants_all,
           supplier_row, seq_of<&State::suppliers>, complete_party, true}};
}

}  // namespace tenbin::http
