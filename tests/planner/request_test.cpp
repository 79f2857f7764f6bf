#include "planner/request.hpp"

#include <gtest/gtest.h>

namespace tenbin {
namespace {

std::string refusal(std::string_view request) {
  const auto read = read_plan_request(request);
  if (read) return "";
  std::string out(code_text(read.error().code));
  for (const Fact& fact : read.error().facts) {
    if (fact.name == "place" || fact.name == "problem") out += " " + fact.value;
  }
  return out;
}

TEST(PlanRequest, ReadsBothStrategies) {
  const auto concentrate = read_plan_request(
      R"({"site":"HQ","period":"2026-04-01","strategy":"concentrate","date":"2026-04-20",)"
      R"("order":["product:EX:1","customer:C-2"]})");
  ASSERT_TRUE(concentrate);
  EXPECT_EQ(concentrate->order.size(), 2U);
  EXPECT_EQ(concentrate->order[0].id, "EX:1");
  EXPECT_EQ(concentrate->order[1].kind, OrderEntry::Kind::customer);
  EXPECT_EQ(concentrate->date, Date::of(2026, 4, 20));
  const auto even = read_plan_request(
      R"({"site":"HQ","period":"2026-04-01","strategy":"even","share":"12.5 %"})");
  ASSERT_TRUE(even);
  EXPECT_EQ(even->share, Share::of_ppm(125'000));
}

TEST(PlanRequest, SaysWhatIsWrongAndWhere) {
  const std::string head = R"({"site":"HQ","period":"2026-04-01",)";
  EXPECT_EQ(refusal(head + R"("strategy":"targets","targets":[]})"),
            "input.invalid /strategy plan.targets");
  EXPECT_EQ(refusal(head + R"("strategy":"best"})"), "input.invalid /strategy plan.strategy");
  EXPECT_EQ(refusal(head + R"("strategy":"even","order":["product:A"]})"),
            "input.invalid /order unknown_field");
  EXPECT_EQ(refusal(head + R"("strategy":"even","share":"50"})"), "unit.missing /share");
  EXPECT_EQ(refusal(head + R"("strategy":"concentrate"})"), "input.invalid /order missing");
  EXPECT_EQ(refusal(head + R"("strategy":"concentrate","order":[]})"),
            "input.invalid /order empty");
  EXPECT_EQ(refusal(head + R"("strategy":"concentrate","order":["product:A","lot:3"]})"),
            "input.invalid /order/1 plan.entry");
  EXPECT_EQ(refusal(head + R"("strategy":"concentrate","order":["product:"]})"),
            "input.invalid /order/0 plan.entry");
  EXPECT_EQ(refusal(R"({"site":"HQ","period":"2026-4-1","strategy":"even"})"),
            "input.invalid /period date");
  EXPECT_EQ(refusal(R"({"site":"","period":"2026-04-01","strategy":"even"})"),
            "input.invalid /site empty");
  EXPECT_EQ(refusal(R"({"period":"2026-04-01","strategy":"even"})"), "input.invalid /site missing");
  EXPECT_EQ(refusal("[]"), "input.invalid / json.object");
  EXPECT_EQ(refusal("{").substr(0, 13), "input.invalid");
}

}  // namespace
}  // namespace tenbin
