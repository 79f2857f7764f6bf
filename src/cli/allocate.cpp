// `tenbin allocate BOOK --shipment S --line N --share "50 %" --date D`: one allocation, what it
// took and what is left; a refusal for the balance says what would do.
#include <fmt/core.h>

#include <algorithm>
#include <memory>

#include "cli/context.hpp"
#include "cli/tables.hpp"
#include "cli/ways_out.hpp"
#include "codec/json_writer.hpp"
#include "engine/balance.hpp"
#include "engine/lookup.hpp"
#include "planner/plan.hpp"
#include "planner/plan_commands.hpp"

namespace tenbin::cli {
namespace {

struct Options {
  std::string book;
  std::string shipment;
  std::int32_t line = 0;
  std::string share;
  std::string mass;
  std::string date;
  std::string id;
  std::string account;
};

std::string id_of(const State& state, const Options& options) {
  if (!options.id.empty()) return options.id;
  const Index line = find_line(state, options.shipment, options.line);
  if (line == no_index) return "ALLOC-" + options.shipment;  // refused for its line anyway
  return unused_allocation_id(state, "ALLOC-" + options.date, line);
}

// With read_ahead bytes behind it.
std::string command_of(const State& state, const Options& options) {
  std::string text;
  json::Writer writer(text);
  writer.begin_object();
  if (!options.account.empty()) writer.key("account").string(options.account);
  writer.key("allocation").string(id_of(state, options)).key("date").string(options.date);
  writer.key("do").string("allocate").key("line").integer(options.line);
  if (!options.mass.empty()) writer.key("mass").string(options.mass);
  if (!options.share.empty()) writer.key("share").string(options.share);
  writer.key("shipment").string(options.shipment).end_object();
  return text;
}

std::optional<Mass> mass_fact(const Problem& problem, std::string_view name) {
  for (const Fact& fact : problem.facts) {
    if (fact.name != name) continue;
    if (const auto mass = parse_mass(fact.value + " kg")) return mass->mass;
  }
  return std::nullopt;
}

void print_ways(const Context& context, const State& state, const Options& options,
                const Problem& problem) {
  const auto have = mass_fact(problem, "have_kg");
  const auto want = mass_fact(problem, "want_kg");
  const auto date = parse_date(options.date);
  const Index line = find_line(state, options.shipment, options.line);
  if (!have || !want || !date || line == no_index) return;
  Share fits;
  if (state.rulebook.partial_share) {
    const std::int32_t ppm = share_of(*have, state.lines[line].mass).ppm();
    fits = Share::of_ppm(ppm - ppm % state.rulebook.share_step_ppm);
  }
  print_ways_out(context, ways_out(state, state.lines[line].site, *date, *want - *have, fits));
}

void print_done(const Context& context, const State& state) {
  const Allocation& made = state.allocations.back();
  const Line& line = state.lines[made.line];
  fmt::print("{}\n", say(context, "allocate.done",
                         {{"allocation", std::string(state.texts.get(made.id))},
                          {"shipment", std::string(state.texts.get(line.shipment))},
                          {"line", std::to_string(line.number)},
                          {"allocated_kg", format_kg(made.mass)},
                          {"mass_kg", format_kg(line.mass)},
                          {"percent", format_percent_short(share_of(made.mass, line.mass))}}));
  Table table;
  table.column(say(context, "balance.account"), Table::Align::left);
  table.column(say(context, "balance.allocated"), Table::Align::right);
  table.column(say(context, "plan.left"), Table::Align::right);
  const std::int32_t period = state.rulebook.period_of(made.date);
  for (std::uint32_t i = 0; i < made.part_count; ++i) {
    const Part& part = state.parts[made.first_part + i];
    table.row({std::string(state.texts.get(state.accounts[part.account].name)), show_t(part.mass),
               show_t(balance_of(state, part.account, period))});
  }
  fmt::print("{}{}\n{}\n", table.text(),
             say(context, "allocate.left",
                 {{"site", std::string(state.texts.get(state.sites[line.site].id))},
                  {"left_kg", format_kg(available(state, line.site, made.date))},
                  {"date", format_date(made.date)}}),
             say(context, "unit_note"));
}

int allocate(const Context& context, const Options& options) {
  auto ledger = open_to_write(context, options.book, "allocate");
  if (!ledger) return report(context, ledger.error());
  const Answer answer = ledger->submit_text(command_of(ledger->state(), options), context.actor);
  if (answer.status == Answer::Status::rejected) {
    const int exit_code = report(context, answer.problem);
    if (answer.problem.code == Code::balance_insufficient)
      print_ways(context, ledger->state(), options, answer.problem);
    return exit_code;
  }
  if (const auto done = ledger->commit(); !done) return report(context, done.error());
  print_done(context, ledger->state());
  if (const auto kept = ledger->keep_snapshot(); !kept) return report(context, kept.error());
  return 0;
}

}  // namespace

void add_allocate(Arguments app, Context& context) {
  const auto command = app.add_subcommand("allocate", say(context, "help.allocate"));
  auto options = std::make_shared<Options>();
  command.add_option("BOOK", options->book, say(context, "help.book")).required();
  command.add_option("--shipment", options->shipment, say(context, "help.shipment")).required();
  command.add_option("--line", options->line, say(context, "help.line")).required();
  const auto amount = command.add_option_group("amount", say(context, "help.amount"));
  amount.add_option("--share", options->share, say(context, "help.share"));
  amount.add_option("--mass", options->mass, say(context, "help.mass"));
  amount.require_option();
  command.add_option("--date", options->date, say(context, "help.date")).required();
  command.add_option("--id", options->id, say(context, "help.allocation_id"));
  command.add_option("--account", options->account, say(context, "help.account"));
  command.callback([&context, options] { context.exit_code = allocate(context, *options); });
}

}  // namespace tenbin::cli
