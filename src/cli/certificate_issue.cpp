// `tenbin certificate issue`: one certificate, or with --all batch after batch.
#include "cli/certificate_issue.hpp"

#include <fmt/core.h>

#include "cli/progress.hpp"
#include "codec/json_writer.hpp"
#include "message/message.hpp"

namespace tenbin::cli {
namespace {

struct Row {
  press::Issued issued;
  press::CertificatePaths paths;
};

// What is on disk, and what is not and why.
struct Done {
  std::vector<Row> issued;
  std::vector<press::HeldBack> held_back;
};

Result<void> keep(Ledger& ledger, const std::string& folder, const press::Batch& batch,
                  Done& done) {
  if (!batch.issued.empty()) {
    const auto paths = commit_with_files(ledger, folder, batch);
    if (!paths) return tl::make_unexpected(paths.error());
    for (std::size_t i = 0; i < paths->size(); ++i)
      done.issued.push_back({batch.issued[i], (*paths)[i]});
  }
  done.held_back.insert(done.held_back.end(), batch.held_back.begin(), batch.held_back.end());
  return {};
}

Result<void> issue_all(const Context& context, const IssueOptions& options, Done& done) {
  const press::IssueRequest request = request_of(options);
  const auto from = parse_date(request.from);
  const auto to = parse_date(request.to);
  if (!from) return unusable("--from", request.from, "date");
  if (!to) return unusable("--to", request.to, "date");
  std::optional<Ledger> ledger;
  const auto open = [&]() -> Result<Ledger*> {
    ledger.reset();  // what was posted in memory and not committed goes with it
    auto opened = open_to_write(context, options.book, "certificate issue");
    if (!opened) return tl::make_unexpected(opened.error());
    return &ledger.emplace(*std::move(opened));
  };
  if (const auto opened = open(); !opened) return tl::make_unexpected(opened.error());
  auto press = press_of(context, options.book, *ledger, options.timestamp);
  if (!press) return tl::make_unexpected(press.error());
  Progress progress(context, "issue.progress");
  const press::IssueSteps steps{[&](Ledger& current, const press::Batch& batch) {
                                  return keep(current, options.folder, batch, done);
                                },
                                open,
                                [&](std::size_t at, std::size_t of) {
                                  progress.show(at, of);
                                  return !progress.interrupted();
                                }};
  const auto ended = press::issue_all(
      *ledger, *press, {*from, *to, request.date, request.language, request.qr_without_mass},
      context.actor, steps);
  progress.finish();
  return ended;
}

Result<void> issue_named(const Context& context, const IssueOptions& options, Done& done) {
  auto ledger = open_to_write(context, options.book, "certificate issue");
  if (!ledger) return tl::make_unexpected(ledger.error());
  auto press = press_of(context, options.book, *ledger, options.timestamp);
  if (!press) return tl::make_unexpected(press.error());
  const auto batch = press::issue(*ledger, *press, request_of(options), context.actor);
  if (!batch) return tl::make_unexpected(batch.error());
  return keep(*ledger, options.folder, *batch, done);
}

void print_json(const Context& context, const Done& done) {
  std::string out;
  json::Writer writer(out);
  writer.begin_object().key("held_back").begin_array();
  for (const press::HeldBack& held : done.held_back) {
    writer.begin_object().key("allocation");
    held.allocation.empty() ? writer.null() : writer.string(held.allocation);
    writer.key("customer").string(held.customer);
    writer.key("detail").string(sentence_of(context.language, held.problem));
    writer.key("error").string(code_text(held.problem.code)).end_object();
  }
  writer.end_array().key("issued").begin_array();
  for (const Row& one : done.issued) {
    writer.begin_object().key("allocated_kg").string(format_kg(one.issued.allocated));
    writer.key("certificate").string(one.issued.number).key("customer").string(one.issued.customer);
    writer.key("json").string(one.paths.json).key("jwt").string(one.paths.jwt);
    writer.key("pdf").string(one.paths.pdf).end_object();
  }
  writer.end_array().end_object();
  fmt::print("{}\n", out);
}

void print_text(const Context& context, const Done& done) {
  for (const Row& one : done.issued) {
    fmt::print("✓ {}\n", say(context, "certificate.issued",
                             {{"certificate", one.issued.number}, {"path", one.paths.pdf}}));
  }
  for (const press::HeldBack& held : done.held_back) {
    const std::string_view key =
        held.allocation.empty() ? "certificate.held_back" : "certificate.held_back_allocation";
    fmt::print(stderr, "△ {}\n",
               say(context, key,
                   {{"customer", held.customer},
                    {"allocation", held.allocation},
                    {"reason", sentence_of(context.language, held.problem)}}));
  }
}

}  // namespace

press::IssueRequest request_of(const IssueOptions& options) {
  press::IssueRequest request = options.request;
  if (!options.language.empty()) request.language = value_named<Language>(options.language);
  return request;
}

Result<press::Press> press_of(const Context& context, const std::string& book, const Ledger& ledger,
                              const std::string& timestamp) {
  return press::Press::make(
      ledger, {book, key_path_of(context, book), timestamp, context.outside.fill_random});
}

Result<std::vector<press::CertificatePaths>> commit_with_files(Ledger& ledger,
                                                               const std::string& folder,
                                                               const press::Batch& batch) {
  for (const press::CertificateFiles& files : batch.files)
    TENBIN_TRY(press::check_free(folder, files));
  TENBIN_TRY(ledger.commit());
  TENBIN_TRY(ledger.keep_snapshot());
  return press::write_all(folder, batch.files, false);
}

int issue_certificates(const Context& context, const IssueOptions& options) {
  Done done;
  const auto ended = (options.all ? issue_all : issue_named)(context, options, done);
  // What was issued before it went wrong is told all the same.
  if (ended || !done.issued.empty()) (options.json ? print_json : print_text)(context, done);
  if (!ended) return report(context, ended.error());
  return done.issued.empty() ? code_exit(done.held_back.front().problem.code) : 0;
}

}  // namespace tenbin::cli
