// `tenbin demo [FOLDER]`: the book of an invented mill with a person for every role, made where
// there is none, and served.
#include <fmt/core.h>

#include <cstdlib>
#include <filesystem>
#include <memory>

#include "base/encoding.hpp"
#include "cli/certificate_issue.hpp"
#include "cli/command_pieces.hpp"
#include "cli/init.hpp"
#include "cli/people.hpp"
#include "cli/serve.hpp"
#include "credential/web.hpp"
#include "http/parameters.hpp"
#include "http/serve.hpp"
#include "press/issue.hpp"
#include "rulebook/read_rulebook.hpp"
#include "sample/mill.hpp"

namespace tenbin::cli {
namespace {

constexpr std::uint64_t command_count = 900;
constexpr std::uint64_t seed = 1;

// What one manager asks for the other approves.
struct Login {
  std::string_view login;
  office::Role role;
};
constexpr std::array<Login, 8> logins{{{"manager", office::Role::manager},
                                       {"manager2", office::Role::manager},
                                       {"clerk", office::Role::clerk},
                                       {"sales", office::Role::sales},
                                       {"buyer", office::Role::procurement},
                                       {"verifier", office::Role::verifier},
                                       {"customer", office::Role::customer},
                                       {"admin", office::Role::admin}}};

// Of the last fiscal year that is over: the sample goes from there to today, so that its current
// quarter is open.
Date first_day_for(Date today) {
  return Date::of(today.year() - (today.month() < 4 ? 2 : 1), 4, 1);
}

// The built-in one, from that day on.
Result<std::string> rulebook_from(Date first_day) {
  std::string text(built_in_rulebook("free-credit"));
  const auto rulebook = read_rulebook(text);
  if (!rulebook) return tl::make_unexpected(rulebook.error());
  const std::string starts = format_date(rulebook->starts);
  text.replace(text.find(starts), starts.size(), format_date(first_day));
  return text;
}

Result<void> check_interrupts(const Context& context) {
  if (context.interrupts != nullptr && context.interrupts->load() > 0)
    return problem(Code::interrupted);
  return {};
}

Result<void> post_year(const Context& context, Ledger& ledger, const sample::Course& course) {
  sample::Mill mill(command_count, seed, course);
  std::string lines;
  while (mill.next(lines, std::size_t{1} << 16)) {
    TENBIN_TRY(check_interrupts(context));
    for (std::string_view rest = lines; !rest.empty();) {
      const Answer answer = ledger.submit_text(std::string(take_line(rest)), context.actor);
      if (answer.status == Answer::Status::rejected) return tl::make_unexpected(answer.problem);
    }
  }
  return ledger.commit();
}

// The certificates of the last quarter that is over; what was allocated before stays to be done.
// Answers a customer who got one.
Result<std::string> issue_last_quarter(const Context& context, const std::string& book,
                                       Date today) {
  std::optional<Ledger> ledger;
  const auto open = [&]() -> Result<Ledger*> {
    ledger.reset();
    auto opened = open_to_write(context, book, "demo");
    if (!opened) return tl::make_unexpected(opened.error());
    return &ledger.emplace(*std::move(opened));
  };
  if (const auto opened = open(); !opened) return tl::make_unexpected(opened.error());
  auto press = press_of(context, book, *ledger, "");
  if (!press) return tl::make_unexpected(press.error());
  const Rulebook& rulebook = ledger->state().rulebook;
  const std::int32_t quarter = rulebook.period_of(today) - 1;
  const press::IssueAllRequest request{
      rulebook.first_day(quarter), rulebook.last_day(quarter), format_date(today), {}, false};
  std::string customer;
  const press::IssueSteps steps{
      [&](Ledger& current, const press::Batch& batch) {
        if (!batch.issued.empty()) customer = batch.issued.front().customer;
        return current.commit();
      },
      open, [&](std::size_t, std::size_t) { return check_interrupts(context).has_value(); }};
  TENBIN_TRY(press::issue_all(*ledger, *press, request, context.actor, steps));
  TENBIN_TRY(ledger->keep_snapshot());
  return customer;
}

Result<void> add_everyone(const Context& context, office::Office& office,
                          const std::string& customer, const std::string& password) {
  for (const Login& each : logins) {
    office::NewPerson person;
    person.login = each.login;
    person.name = each.login;
    person.password = password;
    person.roles.add(each.role);
    if (each.role == office::Role::customer) person.customer = customer;
    person.language = context.language;
    if (const auto added = office.add_person(person); !added)
      return tl::make_unexpected(added.error());
  }
  return {};
}

// Answers the password of all.
Result<std::string> make_sample(const Context& context, const std::string& book) {
  const Date today = http::today(context.outside);
  const Date first_day = first_day_for(today);
  const auto rulebook = rulebook_from(first_day);
  if (!rulebook) return tl::make_unexpected(rulebook.error());
  TENBIN_TRY(make_book(context, book, *rulebook, "", std::string(credential::no_web)));
  {
    auto ledger = open_to_write(context, book, "demo");
    if (!ledger) return tl::make_unexpected(ledger.error());
    const auto days = static_cast<std::uint64_t>(today.days() - first_day.days() + 1);
    TENBIN_TRY(post_year(context, *ledger, {first_day, days, false}));
  }
  const auto customer = issue_last_quarter(context, book, today);
  if (!customer) return tl::make_unexpected(customer.error());
  auto office = office::Office::open(http::office_path_of(book), context.outside);
  if (!office) return tl::make_unexpected(office.error());
  std::array<std::uint8_t, 12> random{};
  context.outside.fill_random(random);
  std::string password = to_base64url(random);
  TENBIN_TRY(add_everyone(context, **office, *customer, password));
  return password;
}

Result<std::string> new_temporary_folder() {
  std::error_code unknown;
  std::string path =
      (std::filesystem::temp_directory_path(unknown) / "tenbin-demo-XXXXXX").string();
  if (::mkdtemp(path.data()) == nullptr) return problem(Code::file_unwritable, {{"path", path}});
  return path;
}

// A folder with nothing in it, made where it is missing. file.exists, file.unwritable.
Result<void> make_empty(const std::string& folder) {
  TENBIN_TRY(make_folder(folder));
  std::error_code failed;
  const bool empty = std::filesystem::is_empty(folder, failed);
  if (failed) return problem(Code::file_unwritable, {{"path", folder}});
  if (!empty) return problem(Code::file_exists, {{"folder", folder}});
  return {};
}

Result<void> demo(const Context& context, std::string folder, ServeOptions& options) {
  if (folder.empty()) {
    auto made = new_temporary_folder();
    if (!made) return tl::make_unexpected(made.error());
    folder = *std::move(made);
  }
  options.book = (std::filesystem::path(folder) / "sample.tenbin").string();
  const std::vector<Fact> facts{{"path", options.book}};
  std::string sentence = "demo.again";
  std::string about_password = say(context, "demo.password_again", facts);
  if (std::error_code unknown; !std::filesystem::exists(options.book, unknown)) {
    TENBIN_TRY(make_empty(folder));
    const auto password = make_sample(context, options.book);
    if (!password) {
      // Half a sample would be opened the next time; all that is in there is ours.
      for (const auto& each : std::filesystem::directory_iterator(folder, unknown))
        std::filesystem::remove_all(each.path(), unknown);
      return tl::make_unexpected(password.error());
    }
    sentence = "demo.made";
    about_password = say(context, "demo.password", {{"password", *password}});
  }
  {
    auto office = office::Office::open(http::office_path_of(options.book), context.outside);
    if (!office) return tl::make_unexpected(office.error());
    const auto people = (*office)->people();
    if (!people) return tl::make_unexpected(people.error());
    fmt::print("✓ {}\n\n{}\n{}\n", say(context, sentence, facts), people_text(context, *people),
               about_password);
  }
  return serve_book(context, options);
}

}  // namespace

void add_demo(Arguments app, Context& context) {
  const auto command = app.add_subcommand("demo", say(context, "help.demo"));
  const auto folder = std::make_shared<std::string>();
  const auto options = std::make_shared<ServeOptions>();
  command.add_option("FOLDER", *folder, say(context, "help.demo_folder"));
  command.add_option("--listen", options->listen, say(context, "help.serve_listen"));
  command.callback([&context, folder, options] {
    if (const auto done = demo(context, *folder, *options); !done)
      context.exit_code = report(context, done.error());
  });
}

}  // namespace tenbin::cli
