// `tenbin key list BOOK` and `tenbin key rotate BOOK`: the keys that sign certificates.
#include <fmt/core.h>

#include <memory>

#include "cli/context.hpp"
#include "codec/json_writer.hpp"
#include "credential/time.hpp"
#include "press/certificate_keys_file.hpp"
#include "press/log_key_file.hpp"

namespace tenbin::cli {
namespace {

struct Options {
  std::string book;
  std::string reason;
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
