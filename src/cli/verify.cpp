// `tenbin verify FILE.pdf|FILE.json`: every check with its result. What could not be looked at is
// said and is no pass of that check; any failure ends with exit code 8 and names the check.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "certificate/verify.hpp"
#include "cli/context.hpp"
#include "codec/json_writer.hpp"
#include "message/message.hpp"
#include "paper/attachment.hpp"
#include "paper/pades.hpp"
#include "service/certify.hpp"

namespace tenbin::cli {
namespace {

using certificate::Check;
using certificate::CheckResult;

// What a stranger's file may have: an attached certificate of 64 MiB, and its paper.
constexpr std::size_t largest_file = std::size_t{128} << 20;

struct Options {
  std::string file;
  std::string book;
  std::string public_key;
  std::string key_file;
  bool json = false;
};

// pdf_seal, pdf_attachment, then all of the attached certificate.
certificate::Report verify_pdf(std::string_view pdf, const certificate::Trust& trust) {
  const paper::PdfSignature seal = paper::verify_pdf_signature(pdf);
  const auto attachments = paper::attachments_of(pdf);
  Check attachment{"pdf_attachment", CheckResult::failed, "missing"};
  std::string_view json;
  for (std::size_t i = 0; attachments && i < attachments->size(); ++i) {
    if ((*attachments)[i].name != "certificate.json") continue;
    json = (*attachments)[i].bytes;
    attachment = {"pdf_attachment", CheckResult::passed, ""};
  }
  certificate::Report report = certificate::verify(json, trust);
  const CheckResult sealed = seal.good() ? CheckResult::passed : CheckResult::failed;
  report.checks.insert(report.checks.begin(), {{"pdf_seal", sealed, seal.reason}, attachment});
  return report;
}

certificate::Report verify_bytes(std::string_view bytes, const certificate::Trust& trust) {
  return paper::looks_like_pdf(bytes) ? verify_pdf(bytes, trust)
                                      : certificate::verify(bytes, trust);
}

// The key that the caller trusts: named, in a file, or the book's.
Result<std::optional<tlog::PublicKey>> trusted_key(const Options& options, const Ledger* ledger) {
  std::string text = options.public_key;
  if (!options.key_file.empty()) {
    const auto file = read_file(options.key_file);
    if (!file) return tl::make_unexpected(file.error());
    text = file->substr(0, file->find_last_not_of(" \t\r\n") + 1);
  }
  if (text.empty() && ledger != nullptr) {
    const auto meta = ledger->book().meta("public_key");
    if (!meta) return tl::make_unexpected(meta.error());
    text = *meta;
  }
  if (text.empty()) return std::optional<tlog::PublicKey>();
  const auto key = tlog::parse_multikey(text);
  if (!key) return tl::make_unexpected(key.error());
  return std::optional<tlog::PublicKey>(*key);
}

// With a book the certificate is read once to know its number, and once more to be held against
// what the book says of it.
Result<certificate::Report> verify_with(std::string_view bytes, certificate::Trust trust,
                                        const Ledger* ledger) {
  certificate::Report report = verify_bytes(bytes, trust);
  if (ledger == nullptr || !report.document) return report;
  const auto book = BookCheck::make(*ledger, *report.document);
  if (!book) return tl::make_unexpected(book.error());
  trust.book = &*book;
  report = verify_bytes(bytes, trust);
  for (Check& check : report.checks) {
    if (check.reason == "differs") check.reason += " " + book->difference();
  }
  return report;
}

std::string_view result_text(CheckResult result) {
  switch (result) {
    case CheckResult::passed:
      return "passed";
    case CheckResult::failed:
      return "failed";
    case CheckResult::not_checked:
      return "not_checked";
  }
  TENBIN_CHECK(false);
}

// The reason's first word has a text of its own; what follows is a place.
std::string reason_text(const Context& context, const std::string& reason) {
  const std::size_t end = reason.find(' ');
  const std::string first = reason.substr(0, end);
  const std::string text = word(context.language, "verify", first);
  return end == std::string::npos ? text : text + " (" + reason.substr(end + 1) + ")";
}

std::string check_text(const Context& context, const Check& check) {
  std::string text = message(context.language, "certificate.verify." + check.name);
  if (!check.reason.empty())
    text += (context.language == Language::ja ? "：" : ": ") + reason_text(context, check.reason);
  return text;
}

// What is wrong as one problem: the certificate cannot be read, or a check failed.
std::optional<Problem> problem_of(const Context& context, const certificate::Report& report) {
  const auto failure = report.problem();
  if (!failure) return std::nullopt;
  const Check* failed = nullptr;
  for (const Check& check : report.checks) {
    if (check.result == CheckResult::failed && (failed == nullptr || check.name == "form"))
      failed = &check;
  }
  const Code code = report.document ? Code::verification_failed : Code::certificate_malformed;
  return Problem{code, {{"problem", check_text(context, *failed)}}};
}

// Whether the signer was held against a key to trust, and the whole against the book.
bool is_proven(const certificate::Report& report) {
  return std::all_of(report.checks.begin(), report.checks.end(), [](const Check& check) {
    return check.result == CheckResult::passed ||
           (check.name != "trusted_key" && check.name != "book");
  });
}

void print_json(const Options& options, const certificate::Report& report,
                const std::optional<Problem>& wrong) {
  std::string out;
  json::Writer writer(out);
  const auto& document = report.document;
  writer.begin_object().key("certificate");
  document ? writer.string(document->content.number) : writer.null();
  writer.key("checks").begin_array();
  for (const Check& check : report.checks) {
    writer.begin_object().key("check").string(check.name);
    writer.key("reason").string(check.reason);
    writer.key("result").string(result_text(check.result)).end_object();
  }
  writer.end_array().key("complete").boolean(!wrong && is_proven(report)).key("error");
  wrong ? writer.string(code_text(wrong->code)) : writer.null();
  writer.key("file").string(options.file).key("key");
  document && document->proof ? writer.string(document->proof->key_text) : writer.null();
  writer.key("revision");
  document ? writer.integer(document->content.revision) : writer.null();
  writer.key("schema").string("tenbin/verify/1");
  writer.key("valid").boolean(!wrong).end_object();
  fmt::print("{}\n", out);
}

void print_text(const Context& context, const certificate::Report& report, bool good) {
  for (const Check& check : report.checks) {
    const char* mark = check.result == CheckResult::passed   ? "✓"
                       : check.result == CheckResult::failed ? "✕"
                                                             : "△";
    fmt::print("{} {}\n", mark, check_text(context, check));
  }
  if (!report.document) return;
  if (report.document->proof)
    fmt::print("  {}\n",
               say(context, "verify.signed_by", {{"key", report.document->proof->key_text}}));
  if (!good) return;
  const CertificateContent& content = report.document->content;
  const std::string_view verdict = is_proven(report) ? "verify.valid" : "verify.consistent";
  fmt::print("{}\n", say(context, verdict,
                         {{"certificate", content.number},
                          {"revision", std::to_string(content.revision)},
                          {"allocated_kg", format_kg(content.totals.allocated)},
                          {"mass_kg", format_kg(content.totals.mass)}}));
}

// What a pass does not say, because nobody gave what it would have been held against.
void print_limits(const Context& context, const certificate::Report& report) {
  for (const Check& check : report.checks) {
    if (check.result != CheckResult::not_checked) continue;
    if (check.name == "book") fmt::print(stderr, "△ {}\n", say(context, "verify.no_book"));
    if (check.name == "trusted_key") fmt::print(stderr, "△ {}\n", say(context, "verify.no_key"));
  }
}

int verify_file(const Context& context, const Options& options) {
  const auto bytes = read_file(options.file, largest_file);
  if (!bytes) return report(context, bytes.error());
  std::optional<Ledger> ledger;
  if (!options.book.empty()) {
    auto opened = Ledger::open_to_read(options.book);
    if (!opened) return report(context, opened.error());
    ledger.emplace(std::move(*opened));
  }
  const Ledger* book = ledger ? &*ledger : nullptr;
  certificate::Trust trust;
  const auto key = trusted_key(options, book);
  if (!key) return report(context, key.error());
  trust.key = *key;
  const auto result = verify_with(*bytes, trust, book);
  if (!result) return report(context, result.error());
  const auto wrong = problem_of(context, *result);
  if (options.json) {
    print_json(options, *result, wrong);
  } else {
    print_text(context, *result, !wrong);
  }
  if (wrong) return report(context, *wrong);
  print_limits(context, *result);
  return 0;
}

}  // namespace

void add_verify(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("verify", say(context, "help.verify"));
  auto options = std::make_shared<Options>();
  command->add_option("FILE", options->file, say(context, "help.verify_file"))->required();
  command->add_option("--book", options->book, say(context, "help.verify_book"));
  auto* text =
      command->add_option("--public-key", options->public_key, say(context, "help.public_key"));
  command->add_option("--key-file", options->key_file, say(context, "help.key_file"))
      ->excludes(text);
  command->add_flag("--json", options->json, say(context, "help.json"));
  command->callback([&context, options] { context.exit_code = verify_file(context, *options); });
}

}  // namespace tenbin::cli
