#include "exchange/kinds.hpp"

#include "base/check.hpp"
#include "exchange/code_lists.hpp"
#include "table/text.hpp"

namespace tenbin::exchange {
namespace {

using enum ColumnType;
using Words = std::string_view[];
constexpr Need req = Need::required;
constexpr Need opt = Need::optional;
constexpr Need want = Need::wanted;

constexpr Words receipt_aliases = {"入荷番号", "入庫番号", "受入No", "受入伝票番号"};
constexpr Words received_aliases = {"入荷日", "入庫日", "受入年月日", "納入日"};
constexpr Words site_aliases = {"事業所", "工場", "工場コード", "拠点コード", "site"};
constexpr Words supplier_aliases = {"仕入先", "仕入先CD", "供給元コード", "supplier"};
constexpr Words material_aliases = {"材料", "材料種別", "原料区分", "material"};
constexpr Words class_aliases = {"区分", "再エネ区分", "class"};
constexpr Words mass_aliases = {"重量", "正味重量", "net weight", "weight"};
constexpr Words certificate_aliases = {"証明書番号", "供給元証明書", "supplier certificate"};
constexpr Words run_aliases = {"製造番号", "生産No", "ラン番号"};
constexpr Words end_aliases = {"生産日", "完了日", "製造日"};
constexpr Words product_aliases = {"製品", "製品CD", "品番", "product"};
constexpr Words output_aliases = {"産出量", "生産量", "出来高", "output"};
constexpr Words input_aliases = {"投入量", "input"};
constexpr Words shipment_aliases = {"出荷No", "出荷伝票番号", "出荷指示番号"};
constexpr Words line_aliases = {"行", "明細番号", "行No", "line"};
constexpr Words shipped_aliases = {"出荷年月日", "売上日", "発送日"};
constexpr Words customer_aliases = {"顧客", "得意先コード", "得意先", "客先コード", "customer"};
constexpr Words order_aliases = {"客先注文番号", "注文番号", "order"};
constexpr Words requested_aliases = {"希望率", "割当希望"};
constexpr Words customer_name_aliases = {"得意先名", "会社名", "customer name"};
constexpr Words product_name_aliases = {"製品名", "product name"};

constexpr Column receipts[] = {
    {"受入番号", "receipt_no", code, opt, "receipt", receipt_aliases},
    {"受入日", "received_on", date, req, "date", received_aliases},
    {"事業所コード", "site_code", code, opt, "site", site_aliases, nullptr, Reference::site},
    {"仕入先コード", "supplier_code", code, req, "supplier", supplier_aliases, nullptr,
     Reference::supplier},
    {"材料区分", "material_type", choice, req, "material", material_aliases, &materials},
    {"品名", "material_name"},
    {"合金", "alloy", code},
    {"環境区分", "attribute_class", choice, req, "class", class_aliases, &metal_classes},
    {"質量", "mass", mass, req, "mass", mass_aliases},
    {"単位", "unit", unit, req, {}, {}, &units},
    {"質量区分", "weight_basis", choice, opt, {}, {}, &weight_bases},
    {"供給元証明書番号", "supplier_cert_no", code, opt, "supplier_certificate", certificate_aliases,
     nullptr, Reference::supplier_certificate},
    {"ロット番号", "lot_no", code, opt, "lot"},
    {"溶解番号", "heat_no", code, opt, "heat"},
    {"送り状番号", "delivery_note_no", code, opt, "delivery_note"},
    {"検収番号", "inspection_no", code},
    {"発注番号", "po_no", code},
    {"原産国", "origin_country"},
    {"製錬所", "smelter"},
    {"備考", "note"}};
constexpr Words receipts_example = {"R2607-031",  "2026-07-21",
                                    "HQ",         "S-012",
                                    "ビレット",   "押出用ビレット 8インチ",
                                    "6063",       "再エネ",
                                    "25.000",     "t",
                                    "実貫",       "SC-2026-0134",
                                    "L-7781",     "H-2231",
                                    "D-55120",    "K-0921",
                                    "PO-118",     "NO",
                                    "見本製錬所", ""};

constexpr Column production[] = {
    {"生産番号", "run_no", code, opt, "run", run_aliases},
    {"開始日", "start_on", date, req},
    {"終了日", "end_on", date, req, "date", end_aliases},
    {"事業所コード", "site_code", code, opt, "site", site_aliases, nullptr, Reference::site},
    {"工程", "process", text, req},
    {"投入材料区分", "input_material_type", choice, req, {}, {}, &materials},
    {"投入合金", "input_alloy", code},
    {"投入質量", "input_mass", mass_or_zero, req, "input", input_aliases},
    {"産出製品コード", "output_product_code", code, req, "product", product_aliases, nullptr,
     Reference::product},
    {"産出質量", "output_mass", mass, req, "output", output_aliases},
    {"社内スクラップ質量", "internal_scrap_mass", mass_or_zero, opt, "internal_scrap"},
    {"ドロス・減耗質量", "dross_loss_mass", mass_or_zero, opt, "loss"},
    {"単位", "unit", unit, req, {}, {}, &units},
    {"ロット番号", "lot_no", code},
    {"備考", "note"}};
constexpr Words production_example = {
    "P2607-010",  "2026-07-20", "2026-07-20", "HQ",    "押出", "ビレット", "6063", "23.500",
    "EX-6063-01", "20.000",     "3.200",      "0.300", "t",    "L260720",  ""};

constexpr Column shipments[] = {
    {"出荷番号", "shipment_no", code, req, "shipment", shipment_aliases},
    {"行番号", "line_no", count, opt, "line", line_aliases},
    {"出荷日", "shipped_on", date, req, "date", shipped_aliases},
    {"事業所コード", "site_code", code, opt, "site", site_aliases, nullptr, Reference::site},
    {"顧客コード", "customer_code", code, req, "customer", customer_aliases, nullptr,
     Reference::customer},
    {"納入先コード", "ship_to_code", code},
    {"顧客注文番号", "customer_po_no", code, opt, "order", order_aliases},
    {"製品コード", "product_code", code, req, "product", product_aliases, nullptr,
     Reference::product},
    {"合金", "alloy", code},
    {"質別", "temper", code},
    {"数量", "pieces"},
    {"質量", "mass", mass, req, "mass", mass_aliases},
    {"単位", "unit", unit, req, {}, {}, &units},
    {"質量区分", "weight_basis", choice, opt, {}, {}, &weight_bases},
    {"ロット番号", "lot_no", code},
    {"送り状番号", "delivery_note_no", code, opt, "delivery_note"},
    {"割当希望率", "requested_share_pct", share, opt, "requested_share", requested_aliases},
    {"取消区分", "reversal_type", choice, opt, {}, {}, &reversal_types},
    {"元出荷番号", "original_shipment_no", code},
    {"備考", "note"}};
constexpr Words shipments_example = {"S2607-001", "1",          "2026-07-14", "HQ",     "C-0101",
                                     "",          "PO-26-0788", "EX-6063-01", "A6063S", "T5",
                                     "800",       "20.000",     "t",          "理論",   "L260711",
                                     "D-88211",   "50",         "通常",       "",       ""};

constexpr Column customers[] = {
    {"顧客コード", "customer_code", code, req, "customer", customer_aliases},
    {"顧客名", "name", text, req, "name_ja", customer_name_aliases},
    {"顧客名カナ", "name_kana"},
    {"英語名", "name_en", text, opt, "name_en"},
    {"敬称", "honorific"},
    {"法人番号", "corporate_number", code},
    {"郵便番号", "postal_code", code, opt, {}, {}, nullptr, Reference::none, true},
    {"住所", "address", text, opt, {}, {}, nullptr, Reference::none, true},
    {"英語住所", "address_en", text, opt, {}, {}, nullptr, Reference::none, true},
    {"部署", "department", text, opt, {}, {}, nullptr, Reference::none, true},
    {"担当者", "contact", text, opt, {}, {}, nullptr, Reference::none, true},
    {"メール", "email", text, opt, {}, {}, nullptr, Reference::none, true},
    {"言語", "language", choice, opt, "language", {}, &languages},
    {"証明書単位", "certificate_grouping"},
    {"既定割当率", "default_share_pct", share},
    {"宛名の公開", "public_recipient"},
    {"有効", "active", boolean}};
constexpr Words customers_example = {"C-0101",
                                     "株式会社見本サッシ",
                                     "ミホンサッシ",
                                     "Mihon Sash Co. Ltd.",
                                     "御中",
                                     "9000000000000",
                                     "460-0000",
                                     "愛知県名古屋市中区見本1-2-3",
                                     "1-2-3 Mihon, Nagoya",
                                     "環境部",
                                     "見本 花子",
                                     "eco@example.jp",
                                     "ja",
                                     "月×製品群",
                                     "50",
                                     "公開",
                                     "1"};

constexpr Column products[] = {
    {"製品コード", "product_code", code, req, "product", product_aliases},
    {"品名", "name", text, req, "name_ja", product_name_aliases},
    {"英語品名", "name_en", text, opt, "name_en"},
    {"製品群", "product_group", text, req, "group"},
    {"形状", "form", text, req},
    {"合金", "alloy", code, opt, "alloy"},
    {"質別", "temper", code, opt, "temper"},
    {"規格", "standard", text, opt, "standard"},
    {"単重kg", "unit_weight_kg"},
    {"標準歩留まり", "standard_yield_pct"},
    {"自社工程原単位", "process_ef_tco2e_per_t", factor, opt, "process_emissions"},
    {"HSコード", "hs_code", code},
    {"割当対象", "allocatable", boolean, opt, "allocatable"},
    {"有効", "active", boolean}};
constexpr Words products_example = {"EX-6063-01",
                                    "押出形材 レールA",
                                    "Extruded rail A",
                                    "建材",
                                    "押出形材",
                                    "A6063S",
                                    "T5",
                                    "JIS H 4100",
                                    "2.500",
                                    "85.0",
                                    "0.90",
                                    "7604.29",
                                    "1",
                                    "1"};

constexpr Column supplier_certificates[] = {
    {"供給元証明書番号", "cert_no", code, req, "supplier_certificate", certificate_aliases},
    {"仕入先コード", "supplier_code", code, req, "supplier", supplier_aliases, nullptr,
     Reference::supplier},
    {"発行者", "issuer", text, req},
    {"発行日", "issued_on", date, req},
    {"対象開始日", "valid_from", date, req, "valid_from"},
    {"対象終了日", "valid_to", date, req, "valid_to"},
    {"製錬所", "smelter", text, req, "smelter"},
    {"製錬国", "smelter_country", text, req, "country"},
    {"電源種別", "power_source", choice, req, "power_source", {}, &power_sources},
    {"再エネ割合", "renewable_share_pct", share, req, "renewable_share"},
    {"質量", "mass", mass, req, "mass", mass_aliases},
    {"単位", "unit", unit, req, {}, {}, &units},
    {"原単位tCO2e/t", "ef_tco2e_per_t", factor, want, "emission_factor"},
    {"算定範囲", "ef_boundary", text, want, "emission_boundary"},
    {"CoC方式", "coc_model", choice, req, "chain_model", {}, &chain_models},
    {"制度", "scheme", text, opt, "scheme"},
    {"制度認証番号", "scheme_cert_no", code},
    {"認証有効期限", "scheme_valid_to", date, opt, "scheme_valid_to"},
    {"検証機関", "assurance_body", text, opt, "assurance_body"},
    {"検証種別", "assurance_type"},
    {"ファイル名", "file_name"},
    {"備考", "note"}};
constexpr Words supplier_certificates_example = {"SC-2026-0134",
                                                 "S-012",
                                                 "見本製錬㈱",
                                                 "2026-06-10",
                                                 "2026-05-01",
                                                 "2026-05-31",
                                                 "見本製錬所",
                                                 "NO",
                                                 "水力",
                                                 "100",
                                                 "120.000",
                                                 "t",
                                                 "4.17",
                                                 "Cradle-to-gate(鋳造)",
                                                 "分離",
                                                 "ASI CoC",
                                                 "000",
                                                 "2027-12-31",
                                                 "見本検証機構",
                                                 "限定的保証",
                                                 "SC-2026-0134.pdf",
                                                 ""};

constexpr KindInfo kinds[] = {
    {Kind::receipts, "receipts", "受入", "receive", receipts, receipts_example},
    {Kind::production, "production", "生産", "produce", production, production_example},
    {Kind::shipments, "shipments", "出荷", "ship", shipments, shipments_example},
    {Kind::customers, "customers", "顧客", "add_customer", customers, customers_example},
    {Kind::products, "products", "製品", "add_product", products, products_example},
    {Kind::supplier_certificates, "supplier_certificates", "供給元証明書",
     "register_supplier_certificate", supplier_certificates, supplier_certificates_example}};

static_assert(std::size(receipts) == std::size(receipts_example));
static_assert(std::size(production) == std::size(production_example));
static_assert(std::size(shipments) == std::size(shipments_example));
static_assert(std::size(customers) == std::size(customers_example));
static_assert(std::size(products) == std::size(products_example));
static_assert(std::size(supplier_certificates) == std::size(supplier_certificates_example));

}  // namespace

std::span<const KindInfo> all_kinds() {
  return kinds;
}

const KindInfo& info(Kind kind) {
  const KindInfo& found = kinds[static_cast<std::size_t>(kind)];
  TENBIN_CHECK(found.kind == kind);
  return found;
}

std::optional<Kind> parse_kind(std::string_view text) {
  const std::string folded = table::fold(text);
  for (const KindInfo& kind : kinds)
    if (folded == table::fold(kind.name) || folded == table::fold(kind.heading)) return kind.kind;
  return std::nullopt;
}

}  // namespace tenbin::exchange
