// `tenbin verify FILE.pdf|FILE.json|FILE.jwt`: every check with its result. What could not be
// looked at is said and is no pass of that check; any failure ends with exit code 8 and names the
// check.
#include <fmt/core.h>

#include <memory>

#include "cli/check_text.hpp"
#include "cli/context.hpp"
#include "cli/statement_options.hpp"
#include "message/message.hpp"
#include "paper/timestamp.hpp"
#include "press/seal_file.hpp"
#include "tlog/vkey.hpp"
#include "verify/certificate.hpp"

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
  verify::OnlineOptions online;
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

// The text of a file that was named, if one was.
Result<std::optional<std::string>> named(const std::string& path) {
  if (path.empty()) return std::optional<std::string>();
  auto text = read_file(path, largest_file);
  if (!text) return tl::make_unexpected(text.error());
  return std::optional<std::string>(*std::move(text));
}

// Which log and witnesses count: by the policy that the caller names, or by the log's key.
Result<void> read_policy(const Options& options, verify::Trust& trust) {
  if (!options.policy.empty()) {
    const auto text = read_file(options.policy, largest_file);
    if (!text) return tl::make_unexpected(text.error());
    auto parsed = tlog::parse_policy(*text);
    if (!parsed) return tl::make_unexpected(parsed.error());
    trust.policy = *std::move(parsed);
    trust.asks_witnesses = true;
  } else if (!options.log.empty()) {
    const auto key = tlog::parse_vkey(options.log);
    if (!key) return tl::make_unexpected(key.error());
    trust.policy.emplace();
    trust.policy->logs.push_back({*key, ""});
  }
  return {};
}

// Who may have sealed and time-stamped the paper.
Result<void> read_seals(const Options& options, verify::Trust& trust) {
  auto seals = press::seals_beside(options.book);
  if (!seals) return tl::make_unexpected(seals.error());
  trust.book_seals = *std::move(seals);
  if (options.tsa.empty()) return {};
  const auto pem = read_file(options.tsa, largest_file);
  if (!pem) return tl::make_unexpected(pem.error());
  trust.authorities = paper::authorities_of(*pem);
  if (trust.authorities.empty()) return problem(Code::file_unreadable, {{"path", options.tsa}});
  return {};
}

Result<verify::Trust> trust_of(const Options& options) {
  verify::Trust trust;
  const auto key = trusted_key(options);
  if (!key) return tl::make_unexpected(key.error());
  trust.key = *key;
  const std::pair<const std::string&, std::optional<std::string>&> files[] = {
      {options.did, trust.did},
      {options.status, trust.status},
      {options.proof, trust.proof},
      {options.record, trust.record},
      {options.statement, trust.statement}};
  for (const auto& [path, text] : files) {
    auto found = named(path);
    if (!found) return tl::make_unexpected(found.error());
    text = *std::move(found);
  }
  if (!options.qr.empty()) trust.summary = options.qr;
  auto verifier = verifier_keys(options.verifier);
  if (!verifier) return tl::make_unexpected(verifier.error());
  trust.verifier = *std::move(verifier);
  TENBIN_TRY(read_policy(options, trust));
  TENBIN_TRY(read_seals(options, trust));
  return trust;
}

void add_online_options(Arguments command, const Context& context, verify::OnlineOptions& options) {
  const auto help = [&](std::string_view name) {
    return say(context, "help.verify_" + std::string(name));
  };
  command.add_flag("--offline", options.offline, help("offline"));
  command.add_option("--ca", options.guard.ca_file, help("ca"));
  command.add_flag("--allow-private", options.guard.allow_private, help("allow_private"));
  command.add_option("--resolve", options.guard.resolve, help("resolve"));
}

// One line a document that was asked for, unless a check says it already.
void print_asked(const Context& context, const std::vector<verify::Asked>& all) {
  for (const verify::Asked& asked : all) {
    if (asked.is_said) continue;
    const bool got = asked.failure.empty();
    fmt::print("  {}\n", say(context, got ? "verify.fetched" : "verify.not_fetched",
                             {{"document", word(context.language, "document", asked.document)},
                              {"url", asked.url},
                              {"time", format_instant(asked.at)},
                              {"reason", word(context.language, "verify", asked.failure)}}));
  }
}

void print_text(const Context& context, const verify::Verification& result, bool good) {
  const credential::Report& report = result.report;
  print_checks(context, report.checks);
  if (!report.document) return;
  if (!report.method.empty())
    fmt::print("  {}\n", say(context, "verify.signed_by", {{"key", report.method}}));
  print_asked(context, result.asked);
  if (!good) return;
  const CertificateContent& content = report.document->content;
  const std::string_view verdict = result.is_proven() ? "verify.valid" : "verify.consistent";
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
  const auto online_options = verify::check_online_options(options.online);
  if (!online_options) return report(context, online_options.error());
  auto bytes = read_file(options.file, largest_file);
  if (!bytes) return report(context, bytes.error());
  std::optional<Ledger> ledger;
  if (!options.book.empty()) {
    auto opened = Ledger::open_to_read(options.book);
    if (!opened) return report(context, opened.error());
    ledger.emplace(std::move(*opened));
  }
  const auto trust = trust_of(options);
  if (!trust) return report(context, trust.error());
  const auto result = verify::verify_certificate(
      *std::move(bytes), *trust, ledger ? &*ledger : nullptr, options.online, context.outside);
  if (!result) return report(context, result.error());
  const auto wrong = result->problem(context.language);
  if (options.json) {
    std::string out;
    json::Writer writer(out);
    result->write_json(writer, options.file);
    fmt::print("{}\n", out);
  } else {
    print_text(context, *result, !wrong);
  }
  if (wrong) return report(context, *wrong);
  print_limits(context, result->report);
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
