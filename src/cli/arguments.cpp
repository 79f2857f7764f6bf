#include "cli/arguments.hpp"

#include <CLI/CLI.hpp>
#include <cstdint>
#include <utility>

namespace tenbin::cli {

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

void missing_arguments(const std::string& names) {
  throw CLI::RequiredError(names);
}

}  // namespace tenbin::cli
