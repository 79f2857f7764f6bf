// `tenbin witness`: cosigns the checkpoints of logs for as long as it runs (docs/spec/log.md).
#include <fmt/core.h>

#include <cstdio>
#include <memory>

#include "cli/context.hpp"
#include "store/writer_lock.hpp"
#include "witness/server.hpp"

namespace tenbin::cli {
namespace {

struct Options {
  std::string state;
  std::string listen = "127.0.0.1:8080";
  std::vector<std::string> logs;
  std::string name;
};

Result<void> run_witness(const Context& context, const Options& options) {
  if (!tlog::valid_key_name(options.name))
    return problem(Code::usage_invalid, {{"problem", "--name " + options.name}});
  std::vector<tlog::VerifierKey> logs;
  for (const std::string& vkey : options.logs) {
    auto key = tlog::parse_vkey(vkey);
    if (!key) return tl::make_unexpected(key.error());
    logs.push_back(std::move(*key));
  }
  const auto folder = open_log_folder(options.state);
  if (!folder) return tl::make_unexpected(folder.error());
  // Two witnesses of one state could cosign a fork between them.
  const auto lock = store::WriterLock::take(options.state + "/witness", context.wait, "witness");
  if (!lock) return tl::make_unexpected(lock.error());
  const auto key = witness::open_key(options.state, context.outside.fill_random);
  if (!key) return tl::make_unexpected(key.error());
  auto witness =
      witness::Witness::open(**folder, {options.name, *key, std::move(logs), context.outside.now});
  if (!witness) return tl::make_unexpected(witness.error());
  auto server = witness::Server::listen(options.listen);
  if (!server) return tl::make_unexpected(server.error());
  fmt::print("{}\n", tlog::format_cosigner_vkey(witness->key()));
  std::fflush(stdout);
  fmt::print(stderr, "{}\n", say(context, "witness.listening", {{"address", server->address()}}));
  server->run(*witness);
  fmt::print(stderr, "{}\n", say(context, "witness.stopped"));
  return {};
}

}  // namespace

void add_witness(Arguments app, Context& context) {
  const auto command = app.add_subcommand("witness", say(context, "help.witness"));
  auto options = std::make_shared<Options>();
  command.add_option("--state", options->state, say(context, "help.witness_state")).required();
  command.add_option("--listen", options->listen, say(context, "help.witness_listen"));
  command.add_option("--log", options->logs, say(context, "help.witness_log")).required();
  command.add_option("--name", options->name, say(context, "help.witness_name")).required();
  command.callback([&context, options] {
    if (const auto done = run_witness(context, *options); !done)
      context.exit_code = report(context, done.error());
  });
}

}  // namespace tenbin::cli
