// `tenbin key list|rotate|paper BOOK`: the keys that sign certificates.
#include <fmt/core.h>

#include <filesystem>
#include <memory>
#include <sstream>

#include "cli/context.hpp"
#include "cli/key_paper.hpp"
#include "codec/json_writer.hpp"
#include "credential/time.hpp"
#include "press/certificate_keys_file.hpp"
#include "press/log_key_file.hpp"
#include "service/log_reading.hpp"

namespace tenbin::cli {
namespace {

struct Options {
  std::string book;
  std::string reason;
  std::string file;
  bool compromised = false;
  bool json = false;
};

std::string command_of(const Options& options, const std::string& key) {
  std::string text;
  json::Writer writer(text);
  writer.begin_object().key("compromised").boolean(options.compromised);
  writer.key("do").string("register_key").key("key").string(key);
  writer.key("reason").string(options.reason).end_object();
  return text;
}

// The secret first: one that no record names harms nobody, a key without its secret cannot sign.
Result<void> rotate(const Context& context, const Options& options) {
  auto ledger = open_to_write(context, options.book, "key rotate");
  if (!ledger) return tl::make_unexpected(ledger.error());
  TENBIN_TRY(press::read_log_key(key_path_of(context, options.book), ledger->book()));
  tlog::Seed seed{};
  context.outside.fill_random(seed);
  const tlog::KeyPair key = tlog::KeyPair::from_seed(seed);
  const std::string multikey = tlog::format_multikey(key.public_key());
  TENBIN_TRY(press::keep_key(options.book, key));
  const Answer answer = ledger->submit_text(command_of(options, multikey), context.actor);
  if (answer.status == Answer::Status::rejected) return tl::make_unexpected(answer.problem);
  TENBIN_TRY(ledger->commit());
  TENBIN_TRY(ledger->keep_snapshot());
  fmt::print("✓ {}\n", say(context, "key.rotated", {{"key", multikey}}));
  fmt::print(stderr, "{}\n{}\n",
             say(context, "key.backup", {{"path", press::certificate_keys_path_of(options.book)}}),
             say(context, "key.publish", {{"path", options.book}}));
  return {};
}

std::string json_of(const std::vector<credential::DidKey>& keys) {
  std::string out;
  json::Writer writer(out);
  writer.begin_object().key("keys").begin_array();
  for (const credential::DidKey& key : keys) {
    writer.begin_object();
    if (key.expires) writer.key("expires").string(credential::format_time(*key.expires));
    writer.key("id").string(key.id);
    if (key.revoked) writer.key("revoked").string(credential::format_time(*key.revoked));
    writer.end_object();
  }
  writer.end_array().key("schema").string("tenbin/keys/1").end_object();
  return out;
}

Result<void> list(const Context& context, const Options& options) {
  const auto ledger = Ledger::open_to_read(options.book);
  if (!ledger) return tl::make_unexpected(ledger.error());
  const auto did = did_of_book(*ledger, {});
  if (!did) return tl::make_unexpected(did.error());
  if (options.json) {
    fmt::print("{}\n", json_of(did->keys));
    return {};
  }
  for (const credential::DidKey& key : did->keys) {
    const auto& end = key.revoked ? key.revoked : key.expires;
    const char* text = key.revoked ? "key.revoked" : key.expires ? "key.expired" : "key.signs";
    fmt::print("{}\n  {}\n", key.id,
               say(context, text, {{"time", end ? credential::format_time(*end) : ""}}));
  }
  return {};
}

// The file's lines, the newest, which is last, first.
std::vector<KeyLine> lines_of(const std::string& path, const std::string& text) {
  std::vector<KeyLine> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);)
    if (!line.empty())
      lines.insert(lines.begin(), {std::filesystem::path(path).filename().string(), line});
  return lines;
}

// The book's own key, from which its first certificate key follows, and those that came later.
Result<void> print_paper(const Context& context, const Options& options) {
  const auto ledger = Ledger::open_to_read(options.book);
  if (!ledger) return tl::make_unexpected(ledger.error());
  const std::string path = key_path_of(context, options.book);
  TENBIN_TRY(press::read_log_key(path, ledger->book()));
  const auto key = read_file(path);
  if (!key) return tl::make_unexpected(key.error());
  const auto log = log_of(ledger->book());
  if (!log) return tl::make_unexpected(log.error());
  KeyPaper paper{log->name, format_instant(context.outside.now()).substr(0, 10),
                 lines_of(path, *key)};
  const std::string later_path = press::certificate_keys_path_of(options.book);
  if (const auto later = read_file(later_path)) {
    const std::vector<KeyLine> lines = lines_of(later_path, *later);
    paper.lines.insert(paper.lines.end(), lines.begin(), lines.end());
  } else if (later.error().code != Code::file_missing) {
    return tl::make_unexpected(later.error());
  }
  constexpr unsigned owner_alone = 0600;
  TENBIN_TRY(
      write_file(options.file, format_key_paper(paper, context.language), false, owner_alone));
  fmt::print("✓ {}\n", say(context, "key.paper.done", {{"path", options.file}}));
  if (paper.lines.size() > most_lines)
    fmt::print(stderr, "{}\n", say(context, "key.paper.more", {{"path", later_path}}));
  return {};
}

}  // namespace

void add_keys(Arguments app, Context& context) {
  const auto group = app.add_subcommand("key", say(context, "help.keys"));
  group.require_subcommand();
  auto options = std::make_shared<Options>();
  const auto listing = group.add_subcommand("list", say(context, "help.key_list"));
  listing.add_option("BOOK", options->book, say(context, "help.book")).required();
  listing.add_flag("--json", options->json, say(context, "help.json"));
  listing.callback([&context, options] {
    if (const auto done = list(context, *options); !done)
      context.exit_code = report(context, done.error());
  });
  const auto printing = group.add_subcommand("paper", say(context, "help.key_paper"));
  printing.add_option("BOOK", options->book, say(context, "help.book")).required();
  printing.add_option("FILE", options->file, say(context, "help.key_paper_file")).required();
  printing.callback([&context, options] {
    if (const auto done = print_paper(context, *options); !done)
      context.exit_code = report(context, done.error());
  });
  const auto rotating = group.add_subcommand("rotate", say(context, "help.key_rotate"));
  rotating.add_option("BOOK", options->book, say(context, "help.book")).required();
  rotating.add_option("--reason", options->reason, say(context, "help.reason")).required();
  rotating.add_flag("--compromised", options->compromised, say(context, "help.key_compromised"));
  rotating.callback([&context, options] {
    if (const auto done = rotate(context, *options); !done)
      context.exit_code = report(context, done.error());
  });
}

}  // namespace tenbin::cli
