// Credits, running totals and the archive of a state; the rules themselves are in tests/cases.
#include <gtest/gtest.h>

#include <fstream>

#include "codec/command_reader.hpp"
#include "engine/credits.hpp"
#include "engine/engine.hpp"
#include "engine/state_archive.hpp"
#include "generate.hpp"
#include "rulebook/read_rulebook.hpp"

namespace tenbin {
namespace {

Mass g(std::int64_t grams) {
  return Mass::of_grams(grams);
}

Credits credits(std::vector<std::pair<std::int32_t, std::int64_t>> vintages,
                std::int64_t debt = 0) {
  Credits made;
  for (const auto& [period, grams] : vintages) made.vintages.push_back({period, g(grams)});
  made.debt = g(debt);
  return made;
}

TEST(Credits, what_a_period_leaves) {
  struct Case {
    const char* name;
    Credits opening;
    std::int64_t own, allocated;
    Credits left;
  };
  const Case cases[] = {
      {"nothing", {}, 0, 0, {}},
      {"own credits become a vintage", {}, 10, 3, credits({{5, 7}})},
      {"oldest first, own last", credits({{3, 4}, {4, 4}}), 10, 5, credits({{4, 3}, {5, 10}})},
      {"a vintage used to the gram", credits({{3, 4}, {4, 4}}), 10, 4, credits({{4, 4}, {5, 10}})},
      {"beyond the vintages", credits({{3, 4}}), 10, 9, credits({{5, 5}})},
      {"all of it", credits({{3, 4}}), 10, 14, {}},
      {"more than there is", credits({{3, 4}}), 10, 15, credits({}, -1)},
      {"a debt out of own credits", credits({}, -3), 10, 2, credits({{5, 5}})},
      {"a debt that stays", credits({}, -30), 10, 2, credits({}, -22)},
      {"given away, met from vintages", credits({{3, 4}, {4, 4}}), -6, 0, credits({{4, 2}})},
      {"given away after allocations", credits({{3, 4}, {4, 4}}), -3, 4, credits({{4, 1}})},
      {"given away beyond all", credits({{3, 4}}), -6, 1, credits({}, -3)},
  };
  for (const Case& c : cases) {
    const Credits left = settle(c.opening, g(c.own), g(c.allocated), 5);
    EXPECT_EQ(left, c.left) << c.name;
    EXPECT_EQ(left.total(), c.opening.total() + g(c.own) - g(c.allocated)) << c.name;
  }
}

TEST(Credits, expire_after_their_periods) {
  struct Case {
    std::optional<std::int32_t> periods;
    std::int64_t expired;
    Credits left;
  };
  const Credits full = credits({{2, 1}, {3, 10}, {5, 100}});
  const Case cases[] = {
      {std::nullopt, 0, full},
      {0, 111, {}},
      {1, 11, credits({{5, 100}})},
      {2, 11, credits({{5, 100}})},
      {3, 1, credits({{3, 10}, {5, 100}})},
      {4, 0, full},
  };
  for (const Case& c : cases) {
    Credits left = full;
    EXPECT_EQ(expire(left, 5, c.periods), g(c.expired));
    EXPECT_EQ(left, c.left);
  }
  Credits debt = credits({}, -7);
  EXPECT_EQ(expire(debt, 5, 0), Mass());
  EXPECT_EQ(debt, credits({}, -7));
}

TEST(Credits, lapse_above_the_stock) {
  struct Case {
    Credits opening;
    std::int64_t stock, lapsed;
    Credits left;
  };
  const Case cases[] = {
      {credits({{2, 4}, {3, 10}}), 14, 0, credits({{2, 4}, {3, 10}})},
      {credits({{2, 4}, {3, 10}}), 10, 4, credits({{3, 10}})},
      {credits({{2, 4}, {3, 10}}), 9, 5, credits({{3, 9}})},
      {credits({{2, 4}, {3, 10}}), 0, 14, {}},
      {credits({}, -5), 0, 0, credits({}, -5)},
      {{}, 0, 0, {}},
  };
  for (const Case& c : cases) {
    Credits left = c.opening;
    EXPECT_EQ(lapse_above(left, g(c.stock)), g(c.lapsed));
    EXPECT_EQ(left, c.left);
  }
}

TEST(RunningTotal, is_known_to_each_day) {
  RunningTotal total;
  EXPECT_EQ(total.to(5), 0);
  EXPECT_EQ(total.days(), 0);
  total.add(3, 10);
  total.add(7, 5);
  total.add(4, -2);  // backdated
  constexpr std::int64_t sums[] = {0, 0, 0, 10, 8, 8, 8, 13, 13};
  for (std::int32_t day = 0; day < 9; ++day)
    EXPECT_EQ(total.to(day), sums[static_cast<std::size_t>(day)]) << day;
  EXPECT_EQ(total.to(-1), 0);
  EXPECT_EQ(total.total(), 13);
  EXPECT_EQ(total.days(), 8);
  RunningTotal copy;
  copy.set_sums(total.sums());
  EXPECT_EQ(copy, total);
  EXPECT_DEATH(total.add(-1, 1), "day >= 0");
  EXPECT_DEATH(total.add(0, INT64_MAX), "overflow");
}

TEST(CommandReader, texts_of_many_lines_live_until_the_next_call) {
  std::vector<std::string> texts;
  for (int i = 0; i < 100; ++i) {
    const std::string name = i % 3 == 0 ? R"(\u682a\t\"株\")" : "株式会社";
    texts.push_back(R"({"do":"add_site","site":"S-)" + std::to_string(i) + R"(","name_ja":")" +
                    name + R"("})" + std::string(read_ahead, ' '));
  }
  texts[50][0] = 'x';
  std::vector<std::string_view> lines(texts.begin(), texts.end());
  for (auto& line : lines) line.remove_suffix(read_ahead);
  CommandReader reader;
  std::vector<Result<Envelope>> read;
  reader.read_many(lines, read);
  ASSERT_EQ(read.size(), lines.size());
  for (std::size_t i = 0; i < read.size(); ++i) {
    ASSERT_EQ(read[i].has_value(), i != 50);
    if (!read[i]) continue;
    const auto& site = std::get<AddSite>(read[i]->command);
    EXPECT_EQ(site.site.text, "S-" + std::to_string(i));
    EXPECT_EQ(site.name_ja, i % 3 == 0 ? "株\t\"株\"" : "株式会社");
  }
}

