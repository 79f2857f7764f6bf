#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <system_error>

#include "cli/context.hpp"

namespace tenbin::cli {
namespace {

void add_common_options(CLI::App& app, Context& context, std::string& language, int& wait_seconds) {
  app.add_option("--lang", language, say(context, "help.lang"))->check(CLI::IsMember({"ja", "en"}));
  app.add_option("--actor", context.actor, say(context, "help.actor"));
  app.add_option("--key", context.key_path, say(context, "help.key"));
  app.add_option("--wait", wait_seconds, say(context, "help.wait"))->check(CLI::Range(0, 86'400));
  app.set_help_flag("-h,--help", say(context, "help.help"));
  app.set_version_flag("--version", std::string(TENBIN_VERSION), say(context, "help.version"));
}

// The language of the help must be known before the options are made: --lang is looked for first.
Language language_of(int argc, char** argv, Language fallback) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    std::string_view value;
    if (argument.starts_with("--lang=")) value = argument.substr(7);
    if (argument == "--lang" && i + 1 < argc) value = argv[i + 1];
    if (const auto language = value_named<Language>(value)) return *language;
  }
  return fallback;
}

}  // namespace

int run(int argc, char** argv, Context& context) {
  context.language = language_of(argc, argv, context.language);
  CLI::App app(say(context, "help.about"), "tenbin");
  std::string language;
  int wait_seconds = 10;
  add_common_options(app, context, language, wait_seconds);
  app.require_subcommand(1);
  app.fallthrough();
  app.parse_complete_callback([&] { context.wait = std::chrono::seconds(wait_seconds); });
  for (const auto add :
       {add_init,      add_apply,    add_balance,     add_footprint, add_journal,  add_checkpoint,
        add_check,     add_backup,   add_rulebook,    add_import,    add_template, add_export,
        add_plan,      add_allocate, add_certificate, add_correct,   add_verify,   add_log,
        add_witness,   add_generate, add_pack,        add_audit,     add_claim,    add_issuer,
        add_statement, add_serve,    add_demo,        add_people,    add_keys,     add_mcp,
        add_doctor,    add_service,  add_completion,  add_manual}) {
    add(Arguments(&app), context);
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {  // the library answers help and usage errors so
    if (error.get_exit_code() == 0) return app.exit(error);
    return report(context, Problem{Code::usage_invalid, {{"problem", error.what()}}});
  } catch (const std::system_error&) {  // of fmt::print, where standard output takes no more
    return report(context, Problem{Code::file_unwritable, {{"path", "-"}}});
  }
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
    return report(context, Problem{Code::file_unwritable, {{"path", "-"}}});
  return context.exit_code;
}

}  // namespace tenbin::cli
