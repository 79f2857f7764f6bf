#include "cli/manual.hpp"

#include <fmt/format.h>

namespace tenbin::cli {
namespace {

// Text as roff reads it: nothing in it is a request, a hyphen is one that can be copied.
std::string roff(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else if ((c == '.' || c == '\'') && out.empty())
      out += std::string("\\&") + c;
    else
      out += c;
  }
  return out;
}

std::string bold(std::string_view text) {
  return "\\fB" + roff(text) + "\\fR";
}
std::string italic(std::string_view text) {
  return "\\fI" + roff(text) + "\\fR";
}

std::string value_of(const Described::Option& option) {
  if (option.values.empty() || option.names.empty()) return italic(option.value);
  return italic(fmt::format("{}", fmt::join(option.values, "|")));
}

// .TP of one option: its names, what it takes, its help.
std::string row(const Described::Option& option) {
  std::vector<std::string> names;
  for (const std::string& name : option.names) names.push_back(bold(name));
  std::string head = fmt::format("{}", fmt::join(names, ", "));
  if (!option.value.empty()) head += (head.empty() ? "" : " ") + value_of(option);
  return ".TP\n" + head + "\n" + roff(option.help) + "\n";
}

// "tenbin certificate issue BOOK [options]": required options stand there.
std::string call(const Described& command, const std::string& path) {
  std::string out = bold(path);
  bool more = false;
  for (const auto& option : command.options) {
    if (!option.names.empty() && option.required)
      out += " " + bold(option.names.back()) + " " + value_of(option);
    more |= !option.names.empty() && !option.required && option.names.back() != "--help";
  }
  if (more) out += " [...]";
  for (const auto& option : command.options) {
    if (!option.names.empty()) continue;
    out += option.required ? " " + italic(option.value) : " [" + italic(option.value) + "]";
  }
  return out;
}

void section(const Described& command, const std::string& path, std::string& out) {
  if (command.commands.empty()) {
    out += ".SS " + roff(path) + "\n" + call(command, path) + "\n.PP\n" + roff(command.help) + "\n";
    for (const auto& option : command.options) {
      if (option.names.empty() || option.names.back() != "--help") out += row(option);
    }
  }
  for (const Described& each : command.commands) section(each, path + " " + each.name, out);
}

}  // namespace

std::string manual_page(const Described& program, const Context& context) {
  const auto heading = [&](const char* name) {
    return fmt::format(".SH {}\n", say(context, std::string("man.") + name));
  };
  std::string out = fmt::format(".TH TENBIN 1 \"\" \"tenbin {}\" \"Tenbin\"\n", TENBIN_VERSION);
  out += heading("name") + "tenbin \\- " + roff(program.help) + "\n";
  out += heading("synopsis") + bold("tenbin") + " [...] " + italic("COMMAND") + " [...]\n";
  out += heading("description") + roff(say(context, "man.about")) + "\n";
  out += heading("options");
  for (const auto& option : program.options) out += row(option);
  out += heading("commands");
  for (const Described& each : program.commands) section(each, "tenbin " + each.name, out);
  out += heading("exit");
  for (int code = 0; code <= 10; ++code) {
    out += fmt::format(".TP\n\\fB{}\\fR\n{}\n", code,
                       roff(say(context, fmt::format("man.exit_{}", code))));
  }
  out += heading("files");
  for (const auto& [name, text] : {std::pair{"BOOK.tenbin", "man.file_book"},
                                   {"BOOK.tenbin.key", "man.file_key"},
                                   {"/etc/tenbin/tenbin.toml", "man.file_settings"}})
    out += ".TP\n" + italic(name) + "\n" + roff(say(context, text)) + "\n";
  return out;
}

void add_manual(Arguments app, Context& context) {
  const auto command = app.add_subcommand("man", say(context, "help.man"));
  command.callback([app, &context] { fmt::print("{}", manual_page(app.describe(), context)); });
}

}  // namespace tenbin::cli
