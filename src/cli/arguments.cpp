#include "cli/arguments.hpp"

#include <CLI/CLI.hpp>
#include <cstdint>
#include <sstream>
#include <utility>

namespace tenbin::cli {
namespace {

// "ja", "en" of "TEXT:{ja,en}": the only place where the library says them.
std::vector<std::string> values_of(const std::string& type) {
  std::vector<std::string> values;
  const std::size_t open = type.find('{');
  const std::size_t close = type.find('}', open);
  if (close == std::string::npos) return values;
  std::istringstream list(type.substr(open + 1, close - open - 1));
  for (std::string value; std::getline(list, value, ',');) values.push_back(value);
  return values;
}

Described::Option described(const CLI::Option& option) {
  Described::Option described;
  for (const std::string& name : option.get_snames()) described.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) described.names.push_back("--" + name);
  if (option.get_items_expected_max() > 0) {
    const std::string type = option.get_type_name();  // "INT:INT in [0 - 9]"
    described.values = values_of(type);
    described.value = option.get_positional()
                          ? option.get_name(true)
                          : type.substr(described.values.empty() ? type.find(':') + 1 : 0);
  }
  described.help = option.get_description();
  described.required = option.get_required();
  return described;
}

// Options of a group stand beside those of the command.
void describe_options(const CLI::App& app, std::vector<Described::Option>& options) {
  for (const CLI::Option* option : app.get_options()) options.push_back(described(*option));
  for (const CLI::App* group :
       app.get_subcommands([](const CLI::App* each) { return each->get_name().empty(); }))
    describe_options(*group, options);
}

Described described(const CLI::App& app) {
  Described described;
  described.name = app.get_name();
  described.help = app.get_description();
  describe_options(app, described.options);
  for (const CLI::App* command :
       app.get_subcommands([](const CLI::App* each) { return !each->get_name().empty(); }))
    described.commands.push_back(cli::described(*command));
  return described;
}

}  // namespace

Argument Argument::required() const {
  option_->required();
  return *this;
}
Argument Argument::needs(Argument other) const {
  option_->needs(other.option_);
  return *this;
}
Argument Argument::excludes(Argument other) const {
  option_->excludes(other.option_);
  return *this;
}
Argument Argument::one_of(std::vector<std::string> values) const {
  option_->check(CLI::IsMember(std::move(values)));
  return *this;
}
Argument Argument::in_range(int from, int to) const {
  option_->check(CLI::Range(from, to));
  return *this;
}
Argument Argument::delimiter(char separator) const {
  option_->delimiter(separator);
  return *this;
}
bool Argument::given() const {
  return option_->count() > 0;
}

Arguments Arguments::add_subcommand(const std::string& name, const std::string& help) const {
  return Arguments(app_->add_subcommand(name, help));
}
Arguments Arguments::add_option_group(const std::string& name, const std::string& help) const {
  return Arguments(app_->add_option_group(name, help));
}
template <class Target>
Argument Arguments::add_option(const std::string& names, Target& target,
                               const std::string& help) const {
  return Argument(app_->add_option(names, target, help));
}
template Argument Arguments::add_option(const std::string&, std::string&, const std::string&) const;
template Argument Arguments::add_option(const std::string&, std::int32_t&,
                                        const std::string&) const;
template Argument Arguments::add_option(const std::string&, std::int64_t&,
                                        const std::string&) const;
template Argument Arguments::add_option(const std::string&, std::uint64_t&,
                                        const std::string&) const;
template Argument Arguments::add_option(const std::string&, std::vector<std::string>&,
                                        const std::string&) const;
template Argument Arguments::add_option(const std::string&,
                                        std::vector<std::pair<std::string, std::string>>&,
                                        const std::string&) const;

Argument Arguments::add_flag(const std::string& name, bool& target, const std::string& help) const {
  return Argument(app_->add_flag(name, target, help));
}
Argument Arguments::get_option(const std::string& name) const {
  return Argument(app_->get_option(name));
}
void Arguments::require_subcommand() const {
  app_->require_subcommand(1);
}
void Arguments::require_option() const {
  app_->require_option(1);
}
void Arguments::callback(std::function<void()> action) const {
  app_->callback(std::move(action));
}
Described Arguments::describe() const {
  return described(*app_);
}

void missing_arguments(const std::string& names) {
  throw CLI::RequiredError(names);
}

}  // namespace tenbin::cli
