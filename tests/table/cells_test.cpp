#include "table/cells.hpp"

#include <gtest/gtest.h>

#include "table/number_text.hpp"

namespace tenbin::table {
namespace {

Cell cell(std::string_view text, CellKind kind = CellKind::text) {
  return {0, kind, text};
}

std::string said(const Problem& problem) {
  std::string out(code_text(problem.code));
  for (const Fact& fact : problem.facts)
    if (fact.name != "read") out += " " + fact.name + "=" + fact.value;
  return out;
}

std::string number(std::string_view text, CellKind kind = CellKind::text) {
  const auto result = read_number(cell(text, kind));
  if (!result) return said(result.error());
  return (result->negative ? "-" : "") + result->decimal +
         (result->unit.empty() ? "" : " " + result->unit);
}

std::string mass(std::string_view text, std::string_view unit = "",
                 CellKind kind = CellKind::text) {
  const auto result = read_mass(cell(text, kind), {unit, true, false});
  if (!result) return said(result.error());
  return (result->negative ? "-" : "") + result->text + (result->was_mt ? " MT" : "");
}

TEST(Numbers, as_people_write_them) {
  EXPECT_EQ(number("25.000"), "25");
  EXPECT_EQ(number(" ２５．５ "), "25.5");
  EXPECT_EQ(number("1,234,567.80"), "1234567.8");
  EXPECT_EQ(number("１，２３４"), "1234");
  EXPECT_EQ(number("▲12"), "-12");
  EXPECT_EQ(number("△ 12.5"), "-12.5");
  EXPECT_EQ(number("−12"), "-12");
  EXPECT_EQ(number("ー12"), "-12");
  EXPECT_EQ(number("－12"), "-12");
  EXPECT_EQ(number("（12）"), "-12");
  EXPECT_EQ(number("25㌧"), "25 トン");
  EXPECT_EQ(number("25 ㎏"), "25 kg");
  EXPECT_EQ(number("007.50"), "7.5");
  EXPECT_EQ(number(".5"), "0.5");
}

TEST(Numbers, refused_with_how_to_write_them) {
  EXPECT_EQ(number("1,5"), "cell.number_unclear first=1.5 second=1,500");
  EXPECT_EQ(number("12,34,567"), "cell.number_unclear first=1234567");
  EXPECT_EQ(number("1.234,5"), "cell.number_unclear first=1234.5");
  EXPECT_EQ(number("1.2.3"), "cell.number_unreadable");
  EXPECT_EQ(number("abc"), "cell.number_unreadable");
  EXPECT_EQ(number("1 500"), "cell.number_unreadable");
  EXPECT_EQ(number("+5"), "cell.number_unreadable");
  EXPECT_EQ(number("2E3"), "cell.number_unreadable");
  EXPECT_EQ(number("#N/A", CellKind::error), "cell.error_value");
  EXPECT_EQ(number("2026-07-01", CellKind::date), "cell.number_unreadable");
}

TEST(Numbers, of_a_workbook) {
  EXPECT_EQ(number("1.8519999999999999E-3", CellKind::number), "0.0018519999999999999");
  EXPECT_EQ(number("-2.5E+4", CellKind::number), "-25000");
  EXPECT_EQ(number("1E400", CellKind::number), "cell.number_unreadable");
}

TEST(Numbers, noise_of_doubles_is_told_from_digits) {
  EXPECT_EQ(settle("25.000000000000004", 6), "25");
  EXPECT_EQ(settle("1.8519999999999999", 6), "1.852");
  EXPECT_EQ(settle("20.000000000000114", 6), "20");
  EXPECT_EQ(settle("0.30000000000000004", 6), "0.3");
  EXPECT_EQ(settle("9.9999999999999995E-2", 6), std::nullopt);  // no plain decimal
  EXPECT_EQ(settle("0.099999999999999995", 6), "0.1");
  EXPECT_EQ(settle("25.0000001", 6), std::nullopt);
  EXPECT_EQ(settle("25.000000123456789", 6), std::nullopt);
  EXPECT_EQ(settle("25.000001", 6), "25.000001");
}

TEST(Masses, with_their_units) {
  EXPECT_EQ(mass("25", "t"), "25 t");
  EXPECT_EQ(mass("25.5 t"), "25.5 t");
  EXPECT_EQ(mass("25000ｋｇ", "kg"), "25000 kg");
  EXPECT_EQ(mass("25 MT"), "25 t MT");
  EXPECT_EQ(mass("25 千kg"), "25 t");
  EXPECT_EQ(mass("500キロ"), "500 kg");
  EXPECT_EQ(mass("10 lb"), "10 lb");
  EXPECT_EQ(mass("(2.5) ", "t"), "-2.5 t");
  EXPECT_EQ(mass("25.000000000000004", "t", CellKind::number), "25 t");
  EXPECT_EQ(read_mass(cell("10 lb"), {})->mass.grams(), 4535);
  EXPECT_EQ(read_mass(cell("1.8519999999999999", CellKind::number), {"t"})->mass.grams(),
            1'852'000);
}

TEST(Masses, refused) {
  EXPECT_EQ(mass("25"), "cell.unit_missing write=25 t");
  EXPECT_EQ(mass("25 t", "kg"), "cell.unit_conflict unit=kg");
  EXPECT_EQ(mass("25 本"), "cell.unit_unknown");
  EXPECT_EQ(mass("25.0000001", "t"), "cell.mass_too_fine");
  EXPECT_EQ(mass("0.5", "g"), "cell.mass_too_fine");
  EXPECT_EQ(mass("99999999999999", "t"), "cell.mass_too_large");
  EXPECT_EQ(mass("0", "t"), "cell.zero");
  EXPECT_EQ(mass("0.5", "t", CellKind::percent), "cell.number_unreadable");
  EXPECT_EQ(said(read_mass(cell("▲5"), {"t"}).error()), "cell.negative");
}

TEST(Shares, in_percent) {
  EXPECT_EQ(read_share(cell("50"))->ppm(), 500'000);
  EXPECT_EQ(read_share(cell("４２．５％"))->ppm(), 425'000);
  EXPECT_EQ(read_share(cell("0.5", CellKind::percent))->ppm(), 500'000);
  EXPECT_EQ(read_share(cell("7.0000000000000007E-2", CellKind::percent))->ppm(), 70'000);
  EXPECT_EQ(said(read_share(cell("101")).error()), "cell.share_out_of_range");
  EXPECT_EQ(said(read_share(cell("-1")).error()), "cell.share_out_of_range");
  EXPECT_EQ(said(read_share(cell("33.33333")).error()), "cell.number_too_fine");
}

TEST(Factors, in_tonnes_per_tonne) {
  EXPECT_EQ(read_factor(cell("4.17")), "4.17 kgCO2e/kg");
  EXPECT_EQ(read_factor(cell("4.17 t-CO2e/t")), "4.17 kgCO2e/kg");
  EXPECT_EQ(read_factor(cell("-0.25", CellKind::number)), "-0.25 kgCO2e/kg");
  EXPECT_EQ(said(read_factor(cell("4.1712345")).error()), "cell.number_too_fine");
}

TEST(Codes, keep_what_they_are) {
  EXPECT_EQ(read_code(cell("000123")), "000123");
  EXPECT_EQ(read_code(cell(" Ｓ－０１２ ")), "S-012");
  EXPECT_EQ(read_code(cell("Sー012")), "S-012");
  EXPECT_EQ(read_code(cell("レール−A\nB")), "レール-A B");
  EXPECT_EQ(read_code(cell("9000000000000", CellKind::number)), "9000000000000");
  EXPECT_EQ(read_code(cell("9.0E12", CellKind::number)), "9000000000000");
  EXPECT_EQ(said(read_code(cell("2026-01-02", CellKind::date)).error()), "cell.code_became_date");
}

TEST(Choices, in_any_width) {
  static constexpr std::string_view renewable[] = {"再エネ"};
  static constexpr std::string_view conventional[] = {"通常"};
  static constexpr Choice choices[] = {{"renewable", renewable}, {"conventional", conventional}};
  EXPECT_EQ(read_choice(cell("再ｴﾈ "), choices), "renewable");
  EXPECT_EQ(read_choice(cell("RENEWABLE"), choices), "renewable");
  EXPECT_EQ(said(read_choice(cell("水力"), choices).error()),
            "cell.not_in_list allowed=再エネ, 通常");
  EXPECT_EQ(read_boolean(cell("1", CellKind::boolean)), true);
  EXPECT_EQ(read_boolean(cell("対象外")), false);
  EXPECT_EQ(read_count(cell("3", CellKind::number)), 3);
  EXPECT_FALSE(read_count(cell("0")));
  EXPECT_FALSE(read_count(cell("1.5")));
}

}  // namespace
}  // namespace tenbin::table
