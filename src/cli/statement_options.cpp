#include "cli/statement_options.hpp"

namespace tenbin::cli {

void add_verifier_options(Arguments command, Context& context, VerifierOptions& options) {
  command.add_option("--verifier-key", options.key, say(context, "help.verifier_key"));
  command.add_option("--verifier-did", options.did, say(context, "help.verifier_did"));
}

Result<credential::VerifierKeys> verifier_keys(const VerifierOptions& options) {
  credential::VerifierKeys keys;
  if (!options.key.empty()) {
    const auto key = tlog::parse_multikey(options.key);
    if (!key) return tl::make_unexpected(key.error());
    keys.key = *key;
  }
  if (!options.did.empty()) {
    const auto text = read_file(options.did, std::size_t{1} << 20);
    if (!text) return tl::make_unexpected(text.error());
    auto did = credential::read_did(*text);
    if (!did) return tl::make_unexpected(did.error());
    keys.did = *std::move(did);
  }
  return keys;
}

}  // namespace tenbin::cli
