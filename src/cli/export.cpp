// `tenbin export`: a list of the book as .xlsx or .csv.
#include <fmt/core.h>

#include <filesystem>
#include <memory>

#include "cli/context.hpp"
#include "engine/lookup.hpp"
#include "exchange/export.hpp"
#include "message/message.hpp"
#include "table/write_csv.hpp"
#include "table/write_xlsx.hpp"

namespace tenbin::cli {
namespace {

struct Options {
  std::string book;
  std::string list;
  std::string path;
  std::string encoding = "utf-8";
  std::string site;
  std::string period;
  bool force = false;
};

Result<exchange::ExportQuery> query_of(const Options& options) {
  exchange::ExportQuery query{options.list, {}, {}};
  const bool dated = exchange::is_dated(options.list);
  if (!options.site.empty()) {
    if (!dated) return unusable("--site", options.list, "export.list");
    query.site = options.site;
  }
  if (!options.period.empty()) {
    if (!dated) return unusable("--period", options.list, "export.list");
    query.period = parse_date(options.period);
    if (!query.period) return unusable("--period", options.period, "date");
  }
  return query;
}

class ExportCommand {
 public:
  ExportCommand(const Context& context, const Options& options, const Ledger& ledger,
                const exchange::ExportQuery& query)
      : options_(options),
        ledger_(ledger),
        query_(query),
        text_([&context](std::string_view key) { return message(context.language, key); }),
        title_(text_("export.list." + options.list)),
        columns_(exchange::export_columns(options.list, text_)) {}

  Result<std::size_t> write_xlsx() const {
    table::XlsxWriter writer(options_.path);
    const bool has_template = exchange::parse_kind(options_.list).has_value();
    writer.begin_sheet({title_, columns_, has_template, false});
    const auto rows = exchange::export_rows(ledger_, query_, text_,
                                            [&](const auto& cells) { writer.add_row(cells); });
    if (rows) TENBIN_TRY(writer.close());
    return rows;
  }

  Result<std::size_t> write_csv() const {
    table::CsvWriter writer;
    writer.add_headings(columns_);
    const auto rows = exchange::export_rows(ledger_, query_, text_,
                                            [&](const auto& cells) { writer.add_row(cells); });
    if (!rows) return rows;
    const auto bytes =
        writer.bytes(options_.encoding == "cp932" ? table::Encoding::cp932 : table::Encoding::utf8);
    if (!bytes) return tl::make_unexpected(bytes.error());
    TENBIN_TRY(write_file(options_.path, *bytes, options_.force));
    return rows;
  }

 private:
  const Options& options_;
  const Ledger& ledger_;
  const exchange::ExportQuery& query_;
  exchange::Catalogue text_;
  std::string title_;
  std::vector<table::OutColumn> columns_;
};

Result<std::size_t> export_list(const Context& context, const Options& options) {
  const bool xlsx = options.path.ends_with(".xlsx");
  if (!xlsx && !options.path.ends_with(".csv"))
    return unusable("-o", options.path, "export.extension");
  const auto query = query_of(options);
  if (!query) return tl::make_unexpected(query.error());
  std::error_code unknown;
  if (!options.force && std::filesystem::exists(options.path, unknown))
    return problem(Code::file_exists, {{"path", options.path}});
  const auto ledger = Ledger::open_to_read(options.book, context.outside);
  if (!ledger) return tl::make_unexpected(ledger.error());
  const State& state = ledger->state();
  if (query->site && find_site(state, *query->site) == no_index)
    return problem(Code::reference_unknown, {{"kind", "site"}, {"id", *query->site}});
  if (query->period &&
      state.rulebook.first_day(state.rulebook.period_of(*query->period)) != *query->period)
    return problem(Code::period_unknown, {{"period", options.period}});
  const ExportCommand command(context, options, *ledger, *query);
  return xlsx ? command.write_xlsx() : command.write_csv();
}

}  // namespace

void add_export(Arguments app, Context& context) {
  const auto command = app.add_subcommand("export", say(context, "help.export"));
  auto options = std::make_shared<Options>();
  command.add_option("BOOK", options->book, say(context, "help.book")).required();
  command.add_option("LIST", options->list, say(context, "help.export_list"))
      .required()
      .one_of(exchange::export_lists());
  command.add_option("-o,--output", options->path, say(context, "help.export_output")).required();
  command.add_option("--encoding", options->encoding, say(context, "help.export_encoding"))
      .one_of({"utf-8", "cp932"});
  command.add_option("--site", options->site, say(context, "help.site"));
  command.add_option("--period", options->period, say(context, "help.period"));
  command.add_flag("--force", options->force, say(context, "help.export_force"));
  command.callback([&context, options] {
    const auto rows = export_list(context, *options);
    if (!rows) {
      context.exit_code = report(context, rows.error());
      return;
    }
    fmt::print("{}\n", say(context, "export.done",
                           {{"count", std::to_string(*rows)}, {"path", options->path}}));
  });
}

}  // namespace tenbin::cli
