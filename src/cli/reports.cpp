// `tenbin balance` and `tenbin footprint`.
#include <fmt/core.h>

#include <memory>

#include "cli/context.hpp"
#include "cli/tables.hpp"
#include "engine/lookup.hpp"
#include "report/balance_report.hpp"
#include "report/footprint_report.hpp"

namespace tenbin::cli {
namespace {

struct Options {
  std::string book;
  std::string site;
  std::string period;
  std::string as_of;
  std::string fail_if_below;
  bool json = false;
};

Result<std::optional<Date>> date_option(std::string_view option, const std::string& text) {
  if (text.empty()) return std::optional<Date>();
  const auto date = parse_date(text);
  if (!date) return unusable(option, text, "date");
  return std::optional<Date>(date);
}

Result<Index> site_named(const State& state, const std::string& id) {
  const Index site = find_site(state, id);
  if (site == no_index) return problem(Code::reference_unknown, {{"kind", "site"}, {"id", id}});
  return site;
}

// "10t" as well as "10 t".
Result<std::optional<Mass>> mass_option(std::string_view option, const std::string& text) {
  if (text.empty()) return std::optional<Mass>();
  const std::size_t unit = text.find_first_not_of("0123456789.");
  const bool apart = unit == std::string::npos || text[unit] == ' ';
  const auto mass = parse_mass(apart ? text : text.substr(0, unit) + " " + text.substr(unit));
  if (!mass) return unusable(option, text, "mass");
  return std::optional<Mass>(mass->mass);
}

// Of each site the last period that is shown, over all its accounts.
Result<void> check_floor(const std::vector<PeriodBalance>& periods, Mass floor) {
  for (std::size_t at = 0; at < periods.size(); ++at) {
    const PeriodBalance& period = periods[at];
    if (at + 1 < periods.size() && periods[at + 1].site == period.site) continue;
    Mass left;
    for (const AccountBalance& each : period.accounts) left += each.balance;
    if (left < floor)
      return problem(Code::balance_insufficient, {{"site", period.site},
                                                  {"period", format_date(period.from)},
                                                  {"have_kg", format_kg(left)},
                                                  {"floor_kg", format_kg(floor)}});
  }
  return {};
}

Result<void> balance(const Context& context, const Options& options) {
  const auto floor = mass_option("--fail-if-below", options.fail_if_below);
  if (!floor) return tl::make_unexpected(floor.error());
  const auto period = date_option("--period", options.period);
  if (!period) return tl::make_unexpected(period.error());
  const auto as_of = date_option("--as-of", options.as_of);
  if (!as_of) return tl::make_unexpected(as_of.error());
  const auto ledger = Ledger::open_to_read(options.book);
  if (!ledger) return tl::make_unexpected(ledger.error());
  BalanceQuery query;
  query.period = *period;
  query.as_of = *as_of;
  if (!options.site.empty()) {
    const auto site = site_named(ledger->state(), options.site);
    if (!site) return tl::make_unexpected(site.error());
    query.site = options.site;
  }
  const auto periods = balance_report(ledger->state(), query);
  fmt::print(
      "{}", options.json ? balance_json(periods) + "\n" : balance_table(context.language, periods));
  return *floor ? check_floor(periods, **floor) : Result<void>();
}

Result<void> footprint(const Context& context, const Options& options) {
  const auto first_day = date_option("--period", options.period);
  if (!first_day) return tl::make_unexpected(first_day.error());
  const auto ledger = Ledger::open_to_read(options.book);
  if (!ledger) return tl::make_unexpected(ledger.error());
  const State& state = ledger->state();
  const auto site = site_named(state, options.site);
  if (!site) return tl::make_unexpected(site.error());
  const Rulebook& rulebook = state.rulebook;
  if (**first_day < rulebook.starts ||
      rulebook.first_day(rulebook.period_of(**first_day)) != **first_day) {
    return problem(Code::period_unknown,
                   {{"date", options.period}, {"starts", format_date(rulebook.starts)}});
  }
  const Footprint report = footprint_report(state, *site, rulebook.period_of(**first_day));
  fmt::print("{}", options.json ? footprint_json(report) + "\n"
                                : footprint_table(context.language, report));
  return {};
}

}  // namespace

void add_balance(Arguments app, Context& context) {
  const auto command = app.add_subcommand("balance", say(context, "help.balance"));
  auto options = std::make_shared<Options>();
  command.add_option("BOOK", options->book, say(context, "help.book")).required();
  command.add_option("--site", options->site, say(context, "help.site"));
  command.add_option("--period", options->period, say(context, "help.period"));
  command.add_option("--as-of", options->as_of, say(context, "help.as_of"));
  command.add_option("--fail-if-below", options->fail_if_below, say(context, "help.fail_if_below"));
  command.add_flag("--json", options->json, say(context, "help.json"));
  command.callback([&context, options] {
    if (const auto done = balance(context, *options); !done)
      context.exit_code = report(context, done.error());
  });
}

void add_footprint(Arguments app, Context& context) {
  const auto command = app.add_subcommand("footprint", say(context, "help.footprint"));
  auto options = std::make_shared<Options>();
  command.add_option("BOOK", options->book, say(context, "help.book")).required();
  command.add_option("--site", options->site, say(context, "help.site")).required();
  command.add_option("--period", options->period, say(context, "help.period")).required();
  command.add_flag("--json", options->json, say(context, "help.json"));
  command.callback([&context, options] {
    if (const auto done = footprint(context, *options); !done)
      context.exit_code = report(context, done.error());
  });
}

}  // namespace tenbin::cli
