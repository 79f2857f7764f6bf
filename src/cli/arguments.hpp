#pragma once
// The grammar of the command line. CLI11 does the work; it is compiled whole wherever it is
// included, which is why only arguments.cpp and run.cpp do.
//
// Both types are handles on what the application owns: copied freely, valid while it lives.
// Texts of help are passed ready, in the language of the person.
#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace tenbin::cli {

// One option or positional.
class Argument {
 public:
  explicit Argument(CLI::Option* option) : option_(option) {}
  Argument required() const;
  Argument needs(Argument other) const;
  Argument excludes(Argument other) const;
  Argument one_of(std::vector<std::string> values) const;
  Argument in_range(int from, int to) const;
  Argument delimiter(char separator) const;
  // Whether it was given.
  bool given() const;

 private:
  CLI::Option* option_;
};

// A command as its help describes it, for the manual and for completion.
struct Described {
  struct Option {
    std::vector<std::string> names;   // "-o", "--output"; none: a positional
    std::string value;                // what it takes, "TEXT"; empty: nothing
    std::vector<std::string> values;  // where it takes only these
    std::string help;
    bool required = false;
  };
  std::string name;
  std::string help;
  std::vector<Option> options;
  std::vector<Described> commands;
};

// A command or subcommand, and what it takes.
class Arguments {
 public:
  explicit Arguments(CLI::App* app) : app_(app) {}
  Arguments add_subcommand(const std::string& name, const std::string& help) const;
  Arguments add_option_group(const std::string& name, const std::string& help) const;
  // `names`: "BOOK", "--json", "-o,--output". What is given is written to `target`.
  // It may be a text, an integer, and for what may be given more than once a vector of texts or of
  // pairs.
  template <class Target>
  Argument add_option(const std::string& names, Target& target, const std::string& help) const;
  Argument add_flag(const std::string& name, bool& target, const std::string& help) const;
  Argument get_option(const std::string& name) const;
  void require_subcommand() const;
  // Exactly one of the options of this group.
  void require_option() const;
  // What is done once the command line was read.
  void callback(std::function<void()> action) const;
  // All of it, as it was made until now.
  Described describe() const;

 private:
  CLI::App* app_;
};

// Ends the reading of the command line with usage.invalid: one of these is missing.
[[noreturn]] void missing_arguments(const std::string& names);

}  // namespace tenbin::cli
