// `tenbin did BOOK` and `tenbin status-list BOOK`: what an issuer puts on its web server beside its
// certificates (docs/spec/certificate.md).
#include <fmt/core.h>

#include <memory>

#include "cli/context.hpp"
#include "credential/did.hpp"
#include "credential/status_list.hpp"
#include "credential/time.hpp"
#include "credential/web.hpp"
#include "press/certificate_keys_file.hpp"
#include "press/log_key_file.hpp"
#include "press/seal_file.hpp"
#include "service/attesting.hpp"
#include "service/certify.hpp"

namespace tenbin::cli {
namespace {

struct Options {
  std::string book;
  std::string folder;
};

Result<void> print_did(const Options& options) {
  const auto ledger = Ledger::open_to_read(options.book);
  if (!ledger) return tl::make_unexpected(ledger.error());
  const auto did = press::did_with_seals(options.book, *ledger);
  if (!did) return tl::make_unexpected(did.error());
  fmt::print("{}\n", credential::did_json(*did));
  return {};
}

Result<void> write_lists(const Context& context, const Options& options) {
  const auto ledger = Ledger::open_to_read(options.book);
  if (!ledger) return tl::make_unexpected(ledger.error());
  const auto log_key = press::read_key(key_path_of(context, options.book));
  if (!log_key) return tl::make_unexpected(log_key.error());
  const auto web = web_of_book(ledger->book());
  if (!web) return tl::make_unexpected(web.error());
  const auto keyring = press::read_keyring(options.book, *log_key);
  if (!keyring) return tl::make_unexpected(keyring.error());
  const auto key = press::signing_key(options.book, *ledger, *keyring);
  if (!key) return tl::make_unexpected(key.error());
  const Instant now = context.outside.now();
  TENBIN_TRY(make_folder(options.folder));
  const std::uint64_t count = ledger->state().attestations.size();
  for (std::uint64_t list = 0; list == 0 || list * credential::status_list_bits < count; ++list) {
    const std::string text = signed_status_list(ledger->state(), *web, list, now, *key);
    // The first as its address ends, for any web server; the second for programs that go by names.
    for (const char* ending : {"", ".json"}) {
      const std::string path = options.folder + "/" + std::to_string(list) + ending;
      TENBIN_TRY(write_file(path, text, true));
      fmt::print("{}\n", path);
    }
  }
  return {};
}

}  // namespace

void add_issuer(Arguments app, Context& context) {
  const auto did = app.add_subcommand("did", say(context, "help.did"));
  auto did_options = std::make_shared<Options>();
  did.add_option("BOOK", did_options->book, say(context, "help.book")).required();
  did.callback([&context, did_options] {
    if (const auto done = print_did(*did_options); !done)
      context.exit_code = report(context, done.error());
  });
  const auto lists = app.add_subcommand("status-list", say(context, "help.status_list"));
  auto options = std::make_shared<Options>();
  lists.add_option("BOOK", options->book, say(context, "help.book")).required();
  lists.add_option("-o,--output", options->folder, say(context, "help.folder")).required();
  lists.callback([&context, options] {
    if (const auto done = write_lists(context, *options); !done)
      context.exit_code = report(context, done.error());
  });
}

}  // namespace tenbin::cli
