// `tenbin plan BOOK REQUEST.json`: allocate commands, or a table for people, on standard output;
// what does not fit, and what would do, on standard error.
#include "planner/plan.hpp"

#include <fmt/core.h>

#include <memory>

#include "cli/context.hpp"
#include "cli/tables.hpp"
#include "cli/ways_out.hpp"
#include "codec/command_reader.hpp"
#include "planner/plan_commands.hpp"

namespace tenbin::cli {
namespace {

struct Options {
  std::string book;
  std::string request;
  bool table = false;
  bool apply = false;
};

std::string table_of(const Context& context, const State& state, const PlanRequest& request,
                     const Plan& plan) {
  Table table;
  for (const std::string_view key :
       {"plan.customer", "plan.product", "footprint.shipment", "footprint.line"})
    table.column(say(context, key), Table::Align::left);
  for (const std::string_view key : {"plan.mass", "plan.share", "plan.allocated", "plan.left"})
    table.column(say(context, key), Table::Align::right);
  Mass left = plan.have;
  for (const PlannedAllocation& planned : plan.allocations) {
    const Line& line = state.lines[planned.line];
    const Share share = planned.share.value_or(share_of(planned.mass, line.mass));
    left -= planned.mass;
    table.row({std::string(state.texts.get(state.customers[line.customer].id)),
               std::string(state.texts.get(state.products[line.product].id)),
               std::string(state.texts.get(line.shipment)), std::to_string(line.number),
               show_t(line.mass), format_percent_short(share) + " %", show_t(planned.mass),
               show_t(left)});
  }
  const std::string_view strategy = request.strategy == Strategy::even ? "even" : "concentrate";
  return say(context, "plan.title",
             {{"site", request.site},
              {"period", format_date(request.period)},
              {"strategy", std::string(strategy)}}) +
         "\n" + table.text() +
         say(context, "plan.result",
             {{"allocated_kg", format_kg(plan.allocated)},
              {"lines", std::to_string(plan.allocations.size())},
              {"left_kg", format_kg(plan.left())}}) +
         "\n" + say(context, "unit_note") + "\n";
}

// What the plan leaves open; answers the exit code.
int print_open(const Context& context, const State& state, const Plan& plan) {
  for (const OrderEntry& entry : plan.unmatched) {
    const bool product = entry.kind == OrderEntry::Kind::product;
    fmt::print(stderr, "{}\n",
               say(context, product ? "plan.no_match.product" : "plan.no_match.customer",
                   {{"id", entry.id}}));
  }
  if (plan.lines == 0) fmt::print(stderr, "{}\n", say(context, "plan.nothing"));
  const Mass missing = plan.missing();
  if (missing == Mass() && !plan.unmet) return 0;
  const Fact short_kg{"short_kg", format_kg(missing)};
  if (plan.unmet) {  // the ways out follow, with the share that fits
    report(context, problem(Code::plan_unmet, {short_kg}).value());
  } else {
    fmt::print(stderr, "{}\n", say(context, "plan.short", {short_kg}));
  }
  print_ways_out(context, ways_out(state, plan.site, plan.date, missing, plan.fits));
  return plan.unmet ? code_exit(Code::plan_unmet) : 0;
}

// All or nothing: what is refused leaves the whole plan in memory, where it ends with the process.
Result<void> book(const Context& context, Ledger& ledger, std::string commands) {
  const std::size_t size = commands.size();
  commands.resize(size + read_ahead);
  for (std::size_t start = 0; start < size;) {
    const std::size_t end = commands.find('\n', start);
    const Answer answer =
        ledger.submit(std::string_view(commands).substr(start, end - start), context.actor);
    if (answer.status == Answer::Status::rejected) return tl::make_unexpected(answer.problem);
    start = end + 1;
  }
  return ledger.commit();
}

Result<int> plan(const Context& context, const Options& options) {
  const auto text = read_file(options.request);
  if (!text) return tl::make_unexpected(text.error());
  const auto request = read_plan_request(*text);
  if (!request) return tl::make_unexpected(request.error());
  auto ledger = options.apply ? open_to_write(context, options.book, "plan")
                              : Ledger::open_to_read(options.book, context.outside);
  if (!ledger) return tl::make_unexpected(ledger.error());
  const auto made = make_plan(ledger->state(), *request);
  if (!made) return tl::make_unexpected(made.error());
  const std::string commands = plan_commands(ledger->state(), *made);
  const int exit_code = print_open(context, ledger->state(), *made);
  const std::string shown =
      options.table ? table_of(context, ledger->state(), *request, *made) : commands;
  if (options.apply && !commands.empty()) TENBIN_TRY(book(context, *ledger, commands));
  fmt::print("{}", shown);
  if (options.apply && !commands.empty()) {
    fmt::print(stderr, "{}\n",
               say(context, "plan.booked", {{"lines", std::to_string(made->allocations.size())}}));
    TENBIN_TRY(ledger->keep_snapshot());
  }
  return exit_code;
}

}  // namespace

void add_plan(Arguments app, Context& context) {
  const auto command = app.add_subcommand("plan", say(context, "help.plan"));
  auto options = std::make_shared<Options>();
  command.add_option("BOOK", options->book, say(context, "help.book")).required();
  command.add_option("REQUEST", options->request, say(context, "help.plan_request")).required();
  command.add_flag("--table", options->table, say(context, "help.plan_table"));
  command.add_flag("--apply", options->apply, say(context, "help.plan_apply"));
  command.callback([&context, options] {
    const auto done = plan(context, *options);
    context.exit_code = done ? *done : report(context, done.error());
  });
}

}  // namespace tenbin::cli
