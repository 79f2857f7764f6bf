// `tenbin import BOOK FILE` and `tenbin template KIND`.
#include <fmt/core.h>
#include <unistd.h>

#include <memory>

#include "cli/context.hpp"
#include "cli/progress.hpp"
#include "cli/tables.hpp"
#include "codec/json_writer.hpp"
#include "engine/balance.hpp"
#include "exchange/importer.hpp"
#include "exchange/template.hpp"
#include "message/message.hpp"
#include "table/table.hpp"

namespace tenbin::cli {
namespace {

using exchange::ControlTotal;
using exchange::ImportPlan;
using exchange::Kind;
using exchange::RowOutcome;

struct Options {
  std::string book;
  std::string file;
  std::string as;
  std::string sheet;
  std::string site;
  std::string unit;
  std::string errors;
  std::string undo;
  bool dry_run = false;
  bool valid_rows = false;
  bool corrections = false;
  bool json = false;
};

// What may still be allocated, and what was entitled, over all sites.
struct Effect {
  Mass entitlement;
  Mass balance;
};

Effect effect_of(const State& state) {
  Effect effect;
  for (const Site& site : state.sites) {
    if (site.last_period() < 0) continue;
    for (const Index account : site.accounts) {
      effect.balance += balance_of(state, account, site.last_period());
      for (std::int32_t period = 0; period <= site.last_period(); ++period)
        effect.entitlement += entitlement_to(state, account, period, end_of_period);
    }
  }
  return effect;
}

std::size_t count_of(const ImportPlan& plan, RowOutcome outcome) {
  const auto found = plan.counts.find(outcome);
  return found == plan.counts.end() ? 0 : found->second;
}

// Pasted text comes on standard input, "-".
Result<std::string> bytes_of(const std::string& file) {
  return file == "-" ? read_file(file) : table::load_file(file);
}

tl::unexpected<Problem> with_path(Problem problem, const std::string& path) {
  problem.facts.push_back({"path", path});
  return tl::make_unexpected(std::move(problem));
}

class ImportCommand {
 public:
  ImportCommand(const Context& context, const Options& options)
      : context_(context), options_(options) {}

  Result<int> run() {
    TENBIN_TRY(open_file());
    auto opened = options_.dry_run ? Ledger::open_to_read(options_.book, context_.outside)
                                   : open_to_write(context_, options_.book, "import");
    if (!opened) return tl::make_unexpected(opened.error());
    Ledger& ledger = *opened;
    const Kind kind = found_.columns.kind;
    const ControlTotal before = exchange::control_total(ledger.state(), kind);
    const Effect effect_before = effect_of(ledger.state());
    auto plan = import(ledger);
    if (!plan) return tl::make_unexpected(plan.error());
    const bool post =
        !options_.dry_run && (plan->faults.empty() || options_.valid_rows) && plan->posted > 0;
    if (interrupted()) return problem(Code::interrupted);
    if (post) {
      TENBIN_TRY(ledger.commit());
      TENBIN_TRY(ledger.keep_snapshot());
    }
    const ControlTotal after =
        post || options_.dry_run ? exchange::control_total(ledger.state(), kind) : before;
    if (options_.json) {
      print_json(*plan, post);
    } else {
      print_text(*plan, post, before, after, effect_before, effect_of(ledger.state()));
    }
    return finish(*plan);
  }

 private:
  Result<void> open_file() {
    auto bytes = bytes_of(options_.file);
    if (!bytes) return tl::make_unexpected(bytes.error());
    sha256_ = to_hex(tlog::sha256(as_bytes(*bytes)));
    auto table = table::open_table(std::move(*bytes));
    if (!table) return with_path(table.error(), options_.file);
    table_ = std::move(*table);
    std::optional<Kind> wanted;
    if (!options_.as.empty()) {
      wanted = exchange::parse_kind(options_.as);
      if (!wanted)
        return problem(Code::usage_invalid,
                       {{"field", "--as"}, {"value", options_.as}, {"problem", "list"}});
    }
    auto found = exchange::find_table(*table_, wanted, options_.sheet);
    if (!found) return with_path(found.error(), options_.file);
    found_ = std::move(*found);
    return {};
  }

  Result<ImportPlan> import(Ledger& ledger) {
    exchange::ImportRequest request;
    request.file_sha256 = sha256_;
    request.default_site = options_.site;
    request.default_unit = options_.unit;
    request.actor = context_.actor;
    request.language = context_.language;
    request.corrections = options_.corrections;
    Progress progress(context_, "import.progress");
    std::size_t steps = 0;
    request.progress = [&](std::size_t rows) {
      ++steps;  // every row is read once and posted once
      progress.show(steps, std::max(2 * rows, steps));
      return !progress.interrupted();
    };
    auto plan = exchange::import_table(ledger, *table_, found_, request);
    progress.finish();
    return plan;
  }

