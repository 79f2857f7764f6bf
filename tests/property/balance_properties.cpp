// Properties of balances: conservation, floors, replay, repeated commands, closed periods, plans.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "world.hpp"

namespace tenbin_property {
namespace {

struct Row {
  Json period, account;
};

std::vector<Row> rows_of(const Json& balance) {
  std::vector<Row> rows;
  for (const Json& period : balance["periods"]) {
    for (const Json& account : period["accounts"]) rows.push_back({period, account});
  }
  return rows;
}

std::unique_ptr<Sut> played(const Stream& stream) {
  auto sut = make_sut(stream.rulebook);
  for (const Json& command : stream.commands) sut->apply(command);
  return sut;
}

/// What a closed period may never change: all but what certificates cover.
std::map<std::string, Json> closed_periods(const Json& balance) {
  std::map<std::string, Json> closed;
  for (Json period : balance["periods"]) {
    if (period["status"] != "closed") continue;
    for (Json& account : period["accounts"]) account.erase("certified_kg");
    closed[period["site"].get<std::string>() + " " + period["period"].get<std::string>()] = period;
  }
  return closed;
}

RC_GTEST_PROP(Balance, every_account_and_period_adds_up, ()) {
  const Json balance = played(any_stream())->balance(std::nullopt);
  mpz_class transferred;
  std::map<std::string, Row> before;
  for (const Row& row : rows_of(balance)) {
    const auto g = [&](const char* name) { return grams(row.account[name]); };
    const mpz_class adjusted = row.account.contains("adjusted_kg") ? g("adjusted_kg") : mpz_class();
    RC_ASSERT(adjusted >= 0);
    RC_ASSERT(g("balance_kg") == g("opening_kg") + g("entitlement_kg") - g("allocated_kg") +
                                     g("transferred_kg") - adjusted - g("expired_kg"));
    RC_ASSERT(g("certified_kg") <= g("allocated_kg"));
    RC_ASSERT(g("renewable_input_kg") <= grams(row.period["total_input_kg"]));
    transferred += g("transferred_kg");
    const auto previous = before.find(row.account["account"]);
    if (previous == before.end()) {
      RC_ASSERT(g("opening_kg") == 0);
    } else {
      // Across a close nothing is gained or lost; before it, what will expire is already left out.
      const mpz_class carried = grams(previous->second.account["balance_kg"]);
      const bool closed = previous->second.period["status"] == "closed";
      if (closed || carried < 0) RC_ASSERT(g("opening_kg") == carried);
      RC_ASSERT(g("opening_kg") <= carried);
    }
    before[row.account["account"]] = row;
  }
  RC_ASSERT(transferred == 0);
}

RC_GTEST_PROP(Balance, the_allocated_mass_is_that_of_the_accepted_allocations, ()) {
  const Stream stream = any_stream();
  const auto sut = make_sut(stream.rulebook);
  std::map<std::string, mpz_class> live;
  for (const Json& command : stream.commands) {
    const Json outcome = sut->apply(command);
    if (outcome["status"] != "accepted") continue;
    if (command["do"] == "release") live.erase(command["allocation"]);
    if (command["do"] != "allocate") continue;
    for (const Json& draw : outcome["accounts"]) {
      live[command["allocation"]] += grams(draw["mass_kg"]);
    }
  }
  mpz_class sum;
  for (const auto& [id, mass] : live) sum += mass;
  for (const Row& row : rows_of(sut->balance(std::nullopt))) {
    sum -= grams(row.account["allocated_kg"]);
  }
  RC_ASSERT(sum == 0);
}

RC_GTEST_PROP(Balance, never_means_never_on_any_day, ()) {
  const auto sut = played(any_stream_without_deficit());
  for (const char* month : {"04", "05", "06", "07", "08"}) {
    for (int day = 1; day <= 30; ++day) {
      const std::string date =
          std::string("2026-") + month + (day < 10 ? "-0" : "-") + std::to_string(day);
      for (const Row& row : rows_of(sut->balance(date))) {
        RC_ASSERT(grams(row.account["balance_kg"]) >= 0);
      }
    }
  }
}

RC_GTEST_PROP(Replay, the_accepted_commands_alone_give_the_same_book, ()) {
  const Stream stream = any_stream();
  const auto first = make_sut(stream.rulebook), second = make_sut(stream.rulebook);
  for (const Json& command : stream.commands) {
    const Json outcome = first->apply(command);
    if (outcome["status"] == "accepted") RC_ASSERT(second->apply(command) == outcome);
  }
  const Json balance = first->balance(std::nullopt);
  RC_ASSERT(balance == second->balance(std::nullopt));
  for (const Json& period : balance["periods"]) {
    RC_ASSERT(first->footprint(period["site"], period["period"]) ==
              second->footprint(period["site"], period["period"]));
  }
}

RC_GTEST_PROP(Commands, deciding_twice_posts_once, ()) {
  const Stream stream = any_stream();
  const auto once = make_sut(stream.rulebook), twice = make_sut(stream.rulebook);
  int number = 0;
  for (Json command : stream.commands) {
    if (!command.contains("command_id")) command["command_id"] = "d" + std::to_string(++number);
    once->apply(command);
    Json first = twice->apply(command);
    const Json again = twice->apply(command);
    if (first["status"] == "accepted") {
      first["status"] = "repeated";
      RC_ASSERT(again == first);
    } else {
      RC_ASSERT(again["status"] == first["status"]);
    }
  }
  RC_ASSERT(once->balance(std::nullopt) == twice->balance(std::nullopt));
}

RC_GTEST_PROP(Periods, a_closed_period_never_changes, ()) {
  const Stream stream = any_stream();
  const auto sut = make_sut(stream.rulebook);
  std::map<std::string, Json> closed;
  for (const Json& command : stream.commands) {
    if (sut->apply(command)["status"] != "accepted") continue;
    auto now = closed_periods(sut->balance(std::nullopt));
    for (const auto& [name, period] : closed) {
      RC_ASSERT(now.contains(name));
      RC_ASSERT(now[name] == period);
    }
    closed = now;
  }
}

RC_GTEST_PROP(Plans, every_printed_command_is_accepted, ()) {
  const Stream stream = any_stream();
  const Json balance = played(stream)->balance(std::nullopt);
  for (const Json& period : balance["periods"]) {
    const Json here = {{"site", period["site"]}, {"period", period["period"]}};
    std::vector<Json> requests(3, here);
    requests[0]["strategy"] = "even";
    requests[1].update({{"strategy", "even"}, {"share", "50 %"}});
    requests[2].update({{"strategy", "concentrate"}, {"order", {"customer:C-2", "product:EX-1"}}});
    for (const Json& request : requests) {
      const auto sut = played(stream);
      for (const Json& command : sut->plan(request)) must(*sut, command);
    }
  }
}

}  // namespace
}  // namespace tenbin_property
