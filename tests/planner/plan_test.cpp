#include "planner/plan.hpp"

#include "mill.hpp"

namespace tenbin::test {
namespace {

// 60 kg of credits in April; lines A 50, B 50 (two lines), C 25 for C-2.
Mill april_mill(const Rules& rules = {}) {
  Mill mill(rules);
  mill.receive("R1", "2026-04-03", "60 kg", "HY");
  mill.receive("R2", "2026-04-03", "40 kg");
  mill.produce("P1", "2026-04-05", "100 kg");
  mill.ship("B", 1, "2026-04-06", "50 kg");
  mill.ship("A", 10, "2026-04-06", "20 kg");
  mill.ship("A", 2, "2026-04-07", "30 kg", "C-1", "EX-2");
  mill.ship("C", 1, "2026-04-08", "25 kg", "C-2");
  mill.ship("D", 1, "2026-04-08", "25 kg", "C-2", "DROSS");
  return mill;
}

TEST(Concentrate, FillsInOrderAndStopsAtTheFirstThatDoesNotFit) {
  const Mill mill = april_mill();
  EXPECT_EQ(
      mill.planned(april(R"("strategy":"concentrate","order":["customer:C-2","customer:C-1"])")),
      "C/1 100 % 25.000\nA/2 100 % 30.000\nA/10 mass 5.000\n");
  EXPECT_EQ(mill.planned(april(R"("strategy":"concentrate","order":["product:EX-2"])")),
            "A/2 100 % 30.000\n");
  // A line goes with the first entry that it matches.
  EXPECT_EQ(
      mill.planned(april(R"("strategy":"concentrate","order":["product:EX-2","customer:C-1"])")),
      "A/2 100 % 30.000\nA/10 100 % 20.000\nB/1 mass 10.000\n");
}

TEST(Concentrate, SaysWhatIsMissingAndWhichEntryMatchesNothing) {
  const Mill mill = april_mill({.more = R"(,"share_step_ppm":1000)"});
  const auto plan = mill.plan(
      april(R"("strategy":"concentrate","order":["product:NONE","customer:C-1","product:DROSS"])"));
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->have, Mass::of_kg(60));
  EXPECT_EQ(plan->wanted, Mass::of_kg(100));
  EXPECT_EQ(plan->missing(), Mass::of_kg(40));
  EXPECT_EQ(plan->fits, Share::of_ppm(600'000));
  ASSERT_EQ(plan->unmatched.size(), 2U);
  EXPECT_EQ(plan->unmatched[1].id, "DROSS");
}

TEST(Concentrate, WholeLinesOnlyWherePartsAreForbidden) {
  const Mill mill = april_mill({.more = R"(,"partial_share":false)"});
  EXPECT_EQ(mill.planned(april(R"("strategy":"concentrate","order":["customer:C-1"])")),
            "A/2 100 % 30.000\nA/10 100 % 20.000\n");
}

TEST(Concentrate, AsAMassWhereTheWholeIsOffTheStep) {
  const Mill mill = april_mill({.more = R"(,"share_step_ppm":300000)"});
  EXPECT_EQ(mill.planned(april(R"("strategy":"concentrate","order":["customer:C-2"])")),
            "C/1 mass 25.000\n");
}

TEST(Even, FindsTheLargestShareOnTheStep) {
  // 60 of 125 is 48 %; rounding each line down leaves room for 0.0019 points more.
  EXPECT_EQ(april_mill().planned(april(R"("strategy":"even")")),
            "A/2 48.0019 % 14.400\nA/10 48.0019 % 9.600\nB/1 48.0019 % 24.000\n"
            "C/1 48.0019 % 12.000\n");
  EXPECT_EQ(
      april_mill({.more = R"(,"share_step_ppm":10000)"}).planned(april(R"("strategy":"even")")),
      "A/2 48 % 14.400\nA/10 48 % 9.600\nB/1 48 % 24.000\nC/1 48 % 12.000\n");
  EXPECT_EQ(april_mill({.more = R"(,"share_step_ppm":50000)"})
                .planned(april(R"("strategy":"even","date":"2026-04-30")")),
            "A/2 45 % 13.500\nA/10 45 % 9.000\nB/1 45 % 22.500\nC/1 45 % 11.250\n");
}

TEST(Even, TakesAGivenShareOrNothing) {
  const Mill mill = april_mill();
  EXPECT_EQ(mill.planned(april(R"("strategy":"even","share":"40 %")")),
            "A/2 40 % 12.000\nA/10 40 % 8.000\nB/1 40 % 20.000\nC/1 40 % 10.000\n");
  const auto plan = mill.plan(april(R"("strategy":"even","share":"50 %")"));
  ASSERT_TRUE(plan);
  EXPECT_TRUE(plan->unmet);
  EXPECT_TRUE(plan->allocations.empty());
  EXPECT_EQ(plan->missing(), Mass::of_grams(2'500));
  EXPECT_EQ(april_mill({.more = R"(,"share_step_ppm":300000)"})
                .planned(april(R"("strategy":"even","share":"50 %")")),
            "share.not_allowed");
}

TEST(Plan, LeavesOutWhatIsLaterReversedOrAllocated) {
  Mill mill = april_mill();
  mill.must(R"({"do":"allocate","allocation":"X","date":"2026-04-30","shipment":"B","line":1,)"
            R"("mass":"1 kg"})");
  EXPECT_EQ(mill.planned(april(R"("strategy":"even","date":"2026-04-07","share":"10 %")")),
            "A/2 10 % 3.000\nA/10 10 % 2.000\n");
  mill.must(R"({"do":"release","allocation":"X","reason":"test"})");
  EXPECT_EQ(mill.planned(april(R"("strategy":"even","date":"2026-04-06","share":"10 %")")),
            "A/10 10 % 2.000\nB/1 10 % 5.000\n");
}

TEST(Plan, NeverUsesOverdraftNorWhatALaterAllocationNeeds) {
  for (const auto* deficit : {R"({"mode":"never"})", R"({"mode":"period_end"})",
                              R"({"mode":"overdraw","limit_ppm":1000000})"}) {
    Mill mill = april_mill({.deficit = deficit});
    mill.ship("M", 1, "2026-05-06", "45 kg");
    mill.must(R"({"do":"allocate","allocation":"X","date":"2026-05-06","shipment":"M","line":1,)"
              R"("share":"100 %"})");
    EXPECT_EQ(mill.planned(april(R"("strategy":"concentrate","order":["customer:C-2"])")),
              "C/1 mass 15.000\n")
        << deficit;
  }
}

TEST(Plan, AddsUpSeveralAccounts) {
  Mill mill({.account_by = "power_source"});
  mill.receive("R1", "2026-04-03", "30 kg", "HY");
  mill.receive("R2", "2026-04-03", "30 kg", "SO");
  mill.produce("P1", "2026-04-05", "60 kg");
  mill.ship("A", 1, "2026-04-06", "50 kg");
  EXPECT_EQ(mill.planned(april(R"("strategy":"even")")), "A/1 100 % 50.000\n");
}

TEST(Plan, NamesAccountsWhereOneCouldBeOverdrawn) {
  for (const auto* deficit :
       {R"({"mode":"period_end"})", R"({"mode":"overdraw","limit_ppm":1000000})"}) {
    Mill mill({.deficit = deficit, .account_by = "power_source"});
    mill.receive("R1", "2026-04-03", "30 kg", "HY");
    mill.receive("R2", "2026-04-03", "30 kg", "SO");
    mill.produce("P1", "2026-04-05", "60 kg");
    mill.ship("A", 1, "2026-04-06", "20 kg");
    mill.ship("B", 1, "2026-04-06", "20 kg");
    mill.ship("C", 1, "2026-04-06", "20 kg");
    const std::string commands = mill.commands(*mill.plan(april(R"("strategy":"even")")));
    const std::string head = R"({"account":"HQ/renewable/)";
    const auto line = [&](const char* source, const char* id, const char* amount,
                          const char* shipment) {
      return head + source + R"(","allocation":"PLAN-2026-04-01-)" + id +
             R"(","date":"2026-04-30","do":"allocate","line":1,)" + amount + R"(,"shipment":")" +
             shipment + "\"}\n";
    };
    EXPECT_EQ(commands, line("hydro", "A-1", R"("share":"100 %")", "A") +
                            line("hydro", "B-1", R"("mass":"10 kg")", "B") +
                            line("solar", "B-1/2", R"("mass":"10 kg")", "B") +
                            line("solar", "C-1", R"("share":"100 %")", "C"));
  }
}

TEST(Plan, IdsAreNewInTheBook) {
  Mill mill = april_mill();
  const std::string request = april(R"("strategy":"concentrate","order":["customer:C-2"])");
  const std::string first = mill.commands(*mill.plan(request));
  EXPECT_EQ(first, R"({"allocation":"PLAN-2026-04-01-C-1","date":"2026-04-30","do":"allocate",)"
                   R"("line":1,"share":"100 %","shipment":"C"})"
                   "\n");
  mill.must(std::string_view(first).substr(0, first.size() - 1));
  mill.must(R"({"do":"release","allocation":"PLAN-2026-04-01-C-1","reason":"test"})");
  EXPECT_NE(mill.commands(*mill.plan(request)).find("\"PLAN-2026-04-01-C-1.2\""),
            std::string::npos);
  const std::string longest(200, 'x');
  mill.ship(longest, 1, "2026-04-08", "1 kg", "C-2");
  const std::string commands = mill.commands(*mill.plan(april(R"("strategy":"even")")));
  EXPECT_NE(commands.find("\"PLAN-2026-04-01-#"), std::string::npos);
}

TEST(Plan, Refusals) {
  Mill mill = april_mill();
  EXPECT_EQ(mill.planned(R"({"site":"NO","period":"2026-04-01","strategy":"even"})"),
            "reference.unknown");
  EXPECT_EQ(mill.planned(R"({"site":"HQ","period":"2026-04-02","strategy":"even"})"),
            "period.unknown");
  EXPECT_EQ(mill.planned(R"({"site":"HQ","period":"2026-03-01","strategy":"even"})"),
            "period.unknown");
  EXPECT_EQ(april_mill({.method = "rolling_average"}).planned(april(R"("strategy":"even")")),
            "method.no_free_allocation");
  mill.must(R"({"do":"close_period","site":"HQ","period":"2026-04-01","date":"2026-05-02"})");
  EXPECT_EQ(mill.planned(april(R"("strategy":"even")")), "period.closed");
  // What April left serves a late allocation in May.
  EXPECT_EQ(mill.planned(april(R"("strategy":"even","share":"40 %","date":"2026-05-02")")),
            "A/2 40 % 12.000\nA/10 40 % 8.000\nB/1 40 % 20.000\nC/1 40 % 10.000\n");
}

TEST(Plan, NothingWithoutAnAccount) {
  Mill mill;
  mill.ship("A", 1, "2026-04-06", "1 g");
  EXPECT_EQ(mill.planned(april(R"("strategy":"even")")), "");
  const auto plan = mill.plan(april(R"("strategy":"even","share":"10 %")"));
  ASSERT_TRUE(plan);
  EXPECT_TRUE(plan->unmet);
}

}  // namespace
}  // namespace tenbin::test