State state_of(const std::string& rulebook, const std::vector<std::string>& commands) {
  State state(*read_rulebook(rulebook));
  CommandReader reader;
  for (std::string line : commands) {
    const std::size_t size = line.size();
    line.resize(size + read_ahead);
    const auto envelope = reader.read(std::string_view(line).substr(0, size));
    if (!envelope) continue;
    const auto decision = decide(state, *envelope);
    if (decision && std::holds_alternative<Event>(*decision))
      apply(state, *envelope, std::get<Event>(*decision));
  }
  return state;
}

void expect_round_trip(const State& state) {
  std::string bytes;
  save_state(state, bytes);
  State loaded(state.rulebook);
  ASSERT_TRUE(load_state(bytes, loaded));
  EXPECT_TRUE(loaded == state);
  EXPECT_EQ(is_state(bytes, state), true);
  EXPECT_EQ(is_state(bytes.substr(0, bytes.size() - 1), state), false);
  EXPECT_EQ(is_state(bytes + "x", state), false);
  EXPECT_EQ(is_state("of another version", state), std::nullopt);
  EXPECT_EQ(loaded.tables.lines.size(), state.tables.lines.size());
  std::string again;
  save_state(loaded, again);
  EXPECT_EQ(again, bytes);
  // Cut short, the bytes are refused and the state is as it was.
  for (std::size_t part = 0; part < 64; ++part) {
    State untouched(state.rulebook);
    EXPECT_FALSE(
        load_state(std::string_view(bytes).substr(0, bytes.size() * part / 64), untouched));
    EXPECT_TRUE(untouched == State(state.rulebook));
  }
}

TEST(StateArchive, the_small_mill_comes_back) {
  std::ifstream rules(TENBIN_SOURCE_DIR "/rules/free-credit.json");
  const std::string rulebook{std::istreambuf_iterator<char>(rules), {}};
  std::ifstream mill(TENBIN_SOURCE_DIR "/examples/small/mill.jsonl");
  std::vector<std::string> commands;
  for (std::string line; std::getline(mill, line);) commands.push_back(line);
  const State state = state_of(rulebook, commands);
  EXPECT_EQ(state.size(), commands.size());
  expect_round_trip(state);
}

TEST(StateArchive, generated_books_come_back) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const auto stream = tenbin_model::generate(seed, 120);
    std::vector<std::string> commands;
    for (const auto& command : stream.commands) commands.push_back(command.dump());
    const State state = state_of(stream.rulebook.dump(), commands);
    EXPECT_GT(state.size(), 0u);
    expect_round_trip(state);
  }
}

}  // namespace
}  // namespace tenbin
