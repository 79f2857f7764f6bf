// `tenbin statement sign PACK`: the verifier's own work on a pack, signed. What does not come out
// of the audit is no statement.
#include <fmt/core.h>

#include <memory>

#include "cli/check_text.hpp"
#include "cli/statement.hpp"
#include "credential/web.hpp"
#include "pack/audit.hpp"
#include "press/log_key_file.hpp"
#include "service/statements.hpp"
#include "tlog/sha256.hpp"

namespace tenbin::cli {
namespace {

struct Options {
  std::string pack;
  std::string statement;
  std::string verifier;
  std::string kind = "verification";
  std::string level;
  std::string criteria;
  std::string date;
  std::string from;
  std::string web;
  std::string book_web;
  std::string log_key;
  std::string path;
  bool json = false;
};

constexpr std::size_t largest_pack = std::size_t{2} << 30;

Result<std::string> did_named(std::string_view option, const std::string& web) {
  if (!credential::check_web(web)) return unusable(option, web, "web");
  return credential::did_of(web);
}

Result<Date> date_named(std::string_view option, const std::string& text) {
  const auto date = parse_date(text);
  if (!date) return unusable(option, text, "date");
  return *date;
}

Result<pack::PackAudit> audited(const Context& context, const Options& options,
                                const std::string& bytes) {
  std::optional<tlog::VerifierKey> trusted;
  if (!options.log_key.empty()) {
    const auto key = tlog::parse_vkey(options.log_key);
    if (!key) return tl::make_unexpected(key.error());
    trusted = *key;
  }
  auto audit = pack::audit_pack(bytes, trusted);
  if (!audit) return audit;
  if (const pack::AuditCheck* wrong = audit->first_failure()) {
    return problem(Code::verification_failed,
                   {{"pack", options.pack}, {"problem", check_text(context, *wrong)}});
  }
  return audit;
}

// The audit's own balances: a pack that passed has its period's.
Result<void> check_closed(const pack::PackAudit& audit) {
  for (const PeriodBalance& balance : audit.balances) {
    if (balance.closed && balance.site == audit.site && format_date(balance.from) == audit.period)
      return {};
  }
  return tl::make_unexpected(period_not_closed(audit.site, *parse_date(audit.period)));
}

// The days from the first one that is asked for to the last one of the pack.
Result<certificate::Period> days_of(const Options& options, const pack::PackAudit& audit) {
  const auto first = parse_date(audit.period);
  const auto last = parse_date(audit.to);
  TENBIN_CHECK(first && last && audit.rulebook);  // a pack that passed has them
  if (options.from.empty()) return certificate::Period{*first, *last};
  const auto from = date_named("--from", options.from);
  if (!from) return tl::make_unexpected(from.error());
  const Rulebook& rulebook = *audit.rulebook;
  if (*from < rulebook.starts || *first < *from ||
      rulebook.first_day(rulebook.period_of(*from)) != *from)
    return unusable("--from", options.from, "statement.from");
  return certificate::Period{*from, *last};
}

Result<certificate::Verification> said_by(const Options& options, const pack::PackAudit& audit) {
  const auto date = date_named("--date", options.date);
  if (!date) return tl::make_unexpected(date.error());
  const auto days = days_of(options, audit);
  if (!days) return tl::make_unexpected(days.error());
  return certificate::Verification{options.verifier,
                                   *value_named<AssuranceKind>(options.kind),
                                   *value_named<AssuranceLevel>(options.level),
                                   options.criteria,
                                   options.statement,
                                   *days,
                                   *date,
                                   ""};
}

Result<credential::Statement> statement_on(const Context& context, const Options& options,
                                           const std::string& bytes, const tlog::PublicKey& key) {
  auto audit = audited(context, options, bytes);
  if (!audit) return tl::make_unexpected(audit.error());
  TENBIN_TRY(check_closed(*audit));
  auto said = said_by(options, *audit);
  if (!said) return tl::make_unexpected(said.error());
  credential::Statement statement;
  statement.issuer = credential::did_of_key(key);
  if (!options.web.empty()) {
    auto did = did_named("--web", options.web);
    if (!did) return tl::make_unexpected(did.error());
    statement.issuer = *std::move(did);
  }
  if (!options.book_web.empty()) {
    auto did = did_named("--book-web", options.book_web);
    if (!did) return tl::make_unexpected(did.error());
    statement.book_issuer = *std::move(did);
  }
  statement.said = *std::move(said);
  statement.site = std::move(audit->site);
  statement.accounts = std::move(audit->accounts);
  statement.log_origin = std::move(audit->origin);
  statement.log_size = static_cast<std::int64_t>(audit->records);
  statement.log_root = to_hex(as_bytes(*from_base64(audit->root)));
  statement.rulebook_id = audit->rulebook->id;
  statement.rulebook_sha256 = std::move(audit->rulebook_sha256);
  statement.pack_sha256 = to_hex(tlog::sha256(as_bytes(bytes)));
  TENBIN_TRY(check_recordable(statement));
  return statement;
}

Result<void> sign(const Context& context, const Options& options) {
  if (context.key_path.empty()) return problem(Code::usage_invalid, {{"problem", "--key"}});
  const auto key = press::read_key(context.key_path);
  if (!key) return tl::make_unexpected(key.error());
  const auto bytes = read_file(options.pack, largest_pack);
  if (!bytes) return tl::make_unexpected(bytes.error());
  const auto statement = statement_on(context, options, *bytes, key->public_key());
  if (!statement) return tl::make_unexpected(statement.error());
  const std::string text = credential::sign_statement(*statement, *key);
  const auto again = credential::read_statement(text);
  if (!again) return tl::make_unexpected(again.error());
  TENBIN_CHECK(again->content == *statement && again->signed_by);
  TENBIN_TRY(write_file(options.path, text, false));
  if (options.path == "-") return {};
  print_statement(context, *again, options.json);
  return {};
}

}  // namespace

void add_statement_sign(Arguments group, Context& context) {
  const auto command = group.add_subcommand("sign", say(context, "help.statement_sign"));
  auto options = std::make_shared<Options>();
  const auto add = [&](const std::string& names, std::string& target, std::string_view key) {
    return command.add_option(names, target, say(context, "help." + std::string(key)));
  };
  add("PACK", options->pack, "statement_pack").required();
  add("--statement", options->statement, "statement_number").required();
  add("--verifier", options->verifier, "statement_verifier").required();
  add("--kind", options->kind, "statement_kind").one_of({"verification", "validation"});
  add("--level", options->level, "statement_level").required().one_of({"limited", "reasonable"});
  add("--criteria", options->criteria, "statement_criteria").required();
  add("--date", options->date, "statement_date").required();
  add("--from", options->from, "statement_from");
  add("--web", options->web, "statement_web");
  add("--book-web", options->book_web, "statement_book_web");
  add("--log-key", options->log_key, "audit_key");
  add("-o,--output", options->path, "statement_output").required();
  command.add_flag("--json", options->json, say(context, "help.json"));
  command.callback([&context, options] {
    if (const auto done = sign(context, *options); !done)
      context.exit_code = report(context, done.error());
  });
}

}  // namespace tenbin::cli
