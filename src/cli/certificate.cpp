// `tenbin certificate list|show|issue|replace|revoke`.
#include <fmt/core.h>
#include <unistd.h>

#include <iostream>
#include <memory>
#include <set>

#include "cli/certificate_draft.hpp"
#include "cli/certificate_issue.hpp"
#include "cli/tables.hpp"
#include "codec/json_writer.hpp"
#include "engine/certificates.hpp"
#include "message/message.hpp"
#include "press/replace.hpp"
#include "press/reprint.hpp"

namespace tenbin::cli {
namespace {

struct Options {
  std::string book;
  std::string number;
  std::string customer;
  std::string date;
  std::string reason;
  std::string reason_class;  // of a revocation: what strangers may know of its reason
  std::string confirm;
  std::vector<std::string> allocations;
  std::string language;
  std::string folder;
  std::string timestamp;  // command
  bool qr_without_mass = false;
  bool json = false;
};

std::string_view status_of(const Certificate& issued) {
  return issued.revoked ? "revoked" : "live";
}

Mass product_mass(const State& state, const Certificate& issued) {
  std::set<Index> lines;
  for (const Index index : issued.allocations) lines.insert(state.allocations[index].line);
  Mass mass;
  for (const Index line : lines) mass += state.lines[line].mass;
  return mass;
}

void write_row(json::Writer& writer, const State& state, const Certificate& issued) {
  const Mass mass = product_mass(state, issued);
  const Mass allocated = mass_of(state, issued.allocations);
  writer.begin_object().key("allocated_kg").string(format_kg(allocated));
  writer.key("certificate").string(state.texts.get(issued.number));
  writer.key("customer").string(state.texts.get(state.customers[issued.customer].id));
  writer.key("date").string(format_date(issued.date)).key("mass_kg").string(format_kg(mass));
  writer.key("revision").integer(issued.revision);
  writer.key("share_ppm").integer(share_of(allocated, mass).ppm());
  writer.key("status").string(status_of(issued)).end_object();
}

std::string list_json(const State& state, const std::vector<const Certificate*>& rows) {
  std::string out;
  json::Writer writer(out);
  writer.begin_object().key("certificates").begin_array();
  for (const Certificate* row : rows) write_row(writer, state, *row);
  writer.end_array().key("schema").string("tenbin/certificates/1").end_object();
  return out + "\n";
}

std::string list_table(const Context& context, const State& state,
                       const std::vector<const Certificate*>& rows) {
  if (rows.empty()) return say(context, "certificate.none") + "\n";
  Table table;
  for (const std::string_view key : {"number", "issue", "customer", "date"})
    table.column(say(context, "certificate." + std::string(key)), Table::Align::left);
  for (const std::string_view key : {"mass", "allocated", "share"})
    table.column(say(context, "certificate." + std::string(key)), Table::Align::right);
  table.column(say(context, "certificate.status"), Table::Align::left);
  for (const Certificate* row : rows) {
    const Mass mass = product_mass(state, *row);
    const Mass allocated = mass_of(state, row->allocations);
    table.row({std::string(state.texts.get(row->number)), std::to_string(row->revision),
               std::string(state.texts.get(state.customers[row->customer].id)),
               format_date(row->date), show_t(mass), show_t(allocated),
               format_percent_short(share_of(allocated, mass)) + " %",
               word(context.language, "status", status_of(*row))});
  }
  return table.text() + say(context, "unit_note") + "\n";
}

Result<void> list(const Context& context, const Options& options) {
  const auto ledger = Ledger::open_to_read(options.book);
  if (!ledger) return tl::make_unexpected(ledger.error());
  const State& state = ledger->state();
  std::vector<const Certificate*> rows;
  for (const Certificate& issued : state.certificates) {
    const bool wanted = options.customer.empty() ||
                        state.texts.get(state.customers[issued.customer].id) == options.customer;
    if (wanted) rows.push_back(&issued);
  }
  fmt::print("{}", options.json ? list_json(state, rows) : list_table(context, state, rows));
  return {};
}

std::string lines_table(const Context& context, const CertificateContent& content) {
  Table table;
  for (const std::string_view key : {"shipment", "line"})
    table.column(say(context, "footprint." + std::string(key)), Table::Align::left);
  for (const std::string_view key : {"certificate.mass", "certificate.allocated",
                                     "certificate.share", "footprint.with", "footprint.without"})
    table.column(say(context, key), Table::Align::right);
  const auto row = [&](std::string shipment, std::string number, const auto& figures) {
    table.row({std::move(shipment), std::move(number), show_t(figures.mass),
               show_t(figures.allocated), format_percent_short(figures.share) + " %",
               figures.with_allocation.value_or("–"), figures.without_allocation.value_or("–")});
  };
  for (const certificate::Line& line : content.lines)
    row(line.shipment, std::to_string(line.line), line);
  row(say(context, "certificate.total"), "", content.totals);
  return table.text();
}

// Of the paper; nothing for an empty text: the certificate's own.
std::optional<paper::Languages> languages_named(const std::string& text) {
  if (text.empty()) return std::nullopt;
  if (text == "both") return paper::Languages::both;
  return text == "ja" ? paper::Languages::ja : paper::Languages::en;
}

Result<void> show(const Context& context, const Options& options) {
  const auto ledger = Ledger::open_to_read(options.book);
  if (!ledger) return tl::make_unexpected(ledger.error());
  const State& state = ledger->state();
  const auto index = press::certificate_named(state, options.number);
  if (!index) return tl::make_unexpected(index.error());
  const Certificate& issued = state.certificates[*index];
  if (issued.revoked && options.folder.empty()) {  // its lines may be released by now
    fmt::print("{}",
               options.json ? list_json(state, {&issued}) : list_table(context, state, {&issued}));
    return {};
  }
  auto document = certificate_document(*ledger, *index);
  if (!document) return tl::make_unexpected(document.error());
  if (options.folder.empty()) {
    fmt::print("{}", options.json ? document->text + "\n"
                                  : list_table(context, state, {&issued}) + "\n" +
                                        lines_table(context, document->content));
    return {};
  }
  const auto press = press_of(context, options.book, *ledger, options.timestamp);
  if (!press) return tl::make_unexpected(press.error());
  const auto files =
      press::reprint(*ledger, *press, *std::move(document), languages_named(options.language));
  if (!files) return tl::make_unexpected(files.error());
  const auto paths = press::write_all(options.folder, {&*files, 1}, true);
  if (!paths) return tl::make_unexpected(paths.error());
  fmt::print("{}\n{}\n{}\n", paths->front().json, paths->front().jwt, paths->front().pdf);
  return {};
}

// The number once more, as an option or typed: what is done to a certificate cannot be undone.
Result<void> confirmed(const Context& context, const Options& options) {
  std::string typed = options.confirm;
  if (typed.empty() && ::isatty(STDIN_FILENO) == 1) {
    fmt::print(stderr, "{}: ", say(context, "certificate.confirm_number"));
    std::getline(std::cin, typed);
  }
  if (typed == options.number) return {};
  return problem(
      Code::usage_invalid,
      {{"field", "--confirm"},
       {"value", typed},
       {"problem", say(context, "certificate.not_confirmed", {{"certificate", options.number}})}});
}

Result<void> revoke(const Context& context, const Options& options) {
  TENBIN_TRY(confirmed(context, options));
  auto ledger = open_to_write(context, options.book, "certificate revoke");
  if (!ledger) return tl::make_unexpected(ledger.error());
  TENBIN_TRY(press::post_revoke(
      *ledger, {options.number, options.date, options.reason, options.reason_class},
      context.actor));
  TENBIN_TRY(ledger->commit());
  TENBIN_TRY(ledger->keep_snapshot());
  fmt::print("✓ {}\n", say(context, "certificate.revoked", {{"certificate", options.number}}));
  return {};
}

Result<void> replace(const Context& context, const Options& options) {
  TENBIN_TRY(confirmed(context, options));
  auto ledger = open_to_write(context, options.book, "certificate replace");
  if (!ledger) return tl::make_unexpected(ledger.error());
  auto press = press_of(context, options.book, *ledger, options.timestamp);
  if (!press) return tl::make_unexpected(press.error());
  const auto batch = press::replace(
      *ledger, *press,
      {options.number, options.allocations, options.date, options.reason, options.qr_without_mass},
      context.actor);
  if (!batch) return tl::make_unexpected(batch.error());
  const auto paths = commit_with_files(*ledger, options.folder, *batch);
  if (!paths) return tl::make_unexpected(paths.error());
  fmt::print("✓ {}\n", say(context, "certificate.replaced",
                           {{"certificate", options.number},
                            {"revision", std::to_string(batch->issued.front().revision)},
                            {"path", paths->front().pdf}}));
  return {};
}

using Command = Result<void> (*)(const Context&, const Options&);

// One of the commands on certificates with BOOK, and NUMBER where it acts on one.
Arguments add(Arguments parent, Context& context, const std::string& name,
              const std::shared_ptr<Options>& options, bool on_one, Command run) {
  const auto command = parent.add_subcommand(name, say(context, "help.certificate_" + name));
  command.add_option("BOOK", options->book, say(context, "help.book")).required();
  if (on_one)
    command.add_option("NUMBER", options->number, say(context, "help.certificate_number"))
        .required();
  command.callback([&context, options, run] {
    if (const auto done = run(context, *options); !done)
      context.exit_code = report(context, done.error());
  });
  return command;
}

Argument add_allocations(Arguments command, Context& context,
                         std::vector<std::string>& allocations) {
  return command
      .add_option("--allocations", allocations, say(context, "help.certificate_allocations"))
      .delimiter(',');
}

void add_change(Arguments command, Context& context, Options& options) {
  command.add_option("--date", options.date, say(context, "help.certificate_date")).required();
  command.add_option("--reason", options.reason, say(context, "help.reason")).required();
  command.add_option("--confirm", options.confirm, say(context, "help.confirm"));
}

Argument add_language(Arguments command, Context& context, std::string& language) {
  return command.add_option("--language", language, say(context, "help.certificate_language"))
      .one_of({"ja", "en"});
}

void add_qr(Arguments command, Context& context, bool& without_mass) {
  command.add_flag("--qr-without-mass", without_mass, say(context, "help.qr_without_mass"));
}

void add_timestamp(Arguments command, Context& context, std::string& timestamp) {
  command.add_option("--timestamp", timestamp, say(context, "help.timestamp"));
}

void add_issue(Arguments parent, Context& context) {
  auto options = std::make_shared<IssueOptions>();
  const auto command = parent.add_subcommand("issue", say(context, "help.certificate_issue"));
  command.add_option("BOOK", options->book, say(context, "help.book")).required();
  const auto customer =
      command.add_option("--customer", options->request.customer, say(context, "help.customer"));
  const auto all = command.add_flag("--all", options->all, say(context, "help.certificate_all"));
  command.add_option("--date", options->request.date, say(context, "help.certificate_date"))
      .required();
  const auto allocations = add_allocations(command, context, options->request.allocations);
  const auto from =
      command.add_option("--from", options->request.from, say(context, "help.shipped_from"));
  const auto to = command.add_option("--to", options->request.to, say(context, "help.shipped_to"));
  const auto number = command.add_option("--certificate", options->request.number,
                                         say(context, "help.certificate_wanted"));
  add_language(command, context, options->language);
  add_timestamp(command, context, options->timestamp);
  add_qr(command, context, options->request.qr_without_mass);
  command.add_option("-o,--output", options->folder, say(context, "help.folder"));
  command.add_flag("--json", options->json, say(context, "help.json"));
  from.needs(to).excludes(allocations);
  to.needs(from);
  all.needs(from).excludes(customer).excludes(number).excludes(allocations);
  command.callback([&context, options] {
    if (!options->all && options->request.customer.empty()) missing_arguments("--customer, --all");
    if (!options->all && options->request.allocations.empty() && options->request.from.empty())
      missing_arguments("--allocations, --from, --to");
    context.exit_code = issue_certificates(context, *options);
  });
}

void add_draft(Arguments parent, Context& context) {
  auto options = std::make_shared<IssueOptions>();
  const auto command = parent.add_subcommand("draft", say(context, "help.certificate_draft"));
  command.add_option("BOOK", options->book, say(context, "help.book")).required();
  command.add_option("--customer", options->request.customer, say(context, "help.customer"))
      .required();
  command.add_option("--date", options->request.date, say(context, "help.certificate_date"))
      .required();
  const auto allocations = add_allocations(command, context, options->request.allocations);
  const auto from =
      command.add_option("--from", options->request.from, say(context, "help.shipped_from"));
  const auto to = command.add_option("--to", options->request.to, say(context, "help.shipped_to"));
  add_language(command, context, options->language);
  command.add_option("-o,--output", options->folder, say(context, "help.folder"));
  from.needs(to).excludes(allocations);
  to.needs(from);
  command.callback([&context, options] {
    if (options->request.allocations.empty() && options->request.from.empty())
      missing_arguments("--allocations, --from, --to");
    context.exit_code = draft_certificate(context, *options);
  });
}

}  // namespace

void add_certificate(Arguments app, Context& context) {
  const auto parent = app.add_subcommand("certificate", say(context, "help.certificate"));
  parent.require_subcommand();
  const auto list_options = std::make_shared<Options>();
  const auto lister = add(parent, context, "list", list_options, false, list);
  lister.add_option("--customer", list_options->customer, say(context, "help.customer"));
  lister.add_flag("--json", list_options->json, say(context, "help.json"));

  const auto show_options = std::make_shared<Options>();
  const auto shower = add(parent, context, "show", show_options, true, show);
  shower.add_option("-o,--output", show_options->folder, say(context, "help.folder"));
  add_timestamp(shower, context, show_options->timestamp);
  shower.add_option("--language", show_options->language, say(context, "help.paper_language"))
      .one_of({"ja", "en", "both"});
  shower.add_flag("--json", show_options->json, say(context, "help.json"));

  add_issue(parent, context);
  add_draft(parent, context);

  const auto replace_options = std::make_shared<Options>();
  replace_options->folder = ".";
  const auto replacer = add(parent, context, "replace", replace_options, true, replace);
  add_change(replacer, context, *replace_options);
  add_allocations(replacer, context, replace_options->allocations).required();
  replacer.add_option("-o,--output", replace_options->folder, say(context, "help.folder"));
  add_timestamp(replacer, context, replace_options->timestamp);
  add_qr(replacer, context, replace_options->qr_without_mass);

  const auto revoke_options = std::make_shared<Options>();
  const auto revoker = add(parent, context, "revoke", revoke_options, true, revoke);
  add_change(revoker, context, *revoke_options);
  revoker.add_option("--class", revoke_options->reason_class, say(context, "help.reason_class"))
      .one_of({"error", "supplier", "request", "other"});
}

}  // namespace tenbin::cli