  bool interrupted() const {
    return context_.interrupts != nullptr && context_.interrupts->load() > 0;
  }

  std::string kind_word() const {
    return word(context_.language, "kind", exchange::info(found_.columns.kind).name);
  }

  void print_text(const ImportPlan& plan, bool posted, const ControlTotal& before,
                  const ControlTotal& after, const Effect& effect_before,
                  const Effect& effect_after) const {
    const auto line = [&](std::string_view key, const std::vector<Fact>& facts = {}) {
      fmt::print("{}\n", say(context_, key, facts));
    };
    const auto control = [&](const ControlTotal& total) {
      return say(context_, "import.control",
                 {{"rows", std::to_string(total.rows)}, {"mass_kg", format_kg(total.mass)}});
    };
    line("import.recognised", {{"path", options_.file}, {"kind", kind_word()}});
    line("import.counts", {{"new", std::to_string(count_of(plan, RowOutcome::fresh))},
                           {"same", std::to_string(count_of(plan, RowOutcome::same))},
                           {"changed", std::to_string(count_of(plan, RowOutcome::changed))},
                           {"error", std::to_string(count_of(plan, RowOutcome::error))}});
    fmt::print("{}: {}  {}: {}\n", say(context_, "import.before"), control(before),
               say(context_, "import.after"), control(after));
    if (posted || options_.dry_run) {
      line("import.effect",
           {{"entitlement_kg", format_kg(effect_after.entitlement - effect_before.entitlement)},
            {"before_kg", format_kg(effect_before.balance)},
            {"after_kg", format_kg(effect_after.balance)}});
    }
    list(stdout, plan.changes, [&](const auto& change) {
      return fmt::format("△ {} {}",
                         say(context_, "import.row", {{"row", std::to_string(change.row)}}),
                         change.key);
    });
    if (plan.known_file)
      fmt::print(stderr, "△ {}\n", sentence_of(context_.language, {Code::import_already_done, {}}));
    if (!plan.suppliers.empty()) {
      std::string names;
      for (const std::string& supplier : plan.suppliers)
        names += (names.empty() ? "" : ", ") + supplier;
      line("import.suppliers_added", {{"value", names}});
    }
    if (options_.dry_run) return line("import.dry_run");
    if (!posted) return line("import.nothing_posted");
    line("import.posted", {{"count", std::to_string(plan.posted)}, {"batch", plan.batch}});
  }

  void print_json(const ImportPlan& plan, bool posted) const {
    std::string out;
    json::Writer writer(out);
    writer.begin_object().key("batch").string(plan.batch);
    writer.key("changed").integer(static_cast<std::int64_t>(count_of(plan, RowOutcome::changed)));
    writer.key("errors").begin_array();
    for (const auto& fault : plan.problems) {
      writer.begin_object().key("code").string(code_text(fault.problem.code));
      writer.key("detail")
          .string(sentence_of(context_.language, fault.problem))
          .key("facts")
          .begin_object();
      std::map<std::string, std::string> facts;
      for (const Fact& fact : fault.problem.facts) facts.emplace(fact.name, fact.value);
      for (const auto& [name, value] : facts) writer.key(name).string(value);
      writer.end_object().end_object();
    }
    writer.end_array().key("kind").string(exchange::info(found_.columns.kind).name);
    writer.key("mass_kg").string(format_kg(plan.mass));
    writer.key("new").integer(static_cast<std::int64_t>(count_of(plan, RowOutcome::fresh)));
    writer.key("posted").boolean(posted).key("rows").integer(static_cast<std::int64_t>(plan.rows));
    writer.key("same").integer(static_cast<std::int64_t>(count_of(plan, RowOutcome::same)));
    writer.key("schema").string("tenbin/import/1").end_object();
    fmt::print("{}\n", out);
  }

  // Cells name their row themselves; what the book refused does not.
  std::string fault_line(const exchange::Fault& fault) const {
    const std::string line = problem_line(context_, fault.problem);
    const std::string_view code = code_text(fault.problem.code);
    if (code.starts_with("cell.") || code.starts_with("row.")) return line;
    for (const Fact& fact : fault.problem.facts) {
      if (fact.name == "row")
        return say(context_, "at_line", {{"line", fact.value}, {"text", line}});
    }
    return line;
  }

  // The first of them a line each, and how many more there are: nobody reads 200,000 lines. All
  // of them are in --json and in the workbook of errors.
  template <class Things, class LineOf>
  void list(std::FILE* out, const Things& things, LineOf line_of) const {
    constexpr std::size_t most = 100;
    std::size_t listed = 0;
    for (const auto& thing : things) {
      if (listed++ == most) break;
      fmt::print(out, "{}\n", line_of(thing));
    }
    if (things.size() > most) {
      const std::string more = std::to_string(things.size() - most);
      fmt::print(out, "{}\n", say(context_, "import.more", {{"count", more}}));
    }
  }

