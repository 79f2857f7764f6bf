#include "exchange/code_lists.hpp"

namespace tenbin::exchange {
namespace {

using table::Choice;
using Words = std::string_view[];

constexpr Words ingot = {"地金", "インゴット"};
constexpr Words billet = {"ビレット"};
constexpr Words slab = {"スラブ"};
constexpr Words internal_scrap = {"社内スクラップ", "工場内スクラップ", "内部スクラップ"};
constexpr Words external_scrap = {"市中スクラップ", "外部スクラップ"};
constexpr Words alloying = {"添加材", "添加剤", "母合金"};
constexpr Choice material_choices[] = {{"ingot", ingot},
                                       {"billet", billet},
                                       {"slab", slab},
                                       {"internal_scrap", internal_scrap},
                                       {"external_scrap", external_scrap},
                                       {"alloying", alloying}};

constexpr Words renewable = {"再エネ", "再生可能エネルギー", "再エネ由来"};
constexpr Words conventional = {"通常", "一般"};
constexpr Words recycled = {"リサイクル", "再生"};
constexpr Words unknown = {"不明"};
constexpr Choice class_choices[] = {{"renewable", renewable},
                                    {"conventional", conventional},
                                    {"recycled", recycled},
                                    {"unknown", unknown}};

constexpr Words hydro = {"水力", "水力発電", "hydropower"};
constexpr Words solar = {"太陽光", "太陽光発電"};
constexpr Words wind = {"風力", "風力発電"};
constexpr Words geothermal = {"地熱", "地熱発電"};
constexpr Words biomass = {"バイオマス"};
constexpr Words mixed = {"混合"};
constexpr Words nuclear = {"原子力"};
constexpr Words fossil = {"化石", "火力", "石炭", "天然ガス"};
constexpr Words grid = {"系統", "系統電力"};
constexpr Choice power_choices[] = {
    {"hydro", hydro},           {"solar", solar},     {"wind", wind},
    {"geothermal", geothermal}, {"biomass", biomass}, {"mixed", mixed},
    {"nuclear", nuclear},       {"fossil", fossil},   {"grid", grid}};

constexpr Words identity_preserved = {"IP", "アイデンティティ・プリザーブド", "個体識別"};
constexpr Words segregated = {"分離", "segregation"};
constexpr Words controlled_blending = {"管理混合", "controlled blending"};
constexpr Words mass_balance = {"マスバランス", "物質収支", "MB"};
constexpr Words book_and_claim = {"ブック&クレーム", "ブックアンドクレーム", "book & claim"};
constexpr Choice chain_choices[] = {{"identity_preserved", identity_preserved},
                                    {"segregated", segregated},
                                    {"controlled_blending", controlled_blending},
                                    {"mass_balance", mass_balance},
                                    {"book_and_claim", book_and_claim}};

constexpr Words normal = {"通常", "出荷"};
constexpr Words returned = {"返品"};
constexpr Words cancelled = {"取消", "取り消し", "キャンセル"};
constexpr Choice reversal_choices[] = {
    {"normal", normal}, {"return", returned}, {"cancel", cancelled}};

constexpr Words weighed = {"実貫", "実測"};
constexpr Words theoretical = {"理論", "定貫", "計算"};
constexpr Choice weight_choices[] = {{"weighed", weighed}, {"theoretical", theoretical}};

constexpr Words tonne = {"t"};
constexpr Words kilogram = {"kg"};
constexpr Words gram = {"g"};
constexpr Words pound = {"lb"};
constexpr Choice unit_choices[] = {{"t", tonne}, {"kg", kilogram}, {"g", gram}, {"lb", pound}};

constexpr Words japanese = {"ja", "日本語", "和文", "jp"};
constexpr Words english = {"en", "英語", "英文", "English"};
constexpr Choice language_choices[] = {{"ja", japanese}, {"en", english}};

constexpr const CodeList* lists[] = {&materials,      &metal_classes, &power_sources, &chain_models,
                                     &reversal_types, &weight_bases,  &units,         &languages};

}  // namespace

constinit const CodeList materials = {"材料区分", material_choices};
constinit const CodeList metal_classes = {"環境区分", class_choices};
constinit const CodeList power_sources = {"電源種別", power_choices};
constinit const CodeList chain_models = {"CoC方式", chain_choices};
constinit const CodeList reversal_types = {"取消区分", reversal_choices};
constinit const CodeList weight_bases = {"質量区分", weight_choices};
constinit const CodeList units = {"単位", unit_choices};
constinit const CodeList languages = {"言語", language_choices};

std::span<const CodeList* const> all_code_lists() {
  return lists;
}

}  // namespace tenbin::exchange
