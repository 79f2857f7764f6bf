#include "cli/completion.hpp"

#include <fmt/format.h>

#include <memory>

#include "cli/context.hpp"

namespace tenbin::cli {
namespace {

// A command and how it is reached: "" the program, "/certificate/issue" one of its commands.
struct Place {
  std::string path;
  const Described* command;
};

void collect(const Described& command, const std::string& path, std::vector<Place>& places) {
  places.push_back({path, &command});
  for (const Described& each : command.commands) collect(each, path + "/" + each.name, places);
}

using Words = std::vector<std::string>;

std::string joined(const Words& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

// 'text', for any of the three shells.
std::string in_quotes(std::string_view text, std::string_view quote = "'\\''") {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'')
      out += quote;
    else
      out += c;
  }
  return out + "'";
}

std::string escaped(std::string_view text, char what, std::string_view by) {
  std::string out;
  for (const char c : text) {
    if (c == what)
      out += by;
    else
      out += c;
  }
  return out;
}

// What stands in the program's grammar, sorted for the scripts.
struct Grammar {
  explicit Grammar(const Described& program) : common(program.options) {
    collect(program, "", places);
  }
  // The options that may stand here: its own, and those that stand everywhere.
  std::vector<Described::Option> options_of(const Place& place) const {
    std::vector<Described::Option> options;
    for (const auto& each : place.command->options) {
      if (!each.names.empty()) options.push_back(each);
    }
    if (place.path.empty()) return options;
    for (const auto& each : common) {
      if (!each.value.empty()) options.push_back(each);
    }
    return options;
  }
  static Words names_of(const std::vector<Described::Option>& options, bool only_valued) {
    Words names;
    for (const auto& each : options) {
      if (only_valued && each.value.empty()) continue;
      names.insert(names.end(), each.names.begin(), each.names.end());
    }
    return names;
  }
  // The only words that may stand here without a name.
  static Words choices_of(const Place& place) {
    Words choices;
    for (const auto& each : place.command->options) {
      if (each.names.empty()) choices.insert(choices.end(), each.values.begin(), each.values.end());
    }
    return choices;
  }
  // One branch of a `case` for each option that takes only some values. `set` makes its body.
  template <class Set>
  std::string value_branches(Set set) const {
    std::string out;
    for (const Place& place : places) {
      for (const auto& option : options_of(place)) {
        if (option.values.empty()) continue;
        Words patterns;
        for (const auto& name : option.names)
          patterns.push_back(in_quotes(place.path + " " + name));
        out += fmt::format("    {}) {} ;;\n", fmt::join(patterns, "|"), set(option.values));
      }
    }
    return out;
  }

  std::vector<Place> places;
  std::vector<Described::Option> common;
};

std::string bash_script(const Grammar& grammar) {
  std::string out =
      "# tenbin completion bash\n"
      "_tenbin_at() {\n"
      "  case $1 in\n";
  for (const Place& place : grammar.places) {
    Words commands;
    for (const Described& each : place.command->commands) commands.push_back(each.name);
    const auto options = grammar.options_of(place);
    out += fmt::format("    {}) commands={} options={} valued={} choices={} ;;\n",
                       in_quotes(place.path), in_quotes(joined(commands)),
                       in_quotes(joined(Grammar::names_of(options, false))),
                       in_quotes(joined(Grammar::names_of(options, true))),
                       in_quotes(joined(Grammar::choices_of(place))));
  }
  out +=
      R"(  esac
}
_tenbin() {
  local current=${COMP_WORDS[COMP_CWORD]} place= asked= words= word i
  local commands options valued choices
  _tenbin_at ''
  for ((i = 1; i < COMP_CWORD; ++i)); do
    word=${COMP_WORDS[i]}
    if [[ $word == = ]]; then
      continue
    elif [[ -n $asked ]]; then
      asked=
    elif [[ " $valued " == *" $word "* ]]; then
      asked=$word
    elif [[ " $commands " == *" $word "* ]]; then
      place+=/$word
      _tenbin_at "$place"
    fi
  done
  [[ $current != = ]] || current=
  case "$place $asked" in
)" + grammar.value_branches([](const Words& values) {
        return "words=" + in_quotes(joined(values));
      }) +
      R"(    *' ')
      words="$commands $choices"
      [[ $current != -* ]] || words=$options ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _tenbin tenbin
)";
  return out;
}

// "name:help", as _describe of zsh wants it.
std::string zsh_item(const std::string& name, const std::string& help) {
  return in_quotes(escaped(name, ':', "\\:") + ":" + escaped(help, ':', "\\:"));
}

