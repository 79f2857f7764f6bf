// `tenbin statement`: a verifier makes its key and signs what it has found in a pack; the mill
// records that; anybody looks at it and checks it (docs/spec/statement.md).
#include "cli/statement.hpp"

#include <fmt/core.h>

#include <memory>

#include "cli/check_text.hpp"
#include "cli/statement_options.hpp"
#include "codec/json_writer.hpp"
#include "credential/statement_check.hpp"
#include "credential/web.hpp"
#include "press/log_key_file.hpp"
#include "service/statements.hpp"
#include "verify/check_text.hpp"

namespace tenbin::cli {
namespace {

using credential::Check;
using credential::CheckResult;
using credential::SignedStatement;

struct Options {
  std::string book;
  std::string file;
  VerifierOptions verifier;
  std::string web;
  bool json = false;
};

// With the sentence of the check in the place of its words.
Problem failure(const Context& context, const Options& options, const std::string& reason) {
  return {Code::verification_failed,
          {{"problem",
            verify::check_text(context.language, {"statement", CheckResult::failed, reason})},
           {"statement", options.file}}};
}

Result<void> make_key(const Context& context, const Options& options) {
  tlog::Seed seed{};
  context.outside.fill_random(seed);
  const tlog::KeyPair key = tlog::KeyPair::from_seed(seed);
  std::string did = credential::did_of_key(key.public_key());
  if (!options.web.empty()) {
    TENBIN_TRY(credential::check_web(options.web));
    did = credential::did_of(options.web);
  }
  TENBIN_TRY(write_file(options.file, tlog::format_key_file(key), false, 0600));
  const std::string multikey = tlog::format_multikey(key.public_key());
  if (options.json) {
    std::string out;
    json::Writer(out)
        .begin_object()
        .key("did")
        .string(did)
        .key("file")
        .string(options.file)
        .key("key")
        .string(multikey)
        .end_object();
    fmt::print("{}\n", out);
  } else {
    fmt::print("{}\n{}\n", multikey, did);
  }
  fmt::print(stderr, "{}\n", say(context, "statement.key_backup", {{"path", options.file}}));
  return {};
}

// For a verifier with a web address: what --verifier-did reads.
Result<void> make_did(const Context& context, const Options& options) {
  if (context.key_path.empty()) return problem(Code::usage_invalid, {{"problem", "--key"}});
  const auto key = press::read_key(context.key_path);
  if (!key) return tl::make_unexpected(key.error());
  TENBIN_TRY(credential::check_web(options.web));
  const std::string did = credential::did_of(options.web);
  const std::string method = credential::method_of(did, key->public_key());
  const std::string text = credential::did_json({did, {{method, key->public_key()}}}) + "\n";
  TENBIN_TRY(write_file(options.file, text, false));
  if (options.file == "-") return {};
  const std::string url = credential::did_url(options.web);
  if (options.json) {
    std::string out;
    json::Writer writer(out);
    writer.begin_object().key("did").string(did).key("file").string(options.file);
    writer.key("key").string(tlog::format_multikey(key->public_key()));
    writer.key("url").string(url).end_object();
    fmt::print("{}\n", out);
    return {};
  }
  fmt::print("{}\n{}\n", did,
             say(context, "statement.did_place", {{"path", options.file}, {"url", url}}));
  return {};
}

Result<void> record(const Context& context, const Options& options) {
  const auto text = read_file(options.file, credential::statement_limit);
  if (!text) return tl::make_unexpected(text.error());
  const auto keys = verifier_keys(options.verifier);
  if (!keys) return tl::make_unexpected(keys.error());
  if (!keys->given())
    return problem(Code::usage_invalid, {{"problem", "--verifier-key, --verifier-did"}});
  auto ledger = open_to_write(context, options.book, "statement record");
  if (!ledger) return tl::make_unexpected(ledger.error());
  const auto recorded = record_statement(*ledger, *text, *keys, context.actor);
  if (!recorded) return tl::make_unexpected(recorded.error());
  if (recorded->check.result != CheckResult::passed)
    return tl::make_unexpected(failure(context, options, recorded->check.reason));
  TENBIN_TRY(ledger->commit());
  TENBIN_TRY(ledger->keep_snapshot());
  const std::string seq = std::to_string(recorded->seq);
  const std::string digest = to_hex(tlog::sha256(as_bytes(*text)));
  if (options.json) {
    std::string out;
    json::Writer writer(out);
    writer.begin_object().key("digest").string(digest);
    writer.key("seq").integer(static_cast<std::int64_t>(recorded->seq));
    writer.key("status").string(recorded->repeated ? "repeated" : "accepted").end_object();
    fmt::print("{}\n", out);
    return {};
  }
  fmt::print("✓ {}\n",
             say(context, recorded->repeated ? "statement.repeated" : "statement.recorded",
                 {{"path", options.file}, {"seq", seq}, {"digest", digest}}));
  return {};
}

// A failed check after it was shown.
Result<void> ended_by(const Context& context, const Options& options, const Check& check) {
  if (check.result != CheckResult::failed) return {};
  return tl::make_unexpected(failure(context, options, check.reason));
}

Result<void> show(const Context& context, const Options& options) {
  const auto text = read_file(options.file, credential::statement_limit);
  if (!text) return tl::make_unexpected(text.error());
  if (const auto statement = credential::read_statement(*text))
    print_statement(context, *statement, options.json);
  return ended_by(context, options, credential::check_statement(*text, {}));
}

Result<void> check(const Context& context, const Options& options) {
  const auto text = read_file(options.file, credential::statement_limit);
  if (!text) return tl::make_unexpected(text.error());
  const auto keys = verifier_keys(options.verifier);
  if (!keys) return tl::make_unexpected(keys.error());
  const Check found = credential::check_statement(*text, *keys);
  if (options.json) {
    std::string out;
    json::Writer writer(out);
    writer.begin_object().key("checks");
    verify::write_checks(writer, {found});
    writer.key("digest").string(to_hex(tlog::sha256(as_bytes(*text))));
    writer.key("file").string(options.file).key("schema").string("tenbin/statement-check/1");
    writer.key("valid").boolean(found.result != CheckResult::failed).end_object();
    fmt::print("{}\n", out);
  } else {
    print_checks(context, {found});
  }
  return ended_by(context, options, found);
}

using Work = Result<void> (*)(const Context&, const Options&);

Arguments add(Arguments group, Context& context, const std::shared_ptr<Options>& options,
              const std::string& name, Work work) {
  const auto command = group.add_subcommand(name, say(context, "help.statement_" + name));
  command.callback([&context, options, work] {
    if (const auto done = work(context, *options); !done)
      context.exit_code = report(context, done.error());
  });
  command.add_flag("--json", options->json, say(context, "help.json"));
  return command;
}

void print_json(const SignedStatement& statement) {
  const auto document = json::parse(credential::statement_json(statement.content));
  TENBIN_CHECK(document);
  const json::Value* subject = document->find("credentialSubject");
  std::string out;
  json::Writer writer(out);
  writer.begin_object().key("digest").string(statement.digest);
  writer.key("issuer").string(statement.content.issuer).key("key");
  statement.method.empty() ? writer.null() : writer.string(statement.method);
  writer.key("schema").string("tenbin/statement/1").key("statement");
  writer.raw(json::write_canonical(*subject->find("balanceStatement"))).end_object();
  fmt::print("{}\n", out);
}

}  // namespace

void print_statement(const Context& context, const SignedStatement& statement, bool json) {
  if (json) return print_json(statement);
  const credential::Statement& content = statement.content;
  const certificate::Verification& said = content.said;
  const auto label = [&](std::string_view key, std::string_view name) {
    return std::string(
        certificate::label(context.language, std::string(key) + "." + std::string(name)));
  };
  const auto date = [&](Date day) { return certificate::show_date(context.language, day); };
  fmt::print("{} ({})\n{}\n{}\n", said.verifier, content.issuer,
             certificate::sentence(context.language, "verification.line",
                                   {{"kind", label("verification.kind", name_of(said.kind))},
                                    {"from", date(said.scope.from)},
                                    {"to", date(said.scope.to)},
                                    {"level", label("verification.level", name_of(said.level))},
                                    {"criteria", said.criteria}}),
             certificate::sentence(context.language, "verification.statement",
                                   {{"statement", said.statement}, {"date", date(said.date)}}));
  fmt::print("{}\n{}\n",
             say(context, "statement.book",
                 {{"site", content.site},
                  {"origin", content.log_origin},
                  {"size", std::to_string(content.log_size)}}),
             say(context, "statement.digest", {{"digest", statement.digest}}));
  if (!statement.method.empty())
    fmt::print("{}\n", say(context, "verify.signed_by", {{"key", statement.method}}));
}

void add_statement(Arguments app, Context& context) {
  const auto group = app.add_subcommand("statement", say(context, "help.statement"));
  group.require_subcommand();
  auto options = std::make_shared<Options>();
  const auto help = [&context](std::string_view key) {
    return say(context, "help." + std::string(key));
  };
  const auto key = add(group, context, options, "key", make_key);
  key.add_option("-o,--output", options->file, help("statement_key_output")).required();
  key.add_option("--web", options->web, help("statement_web"));
  const auto did = add(group, context, options, "did", make_did);
  did.add_option("-o,--output", options->file, help("statement_did_output")).required();
  did.add_option("--web", options->web, help("statement_did_web")).required();
  add_statement_sign(group, context);
  const auto recording = add(group, context, options, "record", record);
  recording.add_option("BOOK", options->book, help("book")).required();
  recording.add_option("FILE", options->file, help("statement_file")).required();
  add_verifier_options(recording, context, options->verifier);
  const auto showing = add(group, context, options, "show", show);
  showing.add_option("FILE", options->file, help("statement_file")).required();
  const auto checking = add(group, context, options, "check", check);
  checking.add_option("FILE", options->file, help("statement_file")).required();
  add_verifier_options(checking, context, options->verifier);
}

}  // namespace tenbin::cli
