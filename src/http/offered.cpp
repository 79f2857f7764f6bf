#include "http/offered.hpp"

#include "engine/lookup.hpp"
#include "http/holds.hpp"
#include "http/lists.hpp"
#include "http/parameters.hpp"
#include "planner/plan.hpp"

namespace tenbin::http {
namespace {

constexpr std::size_t most_rows = 500;

tl::unexpected<Problem> unknown(std::string_view kind, std::string_view id) {
  return problem(Code::reference_unknown, {{"kind", std::string(kind)}, {"id", std::string(id)}});
}

Result<OfferedRow> read_row(const State& state, const Offered& offered, const json::Value& value) {
  TENBIN_TRY(value.only_keys({"shipment", "line", "allocated_kg", "share_ppm"}));
  const auto shipment = value.text_of("shipment");
  if (!shipment) return tl::make_unexpected(shipment.error());
  const auto number = value.integer_of("line");
  if (!number) return tl::make_unexpected(number.error());
  if (*number < 1 || *number > INT32_MAX)
    return json::invalid_at(json::place_of(value.place(), "line"), "positive");
  OfferedRow row{std::string(*shipment), static_cast<std::int32_t>(*number), {}, {}, {}, {}};
  const Index found = find_line(state, row.shipment, row.line);
  if (found == no_index) return unknown("shipment", row.shipment);
  const Line& line = state.lines[found];
  // Another customer's shipment is none here.
  if (line.reversed || line.site != offered.site_index ||
      state.texts.get(state.customers[line.customer].id) != offered.customer)
    return unknown("shipment", row.shipment);
  row.product = state.texts.get(state.products[line.product].id);
  if (!state.products[line.product].allocatable)
    return problem(Code::product_not_allocatable, {{"product", row.product}});
  row.mass = line.mass;
  if (value.find("allocated_kg") != nullptr) {
    const auto mass = mass_in(value, "allocated_kg");
    if (!mass) return tl::make_unexpected(mass.error());
    row.allocated = *mass;
  } else {
    const auto ppm = value.integer_of("share_ppm");
    if (!ppm) return tl::make_unexpected(ppm.error());
    if (*ppm < 0 || *ppm > Share::whole().ppm())
      return json::invalid_at(json::place_of(value.place(), "share_ppm"), "share");
    row.allocated = part_of(line.mass, Share::of_ppm(static_cast<std::int32_t>(*ppm)));
  }
  const Mass room = line.mass - line.allocated;
  if (row.allocated > room)
    return problem(Code::share_exceeds_product, {{"shipment", row.shipment},
                                                 {"line", std::to_string(row.line)},
                                                 {"have_kg", format_kg(room)},
                                                 {"want_kg", format_kg(row.allocated)}});
  row.share = share_of(row.allocated, line.mass);
  return row;
}

}  // namespace

Mass Offered::allocated() const {
  Mass sum;
  for (const OfferedRow& row : rows) sum += row.allocated;
  return sum;
}

Result<Offered> find_offered(const State& state, std::string site, Date period,
                             std::string customer) {
  PlanRequest request;
  request.site = site;
  request.period = period;
  const auto plan = empty_plan(state, request);
  if (!plan) return tl::make_unexpected(plan.error());
  if (find_customer(state, customer) == no_index) return unknown("customer", customer);
  return Offered{std::move(site), period, std::move(customer), {}, plan->site, plan->period};
}

Result<Offered> read_offered(const State& state, const json::Value& body) {
  const auto site = body.text_of("site");
  if (!site) return tl::make_unexpected(site.error());
  const auto customer = body.text_of("customer");
  if (!customer) return tl::make_unexpected(customer.error());
  const auto day = body.text_of("period");
  if (!day) return tl::make_unexpected(day.error());
  const auto date = parse_date(*day);
  if (!date) return json::invalid_at("/period", "date");
  auto offered = find_offered(state, std::string(*site), *date, std::string(*customer));
  if (!offered || body.find("rows") == nullptr) return offered;
  const auto rows = body.array_of("rows");
  if (!rows) return tl::make_unexpected(rows.error());
  if ((*rows)->size() > most_rows) return json::invalid_at("/rows", "array.size");
  for (const json::Value& each : **rows) {
    auto row = read_row(state, *offered, each);
    if (!row) return tl::make_unexpected(row.error());
    offered->rows.push_back(*std::move(row));
  }
  return offered;
}

Result<Mass> mass_in(const json::Value& body, std::string_view key) {
  const auto text = body.text_of(key);
  if (!text) return tl::make_unexpected(text.error());
  const auto parsed = parse_mass(std::string(*text) + " kg");
  const std::string place = json::place_of(body.place() == "/" ? "" : body.place(), key);
  if (!parsed) return json::invalid_at(place, "mass.decimal");
  if (parsed->mass <= Mass()) return json::invalid_at(place, "positive");
  return parsed->mass;
}

Result<std::int64_t> integer_in(const json::Value& body, std::string_view key,
                                std::int64_t otherwise) {
  if (body.find(key) == nullptr) return otherwise;
  return body.integer_of(key);
}

std::string rows_json(const std::vector<OfferedRow>& rows, bool whole) {
  std::string text;
  json::Writer json(text);
  json.begin_array();
  for (const OfferedRow& row : rows) {
    json.begin_object().key("allocated_kg").string(format_kg(row.allocated));
    json.key("line").integer(row.line);
    if (whole) {
      json.key("mass_kg").string(format_kg(row.mass)).key("product").string(row.product);
      json.key("share_ppm").integer(row.share.ppm());
    }
    json.key("shipment").string(row.shipment).end_object();
  }
  json.end_array();
  return text;
}

std::vector<OfferedRow> rows_of_json(std::string_view text) {
  std::vector<OfferedRow> rows;
  const auto parsed = json::parse(text);
  const auto list = parsed ? parsed->array() : tl::make_unexpected(parsed.error());
  if (!list) return rows;
  for (const json::Value& each : **list) {
    OfferedRow& row = rows.emplace_back();
    row.shipment = text_or_empty(each, "shipment");
    row.line = static_cast<std::int32_t>(each.integer_of("line").value_or(0));
    row.product = text_or_empty(each, "product");
    row.mass = mass_in(each, "mass_kg").value_or(Mass());
    row.allocated = mass_in(each, "allocated_kg").value_or(Mass());
    row.share = share_of(row.allocated, row.mass);
  }
  return rows;
}

std::string_view owner_for(const Call& call) {
  if (call.may(office::Right::allocate)) return {};
  return call.person->login;
}

}  // namespace tenbin::http