  // The error rows: the first on standard error, all of them as a workbook to be mended.
  Result<int> finish(const ImportPlan& plan) {
    list(stderr, plan.problems, [&](const auto& fault) { return fault_line(fault); });
    list(stderr, plan.notices,
         [&](const auto& notice) { return "△ " + sentence_of(context_.language, notice.problem); });
    if (plan.faults.empty()) return 0;
    const std::string path =
        options_.errors.empty() ? options_.file + ".errors.xlsx" : options_.errors;
    if (options_.file != "-" || !options_.errors.empty()) {
      TENBIN_TRY(exchange::write_error_workbook(path, *table_, found_, plan.faults));
      fmt::print(stderr, "{}\n", say(context_, "import.errors_file", {{"path", path}}));
    }
    if (options_.valid_rows) return 0;
    return report(context_, Problem{Code::import_rows_invalid,
                                    {{"count", std::to_string(plan.faults.size())},
                                     {"path", options_.file}}});
  }

  const Context& context_;
  const Options& options_;
  std::string sha256_;
  std::unique_ptr<table::Table> table_;
  exchange::FoundTable found_;
};

Result<void> undo(const Context& context, const Options& options) {
  auto ledger = open_to_write(context, options.book, "import");
  if (!ledger) return tl::make_unexpected(ledger.error());
  const Date today =
      Date::of_days(static_cast<std::int32_t>(context.outside.now().ms / 86'400'000));
  const auto undone = exchange::undo_import(*ledger, options.undo, context.actor, today);
  if (!undone) return tl::make_unexpected(undone.error());
  TENBIN_TRY(ledger->commit());
  fmt::print("{}\n", say(context, "import.undo",
                         {{"batch", options.undo}, {"count", std::to_string(*undone)}}));
  return {};
}

int import_or_undo(const Context& context, const Options& options) {
  if (!options.undo.empty()) {
    const auto done = undo(context, options);
    return done ? 0 : report(context, done.error());
  }
  if (options.file.empty())
    return report(context,
                  Problem{Code::usage_invalid, {{"field", "FILE"}, {"problem", "required"}}});
  const auto exit_code = ImportCommand(context, options).run();
  if (exit_code) return *exit_code;
  if (exit_code.error().code == Code::interrupted) {
    fmt::print(stderr, "{}\n", say(context, "import.interrupted"));
    return 130;
  }
  return report(context, exit_code.error());
}

int write_template(const Context& context, const std::string& kind_name, const std::string& path) {
  const auto kind = exchange::parse_kind(kind_name);
  if (!kind)
    return report(context, Problem{Code::usage_invalid,
                                   {{"field", "KIND"}, {"value", kind_name}, {"problem", "list"}}});
  const auto done = exchange::write_template(
      *kind, path, [&](std::string_view key) { return message(context.language, key); });
  if (!done) return report(context, done.error());
  fmt::print("{}\n", say(context, "template.done",
                         {{"kind", word(context.language, "kind", exchange::info(*kind).name)},
                          {"path", path}}));
  return 0;
}

}  // namespace

void add_import(Arguments app, Context& context) {
  const auto command = app.add_subcommand("import", say(context, "help.import"));
  auto options = std::make_shared<Options>();
  command.add_option("BOOK", options->book, say(context, "help.book")).required();
  command.add_option("FILE", options->file, say(context, "help.import_file"));
  command.add_option("--as", options->as, say(context, "help.import_as"));
  command.add_option("--sheet", options->sheet, say(context, "help.import_sheet"));
  command.add_option("--site", options->site, say(context, "help.import_site"));
  command.add_option("--unit", options->unit, say(context, "help.import_unit"));
  command.add_option("--errors", options->errors, say(context, "help.import_errors"));
  command.add_option("--undo", options->undo, say(context, "help.import_undo"));
  command.add_flag("--dry-run", options->dry_run, say(context, "help.dry_run"));
  command.add_flag("--valid-rows", options->valid_rows, say(context, "help.valid_rows"));
  command.add_flag("--corrections", options->corrections, say(context, "help.corrections"));
  command.add_flag("--json", options->json, say(context, "help.json"));
  command.callback([&context, options] { context.exit_code = import_or_undo(context, *options); });
}

void add_template(Arguments app, Context& context) {
  const auto command = app.add_subcommand("template", say(context, "help.template"));
  struct Names {
    std::string kind;
    std::string path;
  };
  auto names = std::make_shared<Names>();
  command.add_option("KIND", names->kind, say(context, "help.kind")).required();
  command.add_option("-o,--output", names->path, say(context, "help.output")).required();
  command.callback(
      [&context, names] { context.exit_code = write_template(context, names->kind, names->path); });
}

}  // namespace tenbin::cli
