// `tenbin serve BOOK`: the web application and the API, until the process is told to end.
#include "cli/serve.hpp"

#include <fmt/core.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "http/serve.hpp"

namespace tenbin::cli {
namespace {

std::optional<std::string> environment(const std::string& name) {
  const char* const value = std::getenv(name.c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

}  // namespace

Result<http::Settings> settings_of(const ServeOptions& options) {
  http::Given given;
  for (const auto& [name, value] : {std::pair{"listen", &options.listen},
                                    {"tls_certificate", &options.tls_certificate},
                                    {"tls_key", &options.tls_key}}) {
    if (!value->empty()) given[name] = *value;
  }
  std::string path = options.settings_file;
  if (path.empty()) path = environment("TENBIN_SETTINGS").value_or("");
  Result<std::string> file = std::string();
  if (!path.empty()) file = read_file(path, std::size_t{1} << 20);
  if (!file) return tl::make_unexpected(file.error());
  return http::read_settings(given, environment, *file);
}

Result<void> serve_book(const Context& context, const ServeOptions& options) {
  auto settings = settings_of(options);
  if (!settings) return tl::make_unexpected(settings.error());
  http::Serving serving;
  serving.book = options.book;
  serving.key_path = key_path_of(context, options.book);
  serving.wait = context.wait;
  serving.settings = *std::move(settings);
  serving.outside = context.outside;
  // A reader of the log that went away ends nothing.
  std::signal(SIGPIPE, SIG_IGN);
  serving.log = [](const std::string& line) {
    const std::string with_end = line + "\n";
    (void)std::fwrite(with_end.data(), 1, with_end.size(), stderr);
  };
  serving.listening = [&](const std::string& address, const std::string& setup_link) {
    fmt::print("{}\n", say(context, "serve.listening", {{"address", address}}));
    if (!setup_link.empty())
      fmt::print("{}\n", say(context, "serve.setup", {{"address", setup_link}}));
    std::fflush(stdout);
  };
  TENBIN_TRY(http::serve(serving));
  fmt::print("{}\n", say(context, "serve.stopped"));
  return {};
}

void add_serve(Arguments app, Context& context) {
  const auto command = app.add_subcommand("serve", say(context, "help.serve"));
  auto options = std::make_shared<ServeOptions>();
  command.add_option("BOOK", options->book, say(context, "help.book")).required();
  command.add_option("--listen", options->listen, say(context, "help.serve_listen"));
  command.add_option("--settings", options->settings_file, say(context, "help.serve_settings"));
  command.add_option("--tls-certificate", options->tls_certificate,
                     say(context, "help.serve_tls_certificate"));
  command.add_option("--tls-key", options->tls_key, say(context, "help.serve_tls_key"));
  command.callback([&context, options] {
    if (const auto done = serve_book(context, *options); !done)
      context.exit_code = report(context, done.error());
  });
}

}  // namespace tenbin::cli