std::string zsh_script(const Grammar& grammar) {
  std::string out =
      "#compdef tenbin\n"
      "# tenbin completion zsh\n"
      "_tenbin_at() {\n"
      "  case $1 in\n";
  for (const Place& place : grammar.places) {
    Words commands;
    Words named;
    for (const Described& each : place.command->commands)
      commands.push_back(zsh_item(each.name, each.help));
    const auto options = grammar.options_of(place);
    for (const auto& option : options) {
      for (const auto& name : option.names) named.push_back(zsh_item(name, option.help));
    }
    out += fmt::format(
        "    {})\n      commands=({})\n      options=({})\n      valued=({})\n"
        "      choices=({}) ;;\n",
        in_quotes(place.path), joined(commands), joined(named),
        joined(Grammar::names_of(options, true)), joined(Grammar::choices_of(place)));
  }
  out += R"(  esac
}
_tenbin() {
  local place= asked= word
  local -a commands options valued choices
  _tenbin_at ''
  for word in "${(@)words[2,CURRENT-1]}"; do
    if [[ -n $asked ]]; then
      asked=
    elif (( ${valued[(Ie)$word]} )); then
      asked=$word
    elif (( ${commands[(I)${(b)word}:*]} )); then
      place+=/$word
      _tenbin_at $place
    fi
  done
  case "$place $asked" in
)" + grammar.value_branches([](const Words& values) {
    return "choices=(" + joined(values) + ")";
  }) + R"(    *' ')
      if [[ $PREFIX == -* ]]; then
        _describe -o option options
        return
      elif (( $#commands )); then
        _describe command commands
        return
      fi ;;
    *) choices=() ;;
  esac
  if (( $#choices )); then compadd -a choices; else _files; fi
}
if [[ $funcstack[1] == _tenbin ]]; then _tenbin "$@"; else compdef _tenbin tenbin; fi
)";
  return out;
}

std::string fish_script(const Grammar& grammar) {
  const auto text = [](std::string_view plain) {
    return in_quotes(escaped(plain, '\\', "\\\\"), "\\'");
  };
  Words paths;
  Words valued;
  std::string rows;
  for (const Place& place : grammar.places) {
    paths.push_back(text(place.path));
    const std::string here = "complete -c tenbin -n '__tenbin_at \"" + place.path + "\"'";
    if (!place.command->commands.empty()) rows += here + " -f\n";
    for (const Described& each : place.command->commands)
      rows += fmt::format("{} -a {} -d {}\n", here, each.name, text(each.help));
    if (const Words choices = Grammar::choices_of(place); !choices.empty())
      rows += fmt::format("{} -f -a {}\n", here, text(joined(choices)));
    for (const auto& option : grammar.options_of(place)) {
      rows += here;
      for (const std::string& name : option.names) {
        rows += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
        if (!option.value.empty()) valued.push_back(text(place.path + " " + name));
      }
      if (!option.values.empty())
        rows += " -x -a " + text(joined(option.values));
      else if (!option.value.empty())
        rows += " -r -F";
      rows += " -d " + text(option.help) + "\n";
    }
  }
  return fmt::format(R"(# tenbin completion fish
set -g __tenbin_places {}
set -g __tenbin_valued {}
function __tenbin_at
  set -l place ''
  set -l asked ''
  set -l words (commandline -opc)
  for word in $words[2..-1]
    if test -n "$asked"
      set asked ''
    else if contains -- "$place $word" $__tenbin_valued
      set asked $word
    else if contains -- "$place/$word" $__tenbin_places
      set place "$place/$word"
    end
  end
  test "$place" = "$argv[1]"
end
{})",
                     joined(paths), joined(valued), rows);
}

}  // namespace

std::string completion_script(const Described& program, std::string_view shell) {
  const Grammar grammar(program);
  if (shell == "bash") return bash_script(grammar);
  return shell == "zsh" ? zsh_script(grammar) : fish_script(grammar);
}

void add_completion(Arguments app, Context& context) {
  const auto command = app.add_subcommand("completion", say(context, "help.completion"));
  auto shell = std::make_shared<std::string>();
  command.add_option("SHELL", *shell, say(context, "help.completion_shell"))
      .required()
      .one_of({"bash", "zsh", "fish"});
  command.callback([app, shell] { fmt::print("{}", completion_script(app.describe(), *shell)); });
}

}  // namespace tenbin::cli
