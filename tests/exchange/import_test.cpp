#include <gtest/gtest.h>

#include "helpers.hpp"

namespace tenbin::exchange {
namespace {

using test::import_text;
using test::said;

const std::string receipts_head =
    "受入番号,受入日,事業所コード,仕入先コード,材料区分,環境区分,"
    "質量,単位,供給元証明書番号,品名\n";

TEST(Import, a_receipt) {
  const auto got =
      import_text(receipts_head + "R-1,R8.7.21,HQ,S-012,ビレット,再エネ,25.000,t,SC-1,8インチ\n");
  ASSERT_EQ(got.rows.size(), 1u);
  EXPECT_EQ(got.rows[0].command,
            R"({"class":"renewable","date":"2026-07-21","do":"receive","mass":"25 t",)"
            R"("material":"billet",)"
            R"("note":"品名: 8インチ","receipt":"R-1","site":"HQ","supplier":"S-012",)"
            R"("supplier_certificate":"SC-1"})");
  EXPECT_EQ(got.rows[0].key, "R-1");
  EXPECT_EQ(got.summary.mass, Mass::of_grams(25'000'000));
}

TEST(Import, problems_name_their_cells) {
  const auto got = import_text(receipts_head +
                               "R-1,8/7/1,HQ,S-1,ビレット,再エネ,25,t\n"
                               "R-2,2026-07-01,HQ,S-1,ビレット,グリーン,25,t\n"
                               "R-3,2026-07-01,HQ,S-1,ビレット,通常,\"1,5\",t\n"
                               "R-4,2026-07-01,HQ,S-1,ビレット,通常,25,\n"
                               "R-5,2026-07-01,,S-1,ビレット,通常,25,t\n"
                               "R-6,2026-07-01,HQ,,ビレット,通常,-5,t\n");
  EXPECT_EQ(said(got.rows[0].problems),
            "cell.date_unclear B read=8/7/1 first=R8.7.1 second=2008-07-01");
  EXPECT_EQ(said(got.rows[1].problems),
            "cell.not_in_list F read=グリーン allowed=再エネ, 通常, リサイクル, 不明");
  EXPECT_EQ(said(got.rows[2].problems), "cell.number_unclear G read=1,5 first=1.5 second=1,500");
  EXPECT_EQ(said(got.rows[3].problems), "cell.unit_missing G read=25 write=25 t");
  EXPECT_EQ(said(got.rows[4].problems), "cell.required C");
  EXPECT_EQ(said(got.rows[5].problems), "cell.required D");
  EXPECT_EQ(got.rows[5].problems.size(), 2u);
  EXPECT_EQ(got.rows[0].problems[0].problem.facts.back(), (Fact{"column", "受入日"}));
  EXPECT_EQ(got.summary.with_problems, 6u);
}

TEST(Import, defaults_notices_and_numbers_made) {
  ImportOptions options;
  options.default_site = "HQ";
  const std::string text =
      "受入日,仕入先コード,材料区分,環境区分,質量(MT)\n"
      "2026-07-01,S-1,地金,通常,25 MT\n2026-07-01,S-1,地金,通常,25 MT\n"
      "2026-07-01,S-1,地金,通常,25000\n合計,,,,50\n";
  const auto got = import_text(text, options);
  ASSERT_EQ(got.rows.size(), 3u);
  EXPECT_EQ(said(got.rows[0].notices), "cell.mt_is_tonne E");
  EXPECT_NE(got.rows[0].key, got.rows[1].key);
  EXPECT_EQ(got.rows[0].key.substr(0, 11), "2026-07-01-");
  EXPECT_EQ(said(got.rows[2].notices), "cell.mass_unusual E read=25000 t");
  EXPECT_EQ(said(got.summary.notices), "row.total_skipped");
  EXPECT_EQ(import_text(text, options).rows[1].key, got.rows[1].key);
}

TEST(Import, repetitions) {
  const auto got = import_text(receipts_head +
                               "R-1,2026-07-01,HQ,S-1,地金,通常,25,t\n"
                               "R-1,2026-07-01,HQ,S-1,地金,通常,25.0,t\n"
                               "R-1,2026-07-01,HQ,S-1,地金,通常,26,t\n");
  EXPECT_EQ(got.rows[1].repeats, 2u);
  EXPECT_TRUE(got.rows[1].problems.empty());
  EXPECT_EQ(said(got.rows[2].problems), "row.repeated A first=2");
  EXPECT_EQ(got.summary.mass, Mass::of_grams(25'000'000));
}

TEST(Import, codes_that_are_not_known) {
  ImportOptions options;
  options.known.suppliers.emplace(std::vector<std::string>{"S-012"});
  const auto got = import_text(receipts_head +
                                   "R-1,2026-07-01,HQ,S-0l2,地金,通常,25,t\n"
                                   "R-2,2026-07-01,HQ,S-013,地金,通常,25,t\n"
                                   "R-3,8/7/1,HQ,S-999,地金,通常,25,t\n",
                               options);
  EXPECT_EQ(said(got.rows[0].problems), "cell.code_unknown D read=S-0l2 suggestion=S-012");
  EXPECT_TRUE(got.rows[1].problems.empty());
  EXPECT_EQ(got.summary.unknown_suppliers, (std::set<std::string>{"S-013"}));
}

TEST(Import, production_is_one_run_a_row) {
  const auto got = import_text(
      "生産番号,開始日,終了日,事業所コード,工程,投入材料区分,投入質量,"
      "産出製品コード,産出質量,"
      "社内スクラップ質量,ドロス・減耗質量,単位\n"
      "P-1,2026-07-19,2026-07-20,HQ,押出,ビレット,23.500,EX-1,20.000,0,0.300,t\n");
  EXPECT_EQ(
      got.rows[0].command,
      R"({"date":"2026-07-20","do":"produce","input":"23.5 t","internal_scrap":"0 t",)"
      R"("loss":"0.3 t",)"
      R"("note":"開始日: 2026-07-19; 工程: 押出; 投入材料区分: billet","output":"20 t","product":"EX-1",)"
      R"("run":"P-1","site":"HQ"})");
}

TEST(Import, shipments_and_their_reversals) {
  const std::string head =
      "出荷番号,行番号,出荷日,事業所コード,顧客コード,製品コード,質量,単位,割当希望率,取消区分,"
      "元出荷番号,備考\n";
  const auto got = import_text(head +
                               "S-1,,2026-07-14,HQ,C-1,EX-1,20,t,50,通常,,\n"
                               "S-2,3,2026-07-15,HQ,C-1,EX-1,▲5,t,,返品,S-1,キズ\n"
                               "S-3,1,2026-07-15,HQ,C-1,EX-1,5,t,,取消,,\n"
                               "S-4,1,2026-07-15,HQ,C-1,EX-1,-5,t,0.5,,,\n");
  EXPECT_EQ(got.rows[0].command,
            R"({"customer":"C-1","date":"2026-07-14","do":"ship","line":1,"mass":"20 t",)"
            R"("product":"EX-1",)"
            R"("requested_share":"50 %","shipment":"S-1","site":"HQ"})");
  EXPECT_EQ(got.rows[0].key, "S-1/1");
  ASSERT_TRUE(got.rows[1].reverses);
  EXPECT_EQ(got.rows[1].reverses->shipment, "S-1");
  EXPECT_EQ(got.rows[1].reverses->line, 3);
  EXPECT_EQ(got.rows[1].reverses->reason, "返品: キズ");
  EXPECT_EQ(got.rows[1].reverses->mass, Mass::of_grams(5'000'000));
  EXPECT_TRUE(got.rows[1].command.empty());
  EXPECT_EQ(said(got.rows[2].problems), "cell.required K");
  EXPECT_EQ(said(got.rows[3].problems), "cell.negative G read=-5");
  EXPECT_EQ(said(got.rows[3].notices), "cell.share_unusual I read=0.5");
}

TEST(Import, a_note_does_not_say_who_approved) {
  const auto got = import_text(
      "製品コード,品名,製品群,形状,メモ\nEX-1,A,建材,押出,self_approved\nEX-2,B,建材,押出,"
      "承認済み\n");
  EXPECT_EQ(said(got.rows[0].problems), "cell.note_approval read=形状: 押出; メモ: self_approved");
  EXPECT_EQ(said(got.rows[1].problems), "");
}

TEST(Import, customers_keep_persons_out_of_the_journal) {
  const auto got =
      import_text("顧客コード,顧客名,担当者,言語,敬称\nC-1,株式会社見本,見本 花子,英語,御中\n");
  EXPECT_EQ(got.rows[0].command,
            R"({"customer":"C-1","do":"add_customer","language":"en","name_ja":"株式会社見本",)"
            R"("note":"敬称: 御中"})");
  ASSERT_EQ(got.rows[0].beside.size(), 1u);
  EXPECT_EQ(got.rows[0].beside[0].text, "見本 花子");
}

TEST(Import, certificates_need_what_their_command_needs) {
  const auto got = import_text(
      "供給元証明書番号,仕入先コード,発行者,発行日,対象開始日,対象終了日,製錬所,製錬国,電源種別,"
      "再エネ割合,質量,単位,原単位tCO2e/t,CoC方式\n"
      "SC-1,S-1,見本,2026-06-10,2026-05-01,2026-05-31,見本製錬所,NO,水力,100,120,t,,分離\n");
  EXPECT_EQ(said(got.rows[0].problems), "cell.required M");
  EXPECT_EQ(got.rows[0].problems[1].problem.facts[1], (Fact{"column", "算定範囲"}));
}

}  // namespace
}  // namespace tenbin::exchange
