// `tenbin pack` and `tenbin audit`: the verifier's pack of a period, and what recomputes it.
#include <fmt/core.h>

#include <filesystem>
#include <fstream>
#include <memory>

#include "cli/check_text.hpp"
#include "cli/context.hpp"
#include "cli/progress.hpp"
#include "codec/json_writer.hpp"
#include "engine/lookup.hpp"
#include "message/message.hpp"
#include "pack/audit.hpp"
#include "pack/pack.hpp"
#include "press/log_key_file.hpp"
#include "rulebook/read_rulebook.hpp"
#include "service/audit.hpp"
#include "tlog/note.hpp"

namespace tenbin::cli {
namespace {

using pack::AuditCheck;
using pack::AuditResult;
using pack::Finding;
using pack::PackAudit;

struct PackOptions {
  std::string book;
  std::string site;
  std::string period;
  std::string path;
  std::string certificates;
  std::string evidence;
  std::int64_t sample = 25;
  std::string seed = "0";
  bool force = false;
  bool json = false;
};

struct AuditOptions {
  std::string file;
  std::string site;
  std::string period;
  std::string log_key;
  bool json = false;
};

constexpr std::string_view pack_ending = ".tenbin-pack";

Result<std::string> journal_of(const store::Book& book) {
  std::string journal;
  TENBIN_TRY(book.read(1, UINT64_MAX, [&](std::uint64_t, std::uint32_t, std::string_view records) {
    journal += records;
    return true;
  }));
  return journal;
}

Result<pack::BookText> text_of(const Context& context, const std::string& path) {
  const auto key = press::read_key(key_path_of(context, path));
  if (!key) return tl::make_unexpected(key.error());
  auto opened = store::Book::open_to_read(path);
  if (!opened) return tl::make_unexpected(opened.error());
  const auto book = std::make_shared<const store::Book>(std::move(*opened));
  const auto owner = book->meta("public_key");
  if (!owner) return tl::make_unexpected(owner.error());
  if (*owner != tlog::format_multikey(key->public_key()))
    return problem(Code::key_invalid,
                   {{"path", key_path_of(context, path)}, {"problem", "other_book"}});
  auto rulebook = book->meta("rulebook");
  if (!rulebook) return tl::make_unexpected(rulebook.error());
  auto origin = book->meta("origin");
  if (!origin) return tl::make_unexpected(origin.error());
  auto journal = journal_of(*book);
  if (!journal) return tl::make_unexpected(journal.error());
  return pack::BookText{
      std::move(*journal), std::move(*rulebook), std::move(*origin), *key,
      [book](const tlog::Hash& digest) {
        return book->document({reinterpret_cast<const char*>(digest.data()), digest.size()});
      }};
}

Result<pack::Manifest> write_pack(const Context& context, const PackOptions& options) {
  if (!options.path.ends_with(pack_ending)) return unusable("-o", options.path, "pack.extension");
  const auto period = parse_date(options.period);
  if (!period) return unusable("--period", options.period, "date");
  if (options.sample < 1 || options.sample > 10'000)
    return unusable("--sample", std::to_string(options.sample), "pack.sample");
  const auto text = text_of(context, options.book);
  if (!text) return tl::make_unexpected(text.error());
  pack::PackRequest request;
  request.site = options.site;
  request.period = *period;
  request.sample = {options.sample, options.seed};
  request.evidence_folder = options.evidence;
  request.certificates_folder = options.certificates;
  request.tenbin_version = TENBIN_VERSION;
  auto packed = pack::make_pack(*text, request);
  if (!packed) return tl::make_unexpected(packed.error());
  TENBIN_TRY(write_file(options.path, packed->bytes, options.force));
  return std::move(packed->manifest);
}

void print_packed(const Context& context, const PackOptions& options,
                  const pack::Manifest& manifest) {
  if (options.json) {
    std::string out = pack::manifest_json(manifest);
    fmt::print("{}", out);
    return;
  }
  fmt::print("{}\n", say(context, "pack.done",
                         {{"path", options.path},
                          {"count", std::to_string(manifest.files.size())},
                          {"records", std::to_string(manifest.journal_size)},
                          {"root", manifest.journal_root}}));
  for (const std::string& id : manifest.missing_evidence)
    fmt::print("△ {}\n", say(context, "pack.missing", {{"id", id}}));
}

std::string_view result_text(AuditResult result) {
  switch (result) {
    case AuditResult::passed:
      return "passed";
    case AuditResult::failed:
      return "failed";
    case AuditResult::not_checked:
      return "not_checked";
  }
  TENBIN_CHECK(false);
}

void write_audit_json(const AuditOptions& options, const PackAudit& audit) {
  std::string out;
  json::Writer writer(out);
  writer.begin_object().key("balances").raw(balance_json(audit.balances));
  writer.key("checks").begin_array();
  for (const AuditCheck& check : audit.checks) {
    writer.begin_object().key("check").string(check.name);
    writer.key("reason").string(check.reason);
    writer.key("result").string(result_text(check.result)).end_object();
  }
  writer.end_array().key("file").string(options.file);
  writer.key("findings").begin_array();
  for (const Finding& finding : audit.findings) {
    writer.begin_object().key("detail").string(finding.detail);
    writer.key("finding").string(finding.name);
    writer.key("place").string(finding.place).end_object();
  }
  writer.end_array().key("log_key").string(audit.log_key);
  writer.key("period").string(audit.period);
  writer.key("records").integer(static_cast<std::int64_t>(audit.records));
  writer.key("root").string(audit.root);
  writer.key("schema").string("tenbin/audit/1");
  writer.key("site").string(audit.site);
  writer.key("valid").boolean(audit.passed()).end_object();
  fmt::print("{}\n", out);
}

void print_audit(const Context& context, const PackAudit& audit) {
  for (const AuditCheck& check : audit.checks) {
    const char* mark = check.result == AuditResult::passed   ? "✓"
                       : check.result == AuditResult::failed ? "✕"
                                                             : "△";
    fmt::print("{} {}\n", mark, check_text(context, check));
  }
  for (const Finding& finding : audit.findings)
    fmt::print("△ {}\n", message(context.language, "pack.finding." + finding.name,
                                 {{"place", finding.place}, {"detail", finding.detail}}));
  if (!audit.passed()) return;
  fmt::print("{}\n", say(context, "audit.passed",
                         {{"records", std::to_string(audit.records)},
                          {"findings", std::to_string(audit.findings.size())}}));
  fmt::print("  {}\n", say(context, "audit.signed_by", {{"key", audit.log_key}}));
}

int answer(const Context& context, const AuditOptions& options, const PackAudit& audit,
           Code code_of_failure) {
  if (options.json) {
    write_audit_json(options, audit);
  } else {
    print_audit(context, audit);
  }
  const AuditCheck* wrong = audit.first_failure();
  if (wrong == nullptr) return 0;
  report(context, Problem{code_of_failure,
                          {{"problem", check_text(context, *wrong)},
                           {"place", check_text(context, *wrong)}}});
  return code_exit(code_of_failure);
}

Result<std::optional<tlog::VerifierKey>> trusted_key(const AuditOptions& options) {
  if (options.log_key.empty()) return std::optional<tlog::VerifierKey>();
  const auto key = tlog::parse_vkey(options.log_key);
  if (!key) return tl::make_unexpected(key.error());
  return std::optional<tlog::VerifierKey>(*key);
}

int audit_file(const Context& context, const AuditOptions& options, const std::string& bytes) {
  const auto key = trusted_key(options);
  if (!key) return report(context, key.error());
  const auto audit = pack::audit_pack(bytes, *key);
  if (!audit) return report(context, audit.error());
  return answer(context, options, *audit, Code::verification_failed);
}

// The periods that --site and --period name; all of the book without them.
void add_findings(const AuditOptions& options, const pack::Replay& replay, PackAudit& audit) {
  const State& state = replay.state;
  for (const PeriodBalance& period : audit.balances) {
    if (!options.site.empty() && period.site != options.site) continue;
    if (!options.period.empty() && format_date(period.from) != options.period) continue;
    const auto found = pack::findings_of(replay, find_site(state, period.site),
                                         state.rulebook.period_of(period.from), {});
    audit.findings.insert(audit.findings.end(), found.begin(), found.end());
  }
}

int audit_of_book(const Context& context, const AuditOptions& options) {
  const auto book = store::Book::open_to_read(options.file);
  if (!book) return report(context, book.error());
  Progress progress(context, "check.progress");
  const auto checked = audit_book(*book, [&](std::uint64_t done, std::uint64_t total) {
    progress.show(done, total);
    return !progress.interrupted();
  });
  progress.finish();
  if (!checked) return report(context, checked.error());
  PackAudit audit;
  audit.site = options.site;
  audit.period = options.period;
  audit.root = to_base64(checked->root);
  audit.records = checked->records;
  if (checked->finding) {
    audit.checks.push_back(
        {"book", AuditResult::failed,
         checked->finding->detail + " seq " + std::to_string(checked->finding->seq)});
    return answer(context, options, audit, Code::book_corrupt);
  }
  audit.checks.push_back({"book", AuditResult::passed, ""});
  const auto rulebook_text = book->meta("rulebook");
  if (!rulebook_text) return report(context, rulebook_text.error());
  auto rulebook = read_rulebook(*rulebook_text);
  if (!rulebook) return report(context, rulebook.error());
  auto journal = journal_of(*book);
  if (!journal) return report(context, journal.error());
  const pack::Replay replay = pack::replay(std::move(*journal), std::move(*rulebook));
  audit.balances = balance_report(replay.state, {});
  add_findings(options, replay, audit);
  return answer(context, options, audit, Code::book_corrupt);
}

constexpr std::uintmax_t largest_pack = std::uintmax_t{2} << 30;

bool is_book(const std::string& path) {
  char head[16] = {};
  std::ifstream(path, std::ios::binary).read(head, sizeof head - 1);
  return std::string_view(head) == "SQLite format 3";
}

int audit(const Context& context, const AuditOptions& options) {
  if (is_book(options.file)) return audit_of_book(context, options);
  std::error_code unknown;
  if (std::filesystem::is_regular_file(options.file, unknown) &&
      std::filesystem::file_size(options.file, unknown) > largest_pack)
    return report(context, Problem{Code::pack_too_large,
                                   {{"what", "file"}, {"limit", std::to_string(largest_pack)}}});
  const auto bytes = read_file(options.file);
  if (!bytes) return report(context, bytes.error());
  return audit_file(context, options, *bytes);
}

}  // namespace

void add_pack(Arguments app, Context& context) {
  const auto command = app.add_subcommand("pack", say(context, "help.pack"));
  auto options = std::make_shared<PackOptions>();
  command.add_option("BOOK", options->book, say(context, "help.book")).required();
  command.add_option("--site", options->site, say(context, "help.site")).required();
  command.add_option("--period", options->period, say(context, "help.period")).required();
  command.add_option("-o,--output", options->path, say(context, "help.pack_output")).required();
  command.add_option("--certificates", options->certificates,
                     say(context, "help.pack_certificates"));
  command.add_option("--evidence", options->evidence, say(context, "help.pack_evidence"));
  command.add_option("--sample", options->sample, say(context, "help.pack_sample"));
  command.add_option("--seed", options->seed, say(context, "help.pack_seed"));
  command.add_flag("--force", options->force, say(context, "help.pack_force"));
  command.add_flag("--json", options->json, say(context, "help.json"));
  command.callback([&context, options] {
    const auto manifest = write_pack(context, *options);
    if (!manifest) {
      context.exit_code = report(context, manifest.error());
      return;
    }
    print_packed(context, *options, *manifest);
  });
}

void add_audit(Arguments app, Context& context) {
  const auto command = app.add_subcommand("audit", say(context, "help.audit"));
  auto options = std::make_shared<AuditOptions>();
  command.add_option("FILE", options->file, say(context, "help.audit_file")).required();
  command.add_option("--site", options->site, say(context, "help.site"));
  command.add_option("--period", options->period, say(context, "help.period"));
  command.add_option("--log-key", options->log_key, say(context, "help.audit_key"));
  command.add_flag("--json", options->json, say(context, "help.json"));
  command.callback([&context, options] { context.exit_code = audit(context, *options); });
}

}  // namespace tenbin::cli
