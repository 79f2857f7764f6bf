#include "samples.hpp"

#include "domain/certificate_number.hpp"
#include "units/decimal.hpp"

namespace tenbin::samples {
namespace {

using namespace certificate;

constexpr std::int64_t with_rate = 12'450;     // g CO2e per kg
constexpr std::int64_t without_rate = 16'000;  // g CO2e per kg

std::string emissions(Mass mass, std::int64_t rate) {
  return format_decimal(divide(Int128{mass.grams()} * rate, 1000, Rounding::up), 3);
}

Line line(int index) {
  const int kind = index % 3;
  static const Text names[] = {{"自動車用押出形材 角管 40×40", "Extruded square tube 40×40"},
                               {"建材用押出形材 サッシ枠", "Window frame profile"},
                               {"鉄道車両用中空形材", "Hollow profile for rolling stock"}};
  static const char* const products[] = {"EX-1001", "EX-2040", "EX-3310"};
  static const char* const alloys[] = {"A6063", "A6063", "A6N01"};
  static const char* const tempers[] = {"T5", "T6", "T5"};
  Line l;
  l.shipment = "S-2026-" + std::to_string(1000 + index / 4);
  l.line = index % 4 + 1;
  l.date = Date::of(2026, 7, static_cast<unsigned>(index % 31 + 1));
  l.product = products[kind];
  l.name = names[kind];
  l.alloy = alloys[kind];
  l.temper = tempers[kind];
  l.standard = "JIS H 4100";
  l.order = "PO-" + std::to_string(77100 + index);
  l.mass = Mass::of_grams(2'500'000 + index * 1'234);
  l.allocated = part_of(l.mass, Share::of_ppm(320'000));
  l.share = share_of(l.allocated, l.mass);
  l.accounts = {{"KAWABE/renewable", l.allocated}};
  l.with_allocation = emissions(l.mass, with_rate);
  l.without_allocation = emissions(l.mass, without_rate);
  return l;
}

void fill_parties(Content& c) {
  c.issuer.name = {"株式会社カワベ押出工業", "Kawabe Extrusion Co., Ltd."};
  c.issuer.site = {"川辺工場", "Kawabe Works"};
  c.issuer.address = {"〒999-0001 見本県川辺市工業団地1丁目2番3号",
                      "1-2-3 Kogyo-danchi, Kawabe, Mihon 999-0001, Japan"};
  c.issuer.corporate_number = "0000000000001";
  c.issuer.responsible = {"サステナビリティ推進室長 辻󠄀 花子",
                          "Hanako Tsuji, Head of Sustainability"};
  c.recipient.name = {"髙﨑精機㈱", "Takasaki Seiki K.K."};
  c.recipient.address = {"〒999-0202 見本県高崎野市中央2丁目20番1号",
                         "2-20-1 Chuo, Takasakino, Mihon 999-0202, Japan"};
  c.recipient.corporate_number = "0000000000002";
}

void fill_basis(Content& c) {
  c.rulebook.id = "free-credit";
  c.rulebook.title = {"自由割当（四半期・投入比率）", "Free credit, quarterly, input share"};
  c.rulebook.carry_over_periods = 4;
  c.rulebook.carry_over_used = true;
  c.rulebook.carried_over = {
      {{Date::of(2026, 4, 1), Date::of(2026, 6, 30)}, Mass::of_grams(1'250'000)}};
  c.rulebook.cross_site_transfer = true;
  c.rulebook.transferred_in = {
      {"KAWABE/renewable", {Date::of(2026, 7, 1), Date::of(2026, 9, 30)}, Mass::of_kg(8'000)}};
  PeriodBalance b;
  b.period = {Date::of(2026, 7, 1), Date::of(2026, 9, 30)};
  b.input_share = Share::of_ppm(320'000);
  b.tonnage = Tonnage{Mass::of_kg(1'000'000), Mass::of_kg(320'000), Mass::of_kg(850'000),
                      Mass::of_kg(272'000),   Mass::of_kg(12'500),  Mass::of_kg(250'000),
                      Mass::of_kg(34'500)};
  b.usable_until = Date::of(2027, 9, 30);
  b.average_per_kg = "12.448000";
  b.residual_per_kg = "16.000000";
  c.balances = {b};
  c.sources = {{"SC-2026-0134", "Nordlys Aluminium", "NO", "hydro", Mass::of_kg(200'000),
                EmissionFactor::of_grams_per_tonne(4'000'000), "cradle to gate"},
               {"SC-2026-0201", "", "AE", "solar", Mass::of_kg(120'000),
                EmissionFactor::of_grams_per_tonne(4'750'000), "cradle to gate"}};
  c.conditions.default_conventional = EmissionFactor::of_grams_per_tonne(15'100'000);
  c.conditions.default_recycled = EmissionFactor::of_grams_per_tonne(600'000);
}

}  // namespace

CertificateContent certificate(int lines) {
  Content c;
  c.number = certificate_number(2026, 123);
  c.issued_on = Date::of(2026, 8, 10);
  fill_parties(c);
  fill_basis(c);
  c.periods = {{Date::of(2026, 7, 1), Date::of(2026, 9, 30)}};
  for (int i = 0; i < lines; ++i) c.lines.push_back(line(i));
  c.recipient.orders = {"PO-77100", "PO-77101"};
  c.totals = totals_of(c.lines);
  return c;
}

CertificateContent whole() {
  Content c = certificate(1);
  Line& l = c.lines.front();
  l.allocated = l.mass;
  l.share = Share::whole();
  l.accounts.front().mass = l.mass;
  l.with_allocation = emissions(l.mass, 4'900);
  c.totals = totals_of(c.lines);
  return c;
}

CertificateContent long_names(int lines) {
  Content c = certificate(lines);
  std::string ja = "株式会社";
  for (int i = 0; i < 56; ++i) ja += i % 4 == 3 ? "業" : i % 2 == 0 ? "長" : "名";
  const Text name{ja, "The Very Long-Named Aluminium Extrusions & Fabrication Company"};
  c.issuer.name = c.issuer.site = c.issuer.address = c.issuer.responsible = name;
  c.recipient.name = c.recipient.address = name;
  for (int i = 0; i < 30; ++i) c.recipient.orders.push_back("ORDER-2026-LONG-" + std::to_string(i));
  c.periods.push_back({Date::of(2026, 10, 1), Date::of(2026, 12, 31)});
  c.balances.push_back(c.balances.front());
  c.balances.back().period = c.periods.back();
  for (Line& l : c.lines) {
    l.name = name;
    l.product = "PRODUCT-CODE-WITHOUT-ANY-END-0001-" + l.product;
    l.shipment = "SHIPMENT-WITH-A-LONG-NUMBER-" + l.shipment;
    const Mass half = Mass::of_grams(l.allocated.grams() / 2);
    l.accounts = {{"KAWABE/renewable/hydro", half}, {"KAWABE/renewable/solar", l.allocated - half}};
  }
  c.sources.front().smelter = c.sources.front().emission_boundary = name.en;
  c.totals = totals_of(c.lines);
  return c;
}

CertificateContent verified(int lines) {
  Content c = certificate(lines);
  c.issued_on = Date::of(2026, 10, 25);
  c.balances.front().closed = true;
  c.rulebook.transferred_in.clear();
  c.verification = Verification{"一般財団法人みほん検証機構",
                                AssuranceKind::verification,
                                AssuranceLevel::limited,
                                "ISO 14064-3:2019, ISO 22095:2020",
                                "VS-2026-018",
                                {Date::of(2026, 4, 1), Date::of(2026, 9, 30)},
                                Date::of(2026, 10, 20)};
  return c;
}

tlog::KeyPair key(std::uint8_t seed) {
  tlog::Seed bytes{};
  bytes.fill(seed);
  return tlog::KeyPair::from_seed(bytes);
}

}  // namespace tenbin::samples
