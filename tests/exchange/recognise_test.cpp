#include "exchange/recognise.hpp"

#include <gtest/gtest.h>

namespace tenbin::exchange {
namespace {

HeadRow row(std::uint32_t number, const std::vector<std::string>& texts) {
  HeadRow out{number, {}};
  for (std::size_t i = 0; i < texts.size(); ++i)
    if (!texts[i].empty()) out.cells.push_back({static_cast<std::uint32_t>(i), texts[i]});
  return out;
}

TEST(Recognise, every_template_in_both_languages) {
  for (const KindInfo& kind : all_kinds()) {
    HeadRow japanese{1, {}};
    HeadRow english{1, {}};
    for (std::uint32_t i = 0; i < kind.columns.size(); ++i) {
      japanese.cells.push_back({i, std::string(kind.columns[i].heading)});
      english.cells.push_back({i, std::string(kind.columns[i].key)});
    }
    for (const HeadRow& head : {japanese, english}) {
      const auto found = recognise({head});
      ASSERT_TRUE(found) << kind.name;
      EXPECT_EQ(found->kind, kind.kind);
      for (std::uint32_t i = 0; i < kind.columns.size(); ++i)
        EXPECT_EQ(found->columns[i].column, &kind.columns[i]);
    }
  }
}

TEST(Recognise, headings_below_titles_with_units_and_unknown_columns) {
  const auto found = recognise({row(1, {"受入表 8月分"}), row(2, {"作成 資材課", "単位 t"}),
                                row(4, {"受入 番号", "受入日＊", "仕入先ｺｰﾄﾞ", "材料区分",
                                        "環境区分", "質量（kg）", "検収者"})});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->kind, Kind::receipts);
  EXPECT_EQ(found->heading_row, 4u);
  EXPECT_EQ(found->columns[5].unit, "kg");
  EXPECT_EQ(found->columns[6].column, nullptr);
}

TEST(Recognise, says_what_is_missing) {
  const auto shipments = recognise({row(1, {"出荷番号", "出荷日", "顧客コード", "質量", "単位"})});
  ASSERT_FALSE(shipments);
  EXPECT_EQ(shipments.error(), (Problem{Code::import_unrecognised,
                                        {{"kind", "shipments"},
                                         {"missing", "製品コード"},
                                         {"found", "出荷番号, 出荷日, 顧客コード, 質量, 単位"}}}));
  EXPECT_EQ(recognise({row(1, {"氏名", "年齢"})}).error(),
            (Problem{Code::import_unrecognised, {{"found", "氏名, 年齢"}}}));
  EXPECT_FALSE(recognise({}));
}

TEST(Recognise, names_of_kinds) {
  EXPECT_EQ(parse_kind("Receipts"), Kind::receipts);
  EXPECT_EQ(parse_kind("supplier-certificates"), std::nullopt);
  EXPECT_EQ(parse_kind("supplier certificates"), Kind::supplier_certificates);
  EXPECT_EQ(parse_kind("供給元証明書"), Kind::supplier_certificates);
}

}  // namespace
}  // namespace tenbin::exchange
