// `tenbin person add|list|password|setup-link BOOK`: who may sign in to `tenbin serve`, for whoever
// sits at the machine: the first people, and the way back in when nobody can.
#include "cli/people.hpp"

#include <fmt/core.h>

#include <memory>

#include "cli/tables.hpp"
#include "codec/json_writer.hpp"
#include "http/serve.hpp"
#include "message/message.hpp"
#include "service/files.hpp"

namespace tenbin::cli {
namespace {

struct Options {
  std::string book;
  std::string login;
  std::string name;
  std::vector<std::string> roles;
  std::string customer;
  std::string password_file;
  bool json = false;
};

Result<std::unique_ptr<office::Office>> open_office(const Context& context,
                                                    const Options& options) {
  // A book that is not there gets no office.
  if (const auto book = store::Book::open_to_read(options.book); !book)
    return tl::make_unexpected(book.error());
  return office::Office::open(http::office_path_of(options.book), context.outside);
}

// The first line of the file, "-" for standard input; no password stands on a command line.
Result<std::string> read_password(const Options& options) {
  auto text = read_file(options.password_file, 4096);
  if (!text) return tl::make_unexpected(text.error());
  return text->substr(0, text->find_first_of("\r\n"));
}

Result<void> add_person(const Context& context, const Options& options) {
  office::NewPerson person;
  person.login = options.login;
  person.name = options.name.empty() ? options.login : options.name;
  person.customer = options.customer;
  person.language = context.language;
  for (const std::string& role : options.roles)
    person.roles.add(value_named<office::Role>(role).value_or(office::Role::clerk));
  auto password = read_password(options);
  if (!password) return tl::make_unexpected(password.error());
  person.password = *std::move(password);
  auto office = open_office(context, options);
  if (!office) return tl::make_unexpected(office.error());
  const auto added = (*office)->add_person(person);
  if (!added) return tl::make_unexpected(added.error());
  fmt::print("✓ {}\n", say(context, "person.added", {{"login", added->login}}));
  return {};
}

Result<void> set_password(const Context& context, const Options& options) {
  const auto password = read_password(options);
  if (!password) return tl::make_unexpected(password.error());
  auto office = open_office(context, options);
  if (!office) return tl::make_unexpected(office.error());
  TENBIN_TRY((*office)->reset_password(options.login, *password));
  fmt::print("✓ {}\n", say(context, "person.password_set", {{"login", options.login}}));
  return {};
}

Result<void> list_people(const Context& context, const Options& options) {
  auto office = open_office(context, options);
  if (!office) return tl::make_unexpected(office.error());
  const auto people = (*office)->people();
  if (!people) return tl::make_unexpected(people.error());
  if (options.json) {
    std::string out;
    json::Writer writer(out);
    writer.begin_object().key("people").begin_array();
    for (const office::Person& each : *people) {
      writer.begin_object().key("active").boolean(each.active).key("login").string(each.login);
      writer.key("name").string(each.name).key("roles").begin_array();
      for (const office::Role role : each.roles.values()) writer.string(name_of(role));
      writer.end_array().end_object();
    }
    writer.end_array().key("schema").string("tenbin/people/1").end_object();
    fmt::print("{}\n", out);
    return {};
  }
  fmt::print("{}", people_text(context, *people));
  return {};
}

Result<void> print_setup_link(const Context& context, const Options& options) {
  auto office = open_office(context, options);
  if (!office) return tl::make_unexpected(office.error());
  const auto token = (*office)->new_setup_token();
  if (!token) return tl::make_unexpected(token.error());
  fmt::print("{}\n", say(context, "person.setup_link", {{"path", "/setup#" + *token}}));
  return {};
}

using Action = Result<void> (*)(const Context&, const Options&);

Arguments add(Arguments group, Context& context, const std::string& name,
              const std::shared_ptr<Options>& options, Action action) {
  const auto command = group.add_subcommand(name, say(context, "help.person_" + name));
  command.add_option("BOOK", options->book, say(context, "help.book")).required();
  command.callback([&context, options, action] {
    if (const auto done = action(context, *options); !done)
      context.exit_code = report(context, done.error());
  });
  return command;
}

void add_password(Arguments command, const Context& context, Options& options) {
  command.add_option("LOGIN", options.login, say(context, "help.person_login")).required();
  command
      .add_option("--password-file", options.password_file,
                  say(context, "help.person_password_file"))
      .required();
}

}  // namespace

std::string people_text(const Context& context, const std::vector<office::Person>& people) {
  Table table;
  for (const std::string_view key :
       {"person.login", "person.name", "person.roles", "person.active"})
    table.column(say(context, key), Table::Align::left);
  for (const office::Person& each : people) {
    std::string roles;
    for (const office::Role role : each.roles.values()) {
      if (!roles.empty()) roles += context.language == Language::ja ? "、" : ", ";
      roles += word(context.language, "role", name_of(role));
    }
    table.row({each.login, each.name, roles, each.active ? "✓" : "–"});
  }
  return table.text();
}

void add_people(Arguments app, Context& context) {
  const auto group = app.add_subcommand("person", say(context, "help.person"));
  group.require_subcommand();
  const auto options = std::make_shared<Options>();
  const auto adder = add(group, context, "add", options, add_person);
  add_password(adder, context, *options);
  adder.add_option("--name", options->name, say(context, "help.person_name"));
  adder.add_option("--role", options->roles, say(context, "help.person_role"))
      .required()
      .one_of({"clerk", "manager", "sales", "procurement", "verifier", "customer", "admin"});
  adder.add_option("--customer", options->customer, say(context, "help.person_customer"));
  add_password(add(group, context, "password", options, set_password), context, *options);
  add(group, context, "list", options, list_people)
      .add_flag("--json", options->json, say(context, "help.json"));
  add(group, context, "setup-link", options, print_setup_link);
}

}  // namespace tenbin::cli
