// `tenbin certificate list|show|issue|replace|revoke`.
#include <fmt/core.h>
#include <unistd.h>

#include <iostream>
#include <memory>
#include <set>

#include "cli/certificate_draft.hpp"
#include "cli/certificate_files.hpp"
#include "cli/certificate_issue.hpp"
#include "cli/tables.hpp"
#include "codec/json_writer.hpp"
#include "engine/certificates.hpp"
#include "engine/lookup.hpp"
#include "message/message.hpp"
#include "service/log_reading.hpp"
#include "service/published.hpp"

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

Result<Index> certificate_named(const State& state, const std::string& number) {
  const Index index = find_certificate(state, number);
  if (index == no_index)
    return problem(Code::reference_unknown, {{"kind", "certificate"}, {"id", number}});
  return index;
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

// With the proof that it was issued with, or the one under the checkpoint that witnesses have
// cosigned since.
Result<Printed> printed_again(const std::string& path, const Ledger& ledger,
                              CertificateDocument document, const tlog::KeyPair& log_key) {
  Printed printed{std::move(document)};
  const auto seq = printed.document.seq;
  if (!seq) return printed;
  auto proof = OwnProofs(ledger, log_key).proof_of(*seq);
  if (!proof) return tl::make_unexpected(proof.error());
  printed.proof = *std::move(proof);
  const auto log = log_of(ledger.book());
  if (!log) return tl::make_unexpected(log.error());
  const auto cosigned = cosigned_checkpoint(path, *log);
  if (!cosigned) return tl::make_unexpected(cosigned.error());
  if (!*cosigned) return printed;
  const auto proofs = Proofs::of(ledger.book());
  if (!proofs) return tl::make_unexpected(proofs.error());
  auto newer = proofs->proof_for(*seq, *cosigned, log_key);
  if (!newer) return tl::make_unexpected(newer.error());
  printed.proof->log_proof = *std::move(newer);
  return printed;
}

Result<void> show(const Context& context, const Options& options) {
  const auto ledger = Ledger::open_to_read(options.book);
  if (!ledger) return tl::make_unexpected(ledger.error());
  const State& state = ledger->state();
  const auto index = certificate_named(state, options.number);
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
  const auto press = Press::make(context, options.book, *ledger, options.timestamp);
  if (!press) return tl::make_unexpected(press.error());
  auto printed = printed_again(options.book, *ledger, *std::move(document), press->log_key());
  if (!printed) return tl::make_unexpected(printed.error());
  TENBIN_TRY(add_copies(*ledger, press->signing_key(), {&*printed, 1}));
  const auto files = press->print(*printed, languages_named(options.language));
  if (!files) return tl::make_unexpected(files.error());
  const auto paths = write_all(options.folder, {&*files, 1}, true);
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

std::string command_of(const Options& options, std::string_view name) {
  std::string text;
  json::Writer writer(text);
  writer.begin_object();
  if (!options.allocations.empty()) {
    writer.key("allocations").begin_array();
    for (const std::string& id : options.allocations) writer.string(id);
    writer.end_array();
  }
  writer.key("certificate").string(options.number).key("date").string(options.date);
  writer.key("do").string(name);
  if (!options.reason_class.empty()) writer.key("note").string("class:" + options.reason_class);
  writer.key("reason").string(options.reason).end_object();
  return text;
}

Result<void> revoke(const Context& context, const Options& options) {
  TENBIN_TRY(confirmed(context, options));
  auto ledger = open_to_write(context, options.book, "certificate revoke");
  if (!ledger) return tl::make_unexpected(ledger.error());
  const Answer answer =
      ledger->submit_text(command_of(options, "revoke_certificate"), context.actor);
  if (answer.status == Answer::Status::rejected) return tl::make_unexpected(answer.problem);
  TENBIN_TRY(ledger->commit());
  TENBIN_TRY(ledger->keep_snapshot());
  fmt::print("✓ {}\n", say(context, "certificate.revoked", {{"certificate", options.number}}));
  return {};
}

Result<void> replace(const Context& context, const Options& options) {
  TENBIN_TRY(confirmed(context, options));
  auto ledger = open_to_write(context, options.book, "certificate replace");
  if (!ledger) return tl::make_unexpected(ledger.error());
  const auto press = Press::make(context, options.book, *ledger, options.timestamp);
  if (!press) return tl::make_unexpected(press.error());
  const auto index = certificate_named(ledger->state(), options.number);
  if (!index) return tl::make_unexpected(index.error());
  Language language = Language::ja;
  if (!ledger->state().certificates[*index].revoked) {  // the language stays what it was
    const auto before = certificate_document(*ledger, *index);
    if (!before) return tl::make_unexpected(before.error());
    language = before->content.language;
  }
  const Answer answer =
      ledger->submit_text(command_of(options, "replace_certificate"), context.actor);
  if (answer.status == Answer::Status::rejected) return tl::make_unexpected(answer.problem);
  auto document =
      attest_certificate(*ledger, *index, language, context.actor, options.qr_without_mass);
  if (!document) return tl::make_unexpected(document.error());
  auto proof = OwnProofs(*ledger, press->log_key()).proof_of(*document->seq);
  if (!proof) return tl::make_unexpected(proof.error());
  Printed printed{*std::move(document), *std::move(proof)};
  TENBIN_TRY(add_copies(*ledger, press->signing_key(), {&printed, 1}));
  const auto files = press->print(printed);
  if (!files) return tl::make_unexpected(files.error());
  TENBIN_TRY(check_free(options.folder, *files));
  TENBIN_TRY(ledger->commit());
  TENBIN_TRY(ledger->keep_snapshot());
  const auto paths = write_all(options.folder, {&*files, 1}, false);
  if (!paths) return tl::make_unexpected(paths.error());
  fmt::print("✓ {}\n", say(context, "certificate.replaced",
                           {{"certificate", options.number},
                            {"revision", std::to_string(printed.document.content.revision)},
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
      command.add_option("--customer", options->customer, say(context, "help.customer"));
  const auto all = command.add_flag("--all", options->all, say(context, "help.certificate_all"));
  command.add_option("--date", options->date, say(context, "help.certificate_date")).required();
  const auto allocations = add_allocations(command, context, options->allocations);
  const auto from = command.add_option("--from", options->from, say(context, "help.shipped_from"));
  const auto to = command.add_option("--to", options->to, say(context, "help.shipped_to"));
  const auto number =
      command.add_option("--certificate", options->number, say(context, "help.certificate_wanted"));
  add_language(command, context, options->language);
  add_timestamp(command, context, options->timestamp);
  add_qr(command, context, options->qr_without_mass);
  command.add_option("-o,--output", options->folder, say(context, "help.folder"));
  command.add_flag("--json", options->json, say(context, "help.json"));
  from.needs(to).excludes(allocations);
  to.needs(from);
  all.needs(from).excludes(customer).excludes(number).excludes(allocations);
  command.callback([&context, options] {
    if (!options->all && options->customer.empty()) missing_arguments("--customer, --all");
    if (!options->all && options->allocations.empty() && options->from.empty())
      missing_arguments("--allocations, --from, --to");
    context.exit_code = issue_certificates(context, *options);
  });
}

void add_draft(Arguments parent, Context& context) {
  auto options = std::make_shared<IssueOptions>();
  const auto command = parent.add_subcommand("draft", say(context, "help.certificate_draft"));
  command.add_option("BOOK", options->book, say(context, "help.book")).required();
  command.add_option("--customer", options->customer, say(context, "help.customer")).required();
  command.add_option("--date", options->date, say(context, "help.certificate_date")).required();
  const auto allocations = add_allocations(command, context, options->allocations);
  const auto from = command.add_option("--from", options->from, say(context, "help.shipped_from"));
  const auto to = command.add_option("--to", options->to, say(context, "help.shipped_to"));
  add_language(command, context, options->language);
  command.add_option("-o,--output", options->folder, say(context, "help.folder"));
  from.needs(to).excludes(allocations);
  to.needs(from);
  command.callback([&context, options] {
    if (options->allocations.empty() && options->from.empty())
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
