// `tenbin log publish|proof|verify|vkey`: the transparency log of a book (docs/spec/log.md).
#include <fmt/core.h>

#include <memory>

#include "cli/context.hpp"
#include "codec/json_writer.hpp"
#include "press/log_key_file.hpp"
#include "service/log_reading.hpp"
#include "service/publish.hpp"
#include "service/published.hpp"
#include "store/writer_lock.hpp"
#include "tlog/log_proof.hpp"
#include "witness/client.hpp"

namespace tenbin::cli {
namespace {

constexpr std::chrono::seconds witness_patience{10};

struct Options {
  std::string book;
  std::string folder;
  std::vector<std::pair<std::string, std::string>> witnesses;  // vkey, url
  std::string policy_file;
  std::uint64_t seq = 0;
  std::uint64_t size = 0;
  std::string record_file;
  std::string proof_file;
  std::string vkey;
  bool all = false;
  bool json = false;
};

Result<tlog::Policy> read_policy(const std::string& path) {
  const auto text = read_file(path);
  if (!text) return tl::make_unexpected(text.error());
  return tlog::parse_policy(*text);
}

// --- publish -----------------------------------------------------------------------------------

Result<std::vector<WitnessAt>> witnesses_of(const Options& options,
                                            const std::optional<tlog::Policy>& policy) {
  std::vector<WitnessAt> witnesses;
  for (const auto& [vkey, url] : options.witnesses) {
    auto key = tlog::parse_cosigner_vkey(vkey);
    if (!key) return tl::make_unexpected(key.error());
    witnesses.push_back({std::move(*key), url});
  }
  if (!policy) return witnesses;
  for (const tlog::Policy::Witness& witness : policy->witnesses) {
    if (!witness.url.empty()) witnesses.push_back({witness.key, witness.url});
  }
  return witnesses;
}

std::string_view name_of(WitnessOutcome::Kind kind) {
  switch (kind) {
    case WitnessOutcome::Kind::cosigned:
      return "cosigned";
    case WitnessOutcome::Kind::no_answer:
      return "no_answer";
    case WitnessOutcome::Kind::refused:
      return "refused";
    case WitnessOutcome::Kind::ahead:
      return "ahead";
    case WitnessOutcome::Kind::malformed:
      return "malformed";
  }
  TENBIN_CHECK(false);
  return {};
}

void print_json(const Published& published) {
  std::string out;
  json::Writer writer(out);
  writer.begin_object();
  writer.key("old_size").integer(static_cast<std::int64_t>(published.old_size));
  writer.key("schema").string("tenbin/log_publish/1");
  writer.key("size").integer(static_cast<std::int64_t>(published.size));
  writer.key("tiles").integer(static_cast<std::int64_t>(published.tiles));
  writer.key("witnesses").begin_array();
  for (const WitnessOutcome& outcome : published.witnesses) {
    writer.begin_object();
    writer.key("name").string(outcome.name);
    writer.key("result").string(name_of(outcome.kind));
    writer.key("size").integer(static_cast<std::int64_t>(outcome.size));
    writer.key("status").integer(outcome.status);
    writer.end_object();
  }
  writer.end_array().end_object();
  fmt::print("{}\n", out);
}

void print_text(const Context& context, const Options& options, const Published& published) {
  fmt::print("{}\n", say(context, "log.published",
                         {{"path", options.folder},
                          {"size", std::to_string(published.size)},
                          {"old_size", std::to_string(published.old_size)},
                          {"tiles", std::to_string(published.tiles)}}));
  for (const WitnessOutcome& outcome : published.witnesses) {
    fmt::print(stderr, "{}\n",
               say(context, "log.witness." + std::string(name_of(outcome.kind)),
                   {{"name", outcome.name},
                    {"status", std::to_string(outcome.status)},
                    {"size", std::to_string(outcome.size)}}));
  }
}

Result<void> publish_book(const Context& context, const Options& options) {
  const auto book = store::Book::open_to_read(options.book);
  if (!book) return tl::make_unexpected(book.error());
  auto key = press::read_log_key(key_path_of(context, options.book), *book);
  if (!key) return tl::make_unexpected(key.error());
  std::optional<tlog::Policy> policy;
  if (!options.policy_file.empty()) {
    auto read = read_policy(options.policy_file);
    if (!read) return tl::make_unexpected(read.error());
    policy = std::move(*read);
  }
  auto witnesses = witnesses_of(options, policy);
  if (!witnesses) return tl::make_unexpected(witnesses.error());
  const auto folder = open_log_folder(options.folder);
  if (!folder) return tl::make_unexpected(folder.error());
  const auto lock =
      store::WriterLock::take(options.folder + "/publish", context.wait, "log publish");
  if (!lock) return tl::make_unexpected(lock.error());
  const auto published =
      publish(*book, **folder,
              {*key, std::move(*witnesses), witness::over_http(witness_patience), options.all});
  if (!published) return tl::make_unexpected(published.error());
  const auto log = log_of(*book);
  if (!log) return tl::make_unexpected(log.error());
  if (tlog::parse_note(published->checkpoint)->signatures.size() > 1)
    TENBIN_TRY(keep_cosigned(options.book, *log, published->checkpoint));
  options.json ? print_json(*published) : print_text(context, options, *published);
  if (!policy) return {};
  policy->logs = tlog::policy_of(*log).logs;
  const auto opened = tlog::open_by_policy(published->checkpoint, *policy);
  if (!opened) return tl::make_unexpected(opened.error());
  if (!opened->quorum)
    return problem(Code::log_quorum, {{"have", std::to_string(opened->cosignatures.size())}});
  return {};
}

// --- proof, verify, vkey -----------------------------------------------------------------------

// Without --size: under the checkpoint that witnesses have cosigned, when it has the record.
Result<std::string> proof_of(const Context& context, const Options& options,
                             const store::Book& book) {
  const auto proofs = Proofs::of(book);
  if (!proofs) return tl::make_unexpected(proofs.error());
  const auto log = log_of(book);
  if (!log) return tl::make_unexpected(log.error());
  if (options.size == 0) {
    const auto cosigned = cosigned_checkpoint(options.book, *log);
    if (!cosigned) return tl::make_unexpected(cosigned.error());
    if (*cosigned && options.seq <= tlog::open_checkpoint(**cosigned, *log)->size)
      return proofs->proof_under(options.seq, **cosigned);
  }
  const auto key = press::read_log_key(key_path_of(context, options.book), book);
  if (!key) return tl::make_unexpected(key.error());
  return proofs->proof_of(options.seq, options.size == 0 ? proofs->size() : options.size, *key);
}

Result<void> print_proof(const Context& context, const Options& options) {
  const auto book = store::Book::open_to_read(options.book);
  if (!book) return tl::make_unexpected(book.error());
  const auto proof = proof_of(context, options, *book);
  if (!proof) return tl::make_unexpected(proof.error());
  if (!options.record_file.empty()) {
    const auto record = book->record(options.seq);
    if (!record) return tl::make_unexpected(record.error());
    TENBIN_TRY(write_file(options.record_file, *record, true));
  }
  fmt::print("{}", *proof);
  return {};
}

void print_proven(const Context& context, const Options& options, std::uint64_t index,
                  const tlog::Proven& proven) {
  if (!options.json) {
    fmt::print("{}\n", say(context, "log.proven",
                           {{"seq", std::to_string(index + 1)},
                            {"origin", proven.checkpoint.origin},
                            {"size", std::to_string(proven.checkpoint.size)}}));
    for (const tlog::Cosignature& one : proven.cosignatures) {
      const Instant time{static_cast<std::int64_t>(one.time) * 1000};
      fmt::print("{}\n", say(context, "log.cosigned_at",
                             {{"name", one.by.name}, {"time", format_instant(time)}}));
    }
    return;
  }
  std::string out;
  json::Writer writer(out);
  writer.begin_object();
  writer.key("index").integer(static_cast<std::int64_t>(index));
  writer.key("origin").string(proven.checkpoint.origin);
  writer.key("quorum").boolean(proven.quorum);
  writer.key("root").string(to_base64(proven.checkpoint.root));
  writer.key("schema").string("tenbin/log_verify/1");
  writer.key("size").integer(static_cast<std::int64_t>(proven.checkpoint.size));
  writer.key("witnesses").begin_array();
  for (const tlog::Cosignature& one : proven.cosignatures) {
    writer.begin_object();
    writer.key("name").string(one.by.name);
    writer.key("time").integer(static_cast<std::int64_t>(one.time));
    writer.end_object();
  }
  writer.end_array().end_object();
  fmt::print("{}\n", out);
}

Result<tlog::Policy> trusted(const Options& options) {
  tlog::Policy policy;
  if (!options.policy_file.empty()) {
    auto read = read_policy(options.policy_file);
    if (!read) return read;
    policy = std::move(*read);
  }
  if (!options.vkey.empty()) {
    const auto log = tlog::parse_vkey(options.vkey);
    if (!log) return tl::make_unexpected(log.error());
    policy.logs = tlog::policy_of(*log).logs;
  }
  if (policy.logs.empty()) return problem(Code::usage_invalid, {{"problem", "--log"}});
  return policy;
}

Result<void> verify_record(const Context& context, const Options& options) {
  const auto policy = trusted(options);
  if (!policy) return tl::make_unexpected(policy.error());
  const auto record = read_file(options.record_file);
  if (!record) return tl::make_unexpected(record.error());
  const auto text = read_file(options.proof_file);
  if (!text) return tl::make_unexpected(text.error());
  const auto proof = tlog::parse_log_proof(*text);
  if (!proof) return tl::make_unexpected(proof.error());
  std::string_view line = *record;
  if (line.ends_with('\n')) line.remove_suffix(1);
  const auto proven = tlog::verify_log_proof(*proof, tlog::leaf_hash(line), *policy);
  if (!proven) return tl::make_unexpected(proven.error());
  print_proven(context, options, proof->index, *proven);
  if (!proven->quorum)
    return problem(Code::log_quorum, {{"have", std::to_string(proven->cosignatures.size())}});
  return {};
}

Result<void> print_vkey(const Context&, const Options& options) {
  const auto book = store::Book::open_to_read(options.book);
  if (!book) return tl::make_unexpected(book.error());
  const auto log = log_of(*book);
  if (!log) return tl::make_unexpected(log.error());
  fmt::print("{}\n", tlog::format_vkey(*log));
  return {};
}

using Work = Result<void> (*)(const Context&, const Options&);

Arguments add(Arguments log, Context& context, const std::shared_ptr<Options>& options,
              const std::string& name, Work work) {
  const auto command = log.add_subcommand(name, say(context, "help.log_" + name));
  command.callback([&context, options, work] {
    if (const auto done = work(context, *options); !done)
      context.exit_code = report(context, done.error());
  });
  return command;
}

}  // namespace

void add_log(Arguments app, Context& context) {
  const auto log = app.add_subcommand("log", say(context, "help.log"));
  log.require_subcommand();
  auto options = std::make_shared<Options>();
  const auto help = [&context](std::string_view key) {
    return say(context, "help." + std::string(key));
  };
  const auto publishing = add(log, context, options, "publish", publish_book);
  publishing.add_option("BOOK", options->book, help("book")).required();
  publishing.add_option("DIR", options->folder, help("log_folder")).required();
  publishing.add_option("--witness", options->witnesses, help("log_witness"));
  publishing.add_option("--witnesses", options->policy_file, help("log_witnesses"));
  publishing.add_flag("--all", options->all, help("log_all"));
  publishing.add_flag("--json", options->json, help("json"));
  const auto proof = add(log, context, options, "proof", print_proof);
  proof.add_option("BOOK", options->book, help("book")).required();
  proof.add_option("SEQ", options->seq, help("log_seq")).required();
  proof.add_option("--size", options->size, help("log_size"));
  proof.add_option("--record", options->record_file, help("log_record"));
  const auto verify = add(log, context, options, "verify", verify_record);
  verify.add_option("RECORD", options->record_file, help("log_record_file")).required();
  verify.add_option("PROOF", options->proof_file, help("log_proof_file")).required();
  verify.add_option("--log", options->vkey, help("log_log"));
  verify.add_option("--policy", options->policy_file, help("log_policy"));
  verify.add_flag("--json", options->json, help("json"));
  const auto vkey = add(log, context, options, "vkey", print_vkey);
  vkey.add_option("BOOK", options->book, help("book")).required();
}

}  // namespace tenbin::cli
