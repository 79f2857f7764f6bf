// Properties of single figures in one small period: splitting, and the identity of section 7.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "world.hpp"

namespace tenbin_property {
namespace {

std::int64_t any_grams(std::int64_t most) {
  return *rc::gen::inRange<std::int64_t>(1, most);
}

mpz_class big(std::int64_t value) {
  return mpz_class(static_cast<long>(value));
}

mpz_class ceiling(const mpq_class& value) {
  mpz_class result;
  mpz_cdiv_q(result.get_mpz_t(), value.get_num_mpz_t(), value.get_den_mpz_t());
  return result;
}

mpz_class floor(const mpq_class& value) {
  mpz_class result;
  mpz_fdiv_q(result.get_mpz_t(), value.get_num_mpz_t(), value.get_den_mpz_t());
  return result;
}

mpq_class over(const mpq_class& above, const mpq_class& below) {
  return above / below;
}

/// The only period and account of a book.
Json only_row(Sut& sut) {
  const Json period = sut.balance(std::nullopt)["periods"][0];
  Json row = period["accounts"][0];
  row["total_input_kg"] = period["total_input_kg"];
  return row;
}

RC_GTEST_PROP(Splitting, a_receipt_in_two_changes_no_total_by_more_than_its_residue, ()) {
  const std::string share = *rc::gen::element<std::string>("100 %", "80 %", "33.3333 %");
  const auto mass = any_grams(100000) + 1, part = *rc::gen::inRange<std::int64_t>(1, mass);
  const auto other = any_grams(100000), output = any_grams(100000);
  const auto whole = make_sut(plain_rulebook()), split = make_sut(plain_rulebook());
  for (Sut* sut : {whole.get(), split.get()}) {
    set_up(*sut, {{"SC-1", "hydro", share, "4.0 kgCO2e/kg"}});
    must(*sut, receipt("C", other, ""));
    must(*sut, run("P", output));
  }
  must(*whole, receipt("R", mass, "SC-1"));
  must(*split, receipt("R", part, "SC-1"));
  must(*split, receipt("R-2", mass - part, "SC-1"));
  const Json a = only_row(*whole), b = only_row(*split);
  RC_ASSERT(a["total_input_kg"] == b["total_input_kg"]);
  const mpz_class less_input = grams(a["renewable_input_kg"]) - grams(b["renewable_input_kg"]);
  RC_ASSERT(less_input >= 0);
  RC_ASSERT(less_input <= 1);
  const mpz_class less = grams(a["entitlement_kg"]) - grams(b["entitlement_kg"]);
  RC_ASSERT(less >= 0);
  RC_ASSERT(less <= ceiling(over(big(output), big(mass + other))));
}

RC_GTEST_PROP(Splitting, an_allocation_in_two_takes_at_most_one_gram_less, ()) {
  const auto mass = any_grams(100000);
  const auto share = *rc::gen::inRange(2, 100), part = *rc::gen::inRange(1, share);
  const auto whole = make_sut(plain_rulebook()), split = make_sut(plain_rulebook());
  for (Sut* sut : {whole.get(), split.get()}) {
    set_up(*sut, {{"SC-1", "hydro", "100 %", "4.0 kgCO2e/kg"}});
    must(*sut, receipt("R", 1000000, "SC-1"));
    must(*sut, run("P", 1000000));
    must(*sut, line("L", mass));
  }
  const auto allocate = [](Sut& sut, const char* id, int percent) {
    must(sut, {{"do", "allocate"},
               {"allocation", id},
               {"date", "2026-04-21"},
               {"shipment", "L"},
               {"line", 1},
               {"share", std::to_string(percent) + " %"}});
  };
  allocate(*whole, "a", share);
  allocate(*split, "a", part);
  allocate(*split, "b", share - part);
  const mpz_class less =
      grams(only_row(*whole)["allocated_kg"]) - grams(only_row(*split)["allocated_kg"]);
  RC_ASSERT(less >= 0);
  RC_ASSERT(less <= 1);
}

/// One period with two accounts and two lines, and its figures computed here from the masses.
struct Small {
  std::int64_t hydro, solar, conventional, output;
  std::int64_t lines[2];
  mpz_class entitled[2], allocated[2];  // by account: hydro, solar
  mpq_class q[2], r, physical;          // in g CO2e per g, and in g
};

Small any_small() {
  Small s{.hydro = any_grams(1000000),
          .solar = any_grams(1000000),
          .conventional = any_grams(3000000),
          .output = *rc::gen::inRange<std::int64_t>(100, 3000000),
          .lines = {},
          .entitled = {},
          .allocated = {},
          .q = {},
          .r = {},
          .physical = {}};
  const mpz_class total = big(s.hydro + s.solar + s.conventional);
  const std::int64_t inputs[2] = {s.hydro, s.solar};
  const mpq_class factors[2] = {4, mpq_class(51, 10)};
  mpq_class sum;
  for (int i = 0; i < 2; ++i) {
    s.entitled[i] = floor(over(big(inputs[i]) * big(s.output), total));
    RC_PRE(s.entitled[i] > 0);
    s.q[i] = over(factors[i] * big(inputs[i]), s.entitled[i]);
    s.lines[i] = *rc::gen::inRange<std::int64_t>(1, s.output);
    const auto most = std::min<std::int64_t>(s.lines[i], s.entitled[i].get_si());
    s.allocated[i] = big(*rc::gen::inRange<std::int64_t>(1, most + 1));
    sum += factors[i] * big(inputs[i]);
  }
  const mpq_class other = mpq_class(151, 10) * big(s.conventional);
  RC_PRE(big(s.output) > s.entitled[0] + s.entitled[1]);
  s.r = over(other, big(s.output) - s.entitled[0] - s.entitled[1]);
  s.physical = sum + other;
  return s;
}

RC_GTEST_PROP(Footprint, the_identity_holds_exactly_and_the_print_is_its_ceiling, ()) {
  const Small s = any_small();
  const auto sut = make_sut(plain_rulebook());
  set_up(*sut, {{"SC-1", "hydro", "100 %", "4.0 kgCO2e/kg"},
                {"SC-2", "solar", "100 %", "5.1 kgCO2e/kg"}});
  must(*sut, receipt("R1", s.hydro, "SC-1"));
  must(*sut, receipt("R2", s.solar, "SC-2"));
  must(*sut, receipt("R3", s.conventional, ""));
  must(*sut, run("P", s.output));
  const char* names[2] = {"HQ/renewable/hydro", "HQ/renewable/solar"};
  const char* shipments[2] = {"A", "B"};
  mpq_class effect, with_credits, unclaimed = big(s.output);
  for (int i = 0; i < 2; ++i) {
    must(*sut, line(shipments[i], s.lines[i]));
    must(*sut, {{"do", "allocate"},
                {"allocation", shipments[i]},
                {"date", "2026-04-21"},
                {"shipment", shipments[i]},
                {"line", 1},
                {"mass", in_grams(s.allocated[i].get_si())},
                {"account", names[i]}});
    effect += (s.entitled[i] - s.allocated[i]) * mpq_class(s.r - s.q[i]);
    with_credits += s.allocated[i] * s.q[i];
    unclaimed -= s.allocated[i];
  }
  RC_ASSERT(with_credits + unclaimed * s.r == s.physical + effect);
  const Json print = sut->footprint("HQ", "2026-04-01");
  RC_ASSERT(grams(print["physical_kgco2e"]) == ceiling(s.physical));
  RC_ASSERT(grams(print["unallocated_effect_kgco2e"]) == ceiling(effect));
  RC_ASSERT(grams(print["residual_intensity_kgco2e_per_kg"]) == ceiling(s.r * 1000000));
  for (std::size_t i = 0; i < 2; ++i) {
    const mpq_class without = big(s.lines[i]) * s.r;
    const mpq_class with = without + s.allocated[i] * mpq_class(s.q[i] - s.r);
    RC_ASSERT(grams(print["lines"][i]["without_allocation_kgco2e"]) == ceiling(without));
    RC_ASSERT(grams(print["lines"][i]["with_allocation_kgco2e"]) == ceiling(with));
  }
}

}  // namespace
}  // namespace tenbin_property
