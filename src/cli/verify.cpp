// `tenbin verify FILE.pdf|FILE.json|FILE.jwt`: every check with its result. What could not be
// looked at is said and is no pass of that check; any failure ends with exit code 8 and names the
// check.
#include <fmt/core.h>

#include <algorithm>
#include <memory>

#include "cli/check_text.hpp"
#include "cli/context.hpp"
#include "cli/seal_file.hpp"
#include "cli/statement_options.hpp"
#include "cli/verify_inputs.hpp"
#include "cli/verify_log.hpp"
#include "cli/verify_online.hpp"
#include "codec/json_writer.hpp"
#include "service/certificate_keys.hpp"
#include "service/certify.hpp"
#include "service/log_reading.hpp"
#include "tlog/vkey.hpp"

namespace tenbin::cli {
namespace {

using credential::Check;
using credential::CheckResult;

// What a stranger's file may have: an attached certificate of 64 MiB, and its paper.
constexpr std::size_t largest_file = std::size_t{128} << 20;

struct Options {
  std::string file;
  std::string book;
  std::string public_key;
  std::string key_file;
  std::string did;
  std::string status;
  std::string qr;
  std::string proof;   // tlog-proof
  std::string record;  // the journal's line that it is of
  std::string log;     // verifier key of the log
  std::string policy;
  std::string tsa;        // certificates of the authority of the time-stamp, PEM
  std::string statement;  // that it cites
  VerifierOptions verifier;
  OnlineOptions online;
  bool json = false;
};

// The key that the caller trusts: named, or in a file.
Result<std::optional<tlog::PublicKey>> trusted_key(const Options& options) {
  std::string text = options.public_key;
  if (!options.key_file.empty()) {
    const auto file = read_file(options.key_file);
    if (!file) return tl::make_unexpected(file.error());
    text = file->substr(0, file->find_last_not_of(" \t\r\n") + 1);
  }
  if (text.empty()) return std::optional<tlog::PublicKey>();
  const auto key = tlog::parse_multikey(text);
  if (!key) return tl::make_unexpected(key.error());
  return std::optional<tlog::PublicKey>(*key);
}

// What the caller names counts; else what came with the certificate under that name, if anything.
Result<std::optional<credential::Beside>> beside(const std::string& path,
                                                 const VerifyInputs& inputs,
                                                 const std::string& name) {
  std::optional<credential::Beside> found;
  if (!path.empty()) {
    auto text = read_file(path, largest_file);
    if (!text) return tl::make_unexpected(text.error());
    found = {*std::move(text), true};
  } else if (auto text = inputs.attached(name)) {
    found = {*std::move(text), false};
  }
  return found;
}

Result<credential::Given> given_by(const Options& options, const VerifyInputs& inputs) {
  credential::Given given;
  const auto key = trusted_key(options);
  if (!key) return tl::make_unexpected(key.error());
  given.key = *key;
  auto did = beside(options.did, inputs, "did.json");
  if (!did) return tl::make_unexpected(did.error());
  given.did = *std::move(did);
  auto status = beside(options.status, inputs, "status-list.json");
  if (!status) return tl::make_unexpected(status.error());
  given.status = *std::move(status);
  given.jwt = inputs.attached("certificate.jwt");
  if (!options.qr.empty()) given.summary = options.qr;
  auto statement = beside(options.statement, inputs, "statement.json");
  if (!statement) return tl::make_unexpected(statement.error());
  if (*statement) given.statement = std::move((*statement)->text);
  auto verifier = verifier_keys(options.verifier);
  if (!verifier) return tl::make_unexpected(verifier.error());
  given.verifier = *std::move(verifier);
  return given;
}

// Which log and witnesses count: by the policy that the caller names, by the log's key, by the
// book's.
Result<std::optional<tlog::Policy>> log_policy(const Options& options, const Ledger* ledger) {
  std::optional<tlog::Policy> policy;
  if (!options.policy.empty()) {
    const auto text = read_file(options.policy, largest_file);
    if (!text) return tl::make_unexpected(text.error());
    auto parsed = tlog::parse_policy(*text);
    if (!parsed) return tl::make_unexpected(parsed.error());
    policy = *std::move(parsed);
  } else if (!options.log.empty()) {
    const auto key = tlog::parse_vkey(options.log);
    if (!key) return tl::make_unexpected(key.error());
    policy.emplace();
    policy->logs.push_back({*key, ""});
  } else if (ledger != nullptr) {
    const auto key = log_of(ledger->book());
    if (!key) return tl::make_unexpected(key.error());
    policy.emplace();
    policy->logs.push_back({*key, ""});
  }
  return policy;
}

Result<LogFiles> log_files(const Options& options, const VerifyInputs& inputs,
                           const Ledger* ledger) {
  LogFiles files;
  auto policy = log_policy(options, ledger);
  if (!policy) return tl::make_unexpected(policy.error());
  files.policy = *std::move(policy);
  files.asks_witnesses = !options.policy.empty();
  auto proof = beside(options.proof, inputs, "certificate.tlog-proof");
  if (!proof) return tl::make_unexpected(proof.error());
  auto record = beside(options.record, inputs, "record.json");
  if (!record) return tl::make_unexpected(record.error());
  if (*proof) files.proof = std::move((*proof)->text);
  if (*record) files.record = std::move((*record)->text);
  return files;
}

// Who may have sealed and time-stamped the paper.
struct SealTrust {
  std::vector<credential::DidSeal> book_seals;
  std::vector<std::string> authorities;
};

Result<SealTrust> seal_trust(const Options& options) {
  SealTrust trust;
  auto seals = seals_beside(options.book);
  if (!seals) return tl::make_unexpected(seals.error());
  trust.book_seals = *std::move(seals);
  if (options.tsa.empty()) return trust;
  const auto pem = read_file(options.tsa, largest_file);
  if (!pem) return tl::make_unexpected(pem.error());
  trust.authorities = paper::authorities_of(*pem);
  if (trust.authorities.empty()) return problem(Code::file_unreadable, {{"path", options.tsa}});
  return trust;
}

// With the checks of the PDF that it came in, before its own.
credential::Report with_pdf(const VerifyInputs& inputs, credential::Report report,
                            const std::optional<credential::Beside>& did, const SealTrust& trust) {
  if (!inputs.is_pdf) return report;
  std::vector<Check> pdf = inputs.pdf_checks;
  pdf.insert(pdf.begin() + 1, seal_check(inputs, report, did, trust.book_seals));
  if (inputs.timestamp)
    pdf.insert(pdf.begin() + 2, time_stamp_check(*inputs.timestamp, trust.authorities));
  report.checks.insert(report.checks.begin(), pdf.begin(), pdf.end());
  return report;
}

// The certificate is read once to know which one it is, and once more to be held against what the
// log and the book say of that one.
Result<credential::Report> verify_with(const VerifyInputs& inputs, credential::Given given,
                                       const LogFiles& log, const Ledger* ledger,
                                       const SealTrust& trust, Online& online) {
  std::optional<credential::Beside> did_of_caller = given.did;
  if (ledger != nullptr && !given.key && !(given.did && given.did->from_caller)) {
    // The book knows all the keys that ever were its own, and when.
    const auto own = did_of_book(*ledger, {});
    if (!own) return tl::make_unexpected(own.error());
    given.did = {credential::did_json(*own), true};
  }
  credential::Report report = credential::verify(inputs.certificate, given);
  if (report.document) {
    if (ledger == nullptr) {
      online.ask(with_pdf(inputs, report, did_of_caller, trust), given);
      did_of_caller = given.did;
    }
    given.log = find_in_log(log, report);
    std::optional<BookCheck> book;
    if (ledger != nullptr) {
      auto asked = BookCheck::make(*ledger, *report.document, report.digest);
      if (!asked) return tl::make_unexpected(asked.error());
      book = *std::move(asked);
      given.book = &*book;
    }
    report = credential::verify(inputs.certificate, given);
    for (Check& check : report.checks) {
      if (book && check.name == "book" && check.reason == "differs")
        check.reason += " " + book->difference();
    }
  }
  report = with_pdf(inputs, std::move(report), did_of_caller, trust);
  online.explain(report);
  return report;
}

// What is wrong as one problem: the certificate cannot be read, or a check failed.
std::optional<Problem> problem_of(const Context& context, const credential::Report& report) {
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

// Whether the signer, and who sealed the PDF, was held against a key to trust, and it was looked up
// that the certificate is in force: by the book, or by the log and a status list.
bool is_proven(const credential::Report& report) {
  const auto passed = [&](std::string_view name) {
    const Check* check = report.find(name);
    return check != nullptr && check->result == CheckResult::passed;
  };
  const bool sealed = report.find("seal") == nullptr || passed("seal");
  return passed("key") && sealed && (passed("book") || (passed("log") && passed("status")));
}

void print_json(const Options& options, const credential::Report& report, const Online& online,
                const std::optional<Problem>& wrong) {
  std::string out;
  json::Writer writer(out);
  const auto& document = report.document;
  writer.begin_object().key("certificate");
  document ? writer.string(document->content.number) : writer.null();
  writer.key("checks");
  write_checks(writer, report.checks);
  writer.key("complete").boolean(!wrong && is_proven(report)).key("digest");
  report.digest.empty() ? writer.null() : writer.string(report.digest);
  writer.key("error");
  wrong ? writer.string(code_text(wrong->code)) : writer.null();
  writer.key("fetched");
  online.write_json(writer);
  writer.key("file").string(options.file).key("key");
  report.method.empty() ? writer.null() : writer.string(report.method);
  writer.key("revision");
  document ? writer.integer(document->content.revision) : writer.null();
  writer.key("schema").string("tenbin/verify/1");
  writer.key("valid").boolean(!wrong).end_object();
  fmt::print("{}\n", out);
}

void print_text(const Context& context, const credential::Report& report, const Online& online,
                bool good) {
  print_checks(context, report.checks);
  if (!report.document) return;
  if (!report.method.empty())
    fmt::print("  {}\n", say(context, "verify.signed_by", {{"key", report.method}}));
  online.print();
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
void print_limits(const Context& context, const credential::Report& report) {
  const Check* status = report.find("status");
  const bool in_force = status != nullptr && status->result == CheckResult::passed;
  for (const Check& check : report.checks) {
    if (check.result != CheckResult::not_checked) continue;
    if (check.name == "book" && !in_force)
      fmt::print(stderr, "△ {}\n", say(context, "verify.no_book"));
    if (check.name == "seal" && check.reason == "no_seal")
      fmt::print(stderr, "△ {}\n", say(context, "verify.no_seal"));
    if (check.name == "key") fmt::print(stderr, "△ {}\n", say(context, "verify.no_key"));
  }
}

int verify_file(const Context& context, const Options& options) {
  const auto online_options = check_online_options(options.online);
  if (!online_options) return report(context, online_options.error());
  auto bytes = read_file(options.file, largest_file);
  if (!bytes) return report(context, bytes.error());
  const VerifyInputs inputs = take_apart(*std::move(bytes));
  std::optional<Ledger> ledger;
  if (!options.book.empty()) {
    auto opened = Ledger::open_to_read(options.book);
    if (!opened) return report(context, opened.error());
    ledger.emplace(std::move(*opened));
  }
  const Ledger* book = ledger ? &*ledger : nullptr;
  auto given = given_by(options, inputs);
  if (!given) return report(context, given.error());
  const auto log = log_files(options, inputs, book);
  if (!log) return report(context, log.error());
  const auto trust = seal_trust(options);
  if (!trust) return report(context, trust.error());
  Online online(context, options.online);
  const auto result = verify_with(inputs, *std::move(given), *log, book, *trust, online);
  if (!result) return report(context, result.error());
  const auto wrong = problem_of(context, *result);
  if (options.json) {
    print_json(options, *result, online, wrong);
  } else {
    print_text(context, *result, online, !wrong);
  }
  if (wrong) return report(context, *wrong);
  print_limits(context, *result);
  return 0;
}

}  // namespace

void add_verify(Arguments app, Context& context) {
  const auto command = app.add_subcommand("verify", say(context, "help.verify"));
  auto options = std::make_shared<Options>();
  command.add_option("FILE", options->file, say(context, "help.verify_file")).required();
  command.add_option("--book", options->book, say(context, "help.verify_book"));
  const auto text =
      command.add_option("--public-key", options->public_key, say(context, "help.public_key"));
  command.add_option("--key-file", options->key_file, say(context, "help.key_file")).excludes(text);
  command.add_option("--did", options->did, say(context, "help.verify_did"));
  command.add_option("--status", options->status, say(context, "help.verify_status"));
  command.add_option("--qr", options->qr, say(context, "help.verify_qr"));
  command.add_option("--proof", options->proof, say(context, "help.verify_proof"));
  command.add_option("--record", options->record, say(context, "help.verify_record"));
  const auto log = command.add_option("--log", options->log, say(context, "help.verify_log"));
  command.add_option("--policy", options->policy, say(context, "help.verify_policy")).excludes(log);
  command.add_option("--tsa", options->tsa, say(context, "help.verify_tsa"));
  command.add_option("--statement", options->statement, say(context, "help.verify_statement"));
  add_verifier_options(command, context, options->verifier);
  add_online_options(command, context, options->online);
  command.add_flag("--json", options->json, say(context, "help.json"));
  command.callback([&context, options] { context.exit_code = verify_file(context, *options); });
}

}  // namespace tenbin::cli
