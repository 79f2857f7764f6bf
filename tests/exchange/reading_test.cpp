#include "exchange/reading.hpp"

#include <gtest/gtest.h>

#include <map>

namespace tenbin::exchange {
namespace {

Reading read(const std::string& text, std::optional<Kind> wanted, const Naming& naming = {}) {
  const auto table = table::open_table(text);
  return *reading_of(**table, wanted, naming);
}

TEST(Reading, SaysWhatEachHeadingIsTakenForAndMayMean) {
  const Reading reading = read("受入番号,受入日付,計量者\nR-1,2026-07-21,見本\n", Kind::receipts);
  ASSERT_EQ(reading.headings.size(), 3U);
  EXPECT_EQ(reading.headings[0].column->key, "receipt_no");
  EXPECT_EQ(reading.headings[1].column, nullptr);
  EXPECT_EQ(reading.headings[1].suggestion->key, "received_on");
  EXPECT_EQ(reading.headings[1].sample, "2026-07-21");
  EXPECT_EQ(reading.headings[2].suggestion, nullptr);
}

TEST(Reading, GoesByWhatWasSaidBeforeWhatHeadingsSay) {
  const Naming naming = {{"質量", ""}, {"正味", "mass"}};
  const Reading reading = read("受入日,質量,正味\n2026-07-21,1,2\n", Kind::receipts, naming);
  EXPECT_EQ(reading.headings[1].column, nullptr);
  EXPECT_EQ(reading.headings[1].suggestion, nullptr);
  EXPECT_EQ(reading.headings[2].column->key, "mass");
}

TEST(Reading, NoticesAnotherTable) {
  const std::string shipments = "出荷番号,出荷日,顧客コード,製品コード,質量,単位\nS-1,,,,,\n";
  EXPECT_EQ(read(shipments, Kind::receipts).looks_like, Kind::shipments);
  EXPECT_EQ(read(shipments, Kind::shipments).looks_like, std::nullopt);
  EXPECT_EQ(read("a\nb\n", {}).headings.size(), 0U);
}

TEST(Reading, KnowsHeadingsAgainInAnyWidthAndCase) {
  const HeadRow one{1, {{0, "Ｎｏ．"}, {1, "質量 (kg)"}}};
  const HeadRow same{7, {{3, "no."}, {4, "質量(KG)"}}};
  const HeadRow other{1, {{0, "質量 (kg)"}, {1, "No."}}};
  EXPECT_EQ(fingerprint_of(one), fingerprint_of(same));
  EXPECT_NE(fingerprint_of(one), fingerprint_of(other));
}

TEST(Reading, ShowsTheFirstLinesInEachEncodingThatTheyAreValidIn) {
  const std::string euc = "\xBC\xF5\xC6\xFE,1\n";  // 受入
  std::map<table::Encoding, std::string> samples;
  for (const Sample& each : samples_of(euc)) samples[each.encoding] = each.text;
  EXPECT_EQ(samples[table::Encoding::euc_jp], "受入,1\n");
  EXPECT_FALSE(samples.contains(table::Encoding::utf8));
  EXPECT_EQ(samples_of("a,b\n").size(), 1U);  // all encodings read the same
}

}  // namespace
}  // namespace tenbin::exchange
