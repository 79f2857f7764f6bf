#include "report/verification_scope.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "engine/balance.hpp"
#include "engine/posting.hpp"
#include "report/footprint_report.hpp"

namespace tenbin {
namespace {

bool holds(const VerificationEntry& entry, const Rulebook& rulebook, std::int32_t period) {
  return entry.from <= rulebook.first_day(period) && rulebook.last_day(period) <= entry.to;
}

std::string at(const char* word, const Rulebook& rulebook, std::int32_t period) {
  return std::string(word) + " " + format_date(rulebook.first_day(period));
}

}  // namespace

Stated stated_by(const State& state, const std::vector<Index>& allocations,
                 std::set<std::pair<Index, std::int32_t>> vintages) {
  TENBIN_CHECK(!allocations.empty());
  Stated stated;
  stated.vintages = std::move(vintages);
  stated.first = stated.last = state.lines[state.allocations[allocations.front()].line].date;
  for (const Index index : allocations) {
    const Allocation& allocation = state.allocations[index];
    const Line& line = state.lines[allocation.line];
    stated.sites.insert(line.site);
    stated.first = std::min(stated.first, line.date);
    stated.last = std::max(stated.last, line.date);
    stated.periods.insert(state.rulebook.period_of(allocation.date));
    stated.periods.insert(state.rulebook.period_of(line.date));
    stated.last_posted = std::max<std::uint64_t>(stated.last_posted, allocation.seq);
  }
  return stated;
}

Stated stated_by(const State& state, const std::vector<Index>& allocations) {
  return stated_by(state, allocations, covered_lines(state, allocations).vintages);
}

Mass transferred_in(const State& state, Index account, std::int32_t vintage) {
  const Mass net = Mass::of_grams(account_period(state, account, vintage).transferred.total());
  return std::max(Mass(), net);
}

bool was_closed(const State& state, Index site, std::int32_t period, std::uint64_t seen) {
  const auto& closing = site_period(state, site, period).closing;
  return closing && closing->seq <= seen;
}

bool covers_period(const State& state, const VerificationEntry& entry, Index site,
                   std::int32_t period, std::uint64_t seen) {
  return entry.site == site && holds(entry, state.rulebook, period) &&
         was_closed(state, site, period, seen);
}

std::string not_covered(const State& state, const Stated& stated, const VerificationEntry& entry,
                        std::uint64_t seen) {
  const Rulebook& rulebook = state.rulebook;
  if (stated.sites != std::set{entry.site}) return "another_site";
  if (stated.first < entry.from || entry.to < stated.last) return "out_of_scope";
  for (const std::int32_t period : stated.periods) {
    if (!holds(entry, rulebook, period)) return at("out_of_scope", rulebook, period);
  }
  for (const auto& [account, vintage] : stated.vintages) {
    if (!holds(entry, rulebook, vintage)) return at("carried_over", rulebook, vintage);
    if (transferred_in(state, account, vintage) > Mass())
      return "transferred_in " + std::string(state.texts.get(state.accounts[account].name));
  }
  if (stated.last_posted > seen) return "posted_after";
  for (const std::int32_t period : stated.periods) {
    if (!was_closed(state, entry.site, period, seen)) return at("open_period", rulebook, period);
  }
  return "";
}

}  // namespace tenbin
