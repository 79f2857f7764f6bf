// The mill's master data: who sells, who buys, what is made.
#include "sample/mill.hpp"
#include "sample/names.hpp"

namespace tenbin::sample {
namespace {

struct Form {
  std::string_view code, name_ja, name_en;
};
constexpr std::array<Form, 6> forms{{{"SH", "サッシ枠", "Sash frame"},
                                     {"BM", "バンパー補強材", "Bumper beam"},
                                     {"HS", "放熱器", "Heat sink"},
                                     {"RL", "屋根レール", "Roof rail"},
                                     {"PL", "平角棒", "Flat bar"},
                                     {"TB", "丸管", "Round tube"}}};
struct Alloy {
  std::string_view alloy, temper;
};
constexpr std::array<Alloy, 5> alloys{
    {{"A6063S", "T5"}, {"A6061S", "T6"}, {"A6005CS", "T5"}, {"A6N01S", "T6"}, {"A1070S", "H112"}}};

std::string numbered(std::string_view before, std::size_t number, std::string_view after) {
  std::string text(before);
  text += std::to_string(number + 1);
  text += after;
  return text;
}

}  // namespace

void Mill::masters() {
  lines_.begin("add_site").text("site", site_ids[0]).text("name_ja", "見本圧延㈱ 東工場");
  lines_.text("name_en", "Mihon Rolling, east works").end();
  lines_.begin("add_site").text("site", site_ids[1]).text("name_ja", "見本圧延㈱ 西工場");
  lines_.text("name_en", "Mihon Rolling, west works").end();
  for (std::size_t i = 0; i < supplier_ids.size(); ++i) {
    lines_.begin("add_supplier").text("supplier", supplier_ids[i]);
    lines_.text("name_ja", numbered("見本製錬第", i, "㈱"));
    lines_.text("name_en", numbered("Mihon Smelting ", i, "")).end();
  }
  for (std::size_t i = 0; i < customer_count; ++i) {
    lines_.begin("add_customer").text("customer", customer_ids[i]);
    lines_.text("name_ja", numbered("見本部品第", i, "株式会社"));
    lines_.text("name_en", numbered("Mihon Parts ", i, " Co., Ltd."));
    lines_.text("language", i % 4 == 3 ? "en" : "ja").end();
  }
  master_products();
  for (std::size_t source = 0; source < source_count; ++source) register_paper(source);
}

void Mill::master_products() {
  for (std::size_t i = 0; i < product_count; ++i) {
    const Form& form = forms[i % forms.size()];
    const Alloy& alloy = alloys[i / forms.size() % alloys.size()];
    lines_.begin("add_product").text("product", product_ids[i]);
    lines_.text("name_ja", numbered(form.name_ja, i, "")).text("name_en", form.name_en);
    lines_.text("alloy", alloy.alloy).text("temper", alloy.temper).text("standard", "JIS H 4100");
    lines_.text("group", form.code).flag("allocatable", is_allocatable(i)).end();
  }
}

}  // namespace tenbin::sample
