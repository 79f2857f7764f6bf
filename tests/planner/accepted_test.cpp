// Property: whatever the rulebook and the postings, every command of a plan is accepted, and no
// account's sum falls below what the plan said.
#include <random>

#include "mill.hpp"

namespace tenbin::test {
namespace {

class Chance {
 public:
  explicit Chance(std::uint32_t seed) : random_(seed) {}
  std::int64_t below(std::int64_t n) {
    return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(n));
  }
  template <class T>
  const T& one_of(const std::vector<T>& choices) {
    return choices[static_cast<std::size_t>(below(static_cast<std::int64_t>(choices.size())))];
  }

 private:
  std::mt19937_64 random_;
};

Rules any_rules(Chance& chance) {
  Rules rules;
  rules.method = chance.one_of<std::string>({"input_share", "conversion_factor"});
  rules.deficit = chance.one_of<std::string>({R"({"mode":"never"})", R"({"mode":"period_end"})",
                                              R"({"mode":"overdraw","limit_ppm":200000})"});
  rules.account_by = chance.one_of<std::string>({"class", "power_source", "supplier_certificate"});
  rules.more =
      chance.one_of<std::string>({"", R"(,"share_step_ppm":10000)", R"(,"share_step_ppm":300000)",
                                  R"(,"partial_share":false)"});
  return rules;
}

std::string any_date(Chance& chance) {
  return format_date(Date::of(2026, 4, 1).plus_days(static_cast<std::int32_t>(chance.below(75))));
}

std::string any_mass(Chance& chance) {
  return std::to_string(1 + chance.below(chance.below(3) == 0 ? 20 : 90'000)) + " g";
}

// Postings in no order of dates; what is refused is left out.
void fill(Mill& mill, Chance& chance) {
  for (int i = 0; i < 60; ++i) {
    const std::string id = std::to_string(chance.below(1'000'000)) + "-" + std::to_string(i);
    const std::string date = any_date(chance);
    switch (chance.below(5)) {
      case 0:
        mill.receive(id, date, any_mass(chance), chance.one_of<std::string>({"", "HY", "SO"}));
        break;
      case 1:
        mill.produce(id, date, any_mass(chance));
        break;
      case 2:
        if (!mill.state().lines.empty()) {
          const Line& line = mill.state().lines[static_cast<std::size_t>(
              chance.below(static_cast<std::int64_t>(mill.state().lines.size())))];
          mill.say(fmt::format(R"({{"do":"allocate","allocation":"{}","date":"{}",)"
                               R"("shipment":"{}","line":1,"share":"{} %"}})",
                               id, date, mill.state().texts.get(line.shipment),
                               chance.below(2) == 0 ? 100 : 30));
        }
        break;
      default:
        mill.ship(id, 1, date, any_mass(chance), chance.one_of<std::string>({"C-1", "C-2"}),
                  chance.one_of<std::string>({"EX-1", "EX-2", "DROSS"}));
    }
  }
}

std::string any_request(Chance& chance) {
  const std::string period = chance.one_of<std::string>({"2026-04-01", "2026-05-01"});
  const std::string rest = chance.one_of<std::string>(
      {R"("strategy":"even")", R"("strategy":"even","share":"30 %")",
       R"("strategy":"concentrate","order":["customer:C-2","product:EX-1"])",
       R"("strategy":"concentrate","order":["product:EX-2"])"});
  const std::string date =
      chance.below(2) == 0 ? "" : fmt::format(R"("date":"{}",)", any_date(chance));
  return fmt::format(R"({{"site":"HQ","period":"{}",{}{}}})", period, date, rest);
}

TEST(Plan, EveryCommandIsAccepted) {
  std::size_t commands = 0;
  for (std::uint32_t seed = 1; seed <= 400; ++seed) {
    Chance chance(seed);
    Mill mill(any_rules(chance));
    fill(mill, chance);
    const std::string request = any_request(chance);
    const auto plan = mill.plan(request);
    if (!plan) continue;
    EXPECT_LE(plan->allocated, plan->have);
    const Mass before = available(mill.state(), plan->site, plan->date);
    std::string_view text;
    const std::string printed = mill.commands(*plan);
    for (text = printed; !text.empty(); ++commands) {
      const std::size_t end = text.find('\n');
      ASSERT_EQ(mill.say(text.substr(0, end)), "") << "seed " << seed << " " << request << "\n"
                                                   << text.substr(0, end);
      text.remove_prefix(end + 1);
    }
    if (mill.state().rulebook.deficit == DeficitMode::never) {
      EXPECT_EQ(available(mill.state(), plan->site, plan->date), before - plan->allocated);
    }
  }
  EXPECT_GT(commands, 500U);
}

}  // namespace
}  // namespace tenbin::test
