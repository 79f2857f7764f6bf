#include "cli/init.hpp"

#include <fmt/core.h>

#include <memory>

#include "credential/web.hpp"
#include "press/seal_file.hpp"
#include "rulebook/read_rulebook.hpp"

namespace tenbin::cli {
namespace {

struct Options {
  std::string book;
  std::string rulebook = "free-credit";
  std::string origin;
  std::string web = std::string(credential::no_web);
};

Result<std::string> rulebook_text(const std::string& id_or_file) {
  const std::string_view built_in = built_in_rulebook(id_or_file);
  if (!built_in.empty()) return std::string(built_in);
  return read_file(id_or_file);
}

Result<void> init(const Context& context, const Options& options) {
  auto text = rulebook_text(options.rulebook);
  if (!text) return tl::make_unexpected(text.error());
  TENBIN_TRY(make_book(context, options.book, *text, options.origin, options.web));
  fmt::print(stderr, "{}\n{}\n{}\n", say(context, "init.done", {{"path", options.book}}),
             say(context, "init.key_backup", {{"path", key_path_of(context, options.book)}}),
             say(context, "init.seal", {{"path", press::seal_path_of(options.book)}}));
  if (options.web == credential::no_web) fmt::print(stderr, "△ {}\n", say(context, "init.no_web"));
  return {};
}

}  // namespace

Result<void> make_book(const Context& context, const std::string& book,
                       const std::string& rulebook_json, const std::string& origin,
                       const std::string& web) {
  TENBIN_TRY(read_rulebook(rulebook_json));
  TENBIN_TRY(credential::check_web(web));
  tlog::Seed seed{};
  context.outside.fill_random(seed);
  const tlog::KeyPair key = tlog::KeyPair::from_seed(seed);
  // The key first: a key without a book harms nobody, a book without its key cannot sign.
  const std::string key_path = key_path_of(context, book);
  TENBIN_TRY(write_file(key_path, tlog::format_key_file(key), false, 0600));
  const auto ledger = Ledger::create(book, {rulebook_json, origin, key, web}, context.outside);
  if (!ledger) {
    std::remove(key_path.c_str());  // ours, made a moment ago
    return tl::make_unexpected(ledger.error());
  }
  const auto issuer = ledger->book().meta("origin");  // made where none was given
  if (!issuer) return tl::make_unexpected(issuer.error());
  return press::make_seal(book, *issuer, ledger->state().rulebook.starts,
                          context.outside.fill_random);
}

void add_init(Arguments app, Context& context) {
  const auto command = app.add_subcommand("init", say(context, "help.init"));
  auto options = std::make_shared<Options>();
  command.add_option("BOOK", options->book, say(context, "help.book")).required();
  command.add_option("--rulebook", options->rulebook, say(context, "help.rulebook_option"));
  command.add_option("--origin", options->origin, say(context, "help.origin"));
  command.add_option("--web", options->web, say(context, "help.web"));
  command.callback([&context, options] {
    const auto done = init(context, *options);
    if (!done) context.exit_code = report(context, done.error());
  });
}

}  // namespace tenbin::cli
