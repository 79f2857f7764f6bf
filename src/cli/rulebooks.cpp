// `tenbin rulebook list|show|check`.
#include <fmt/core.h>

#include <memory>

#include "cli/context.hpp"
#include "cli/tables.hpp"
#include "codec/json_value.hpp"
#include "message/message.hpp"
#include "rulebook/read_rulebook.hpp"

namespace tenbin::cli {
namespace {

struct Options {
  std::string name;
  bool json = false;
};

Result<std::string> text_of(const std::string& id_or_file) {
  const std::string_view built_in = built_in_rulebook(id_or_file);
  if (!built_in.empty()) return std::string(built_in);
  return read_file(id_or_file);
}

void list(const Context& context) {
  Table table;
  table.column(say(context, "rulebook.id"), Table::Align::left)
      .column(say(context, "rulebook.title"), Table::Align::left);
  for (const std::string& id : built_in_rulebook_ids()) {
    const auto rulebook = read_rulebook(built_in_rulebook(id));
    TENBIN_CHECK(rulebook.has_value());
    table.row({id, context.language == Language::ja ? rulebook->title_ja : rulebook->title_en});
  }
  fmt::print("{}", table.text());
}

std::string shown(const json::Value& value) {
  const auto text = value.text();
  return text ? std::string(*text) : json::write_canonical(value);
}

// Rows of the parameters under `value`: {"months":3} of "period" is the row "period.months".
void add_rows(const Context& context, Table& table, const std::string& path,
              const json::Value& value, const json::Value& sources) {
  const json::Value* entry = sources.find(path);
  const auto object = value.object();
  if (entry == nullptr && object) {
    for (const json::Member& member : **object)
      add_rows(context, table, path + "." + member.key, member.value, sources);
    return;
  }
  std::string evidence;
  std::string title;
  if (entry != nullptr) {
    evidence = word(context.language, "evidence", entry->text_of("evidence").value_or(""));
    const json::Value* source = entry->find("source");
    if (source != nullptr) title = source->text_of("title").value_or("");
  }
  table.row({path, shown(value), evidence, title});
}

// Each parameter with where it comes from and how far it is known.
Result<void> show(const Context& context, const Options& options) {
  const auto text = text_of(options.name);
  if (!text) return tl::make_unexpected(text.error());
  TENBIN_TRY(read_rulebook(*text));
  if (options.json) {
    fmt::print("{}\n", *text);
    return {};
  }
  const auto rulebook = json::parse(*text);
  if (!rulebook) return tl::make_unexpected(rulebook.error());
  const auto sources = json::parse(built_in_rulebook(options.name + ".sources"));
  Table table;
  for (const std::string_view key : {"parameter", "value", "evidence", "source"})
    table.column(say(context, "rulebook." + std::string(key)), Table::Align::left);
  for (const json::Member& member : **rulebook->object()) {
    if (member.key == "title") {
      const auto title = member.value.text_of(context.language == Language::ja ? "ja" : "en");
      table.row({member.key, std::string(title.value_or("")), "", ""});
    } else {
      add_rows(context, table, member.key, member.value, sources.value_or(json::Value()));
    }
  }
  fmt::print("{}", table.text());
  return {};
}

Result<void> check(const Context& context, const Options& options) {
  const auto text = text_of(options.name);
  if (!text) return tl::make_unexpected(text.error());
  TENBIN_TRY(read_rulebook(*text));
  fmt::print("{}\n", say(context, "rulebook.valid", {{"path", options.name}}));
  return {};
}

}  // namespace

void add_rulebook(Arguments app, Context& context) {
  const auto group = app.add_subcommand("rulebook", say(context, "help.rulebook"));
  group.require_subcommand();
  auto options = std::make_shared<Options>();
  group.add_subcommand("list", say(context, "help.rulebook_list")).callback([&context] {
    list(context);
  });
  const auto show_command = group.add_subcommand("show", say(context, "help.rulebook_show"));
  show_command.add_option("ID", options->name, say(context, "help.rulebook_id")).required();
  show_command.add_flag("--json", options->json, say(context, "help.json"));
  show_command.callback([&context, options] {
    if (const auto done = show(context, *options); !done)
      context.exit_code = report(context, done.error());
  });
  const auto check_command = group.add_subcommand("check", say(context, "help.rulebook_check"));
  check_command.add_option("FILE", options->name, say(context, "help.rulebook_id")).required();
  check_command.callback([&context, options] {
    if (const auto done = check(context, *options); !done)
      context.exit_code = report(context, done.error());
  });
}

}  // namespace tenbin::cli
