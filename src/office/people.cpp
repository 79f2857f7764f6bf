#include "office/forms.hpp"
#include "office/office.hpp"
#include "office/rows.hpp"

namespace tenbin::office {
namespace {

// A customer sees what is the customer's, and has no other role that would open more.
Result<void> check_roles(const Roles& roles, const std::string& customer) {
  const bool is_customer = roles.has(Role::customer);
  if (roles.empty() || (is_customer && roles != Roles{Role::customer}))
    return invalid("roles", "office.roles");
  if (is_customer != !customer.empty()) return invalid("customer", "office.customer");
  if (is_customer) return check_name("customer", customer);
  return {};
}

Result<void> check_email(const std::string& email) {
  if (!email.empty() && !is_email(email)) return invalid("email", "office.email");
  return {};
}

std::optional<std::string> if_any(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return text;
}

}  // namespace

Result<void> check_new_person(const NewPerson& person) {
  if (!is_login(person.login)) return invalid("login", "office.login");
  TENBIN_TRY(check_name("name", person.name));
  TENBIN_TRY(check_roles(person.roles, person.customer));
  TENBIN_TRY(check_email(person.email));
  if (person.password.empty() && person.roles.has(Role::customer)) return {};
  return check_password_form(person.login, person.password);
}

// A firm of one person: without a second one nobody else could approve.
Result<void> Office::allow_self_approval(const NewPerson& first) {
  if (!first.roles.has(Role::admin) || !first.roles.has(Role::manager)) return {};
  TENBIN_TRY(
      database_->run("INSERT OR IGNORE INTO settings (key, value) VALUES ('self_approval', 'on')"));
  return {};
}

Result<Person> Office::insert_person(const NewPerson& person, const std::string& hash) {
  Result<Person> there = read_person(person.login);
  if (there) return problem(Code::person_exists, {{"login", person.login}});
  if (there.error().code != Code::reference_unknown) return there;
  Result<bool> people = has_people();
  if (!people) return problem_of(people);
  if (!*people) TENBIN_TRY(allow_self_approval(person));
  TENBIN_TRY(database_->run(
      "INSERT INTO people (login, name, roles, customer, language, active, made, password, email)"
      " VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6, ?7, ?8)",
      person.login, person.name, to_text(person.roles), if_any(person.customer),
      name_of(person.language), now().ms, if_any(hash), if_any(person.email)));
  return read_person(person.login);
}

Result<Person> Office::add_person(const NewPerson& person) {
  NewPerson wanted = person;
  wanted.login = lower_case(wanted.login);
  wanted.email = lower_case(wanted.email);
  TENBIN_TRY(check_new_person(wanted));
  const std::string hash = wanted.password.empty() ? std::string() : hash_of(wanted.password);
  std::lock_guard lock(mutex_);
  Result<Transaction> transaction = Transaction::begin(*database_);
  if (!transaction) return problem_of(transaction);
  Result<Person> made = insert_person(wanted, hash);
  if (!made) return made;
  TENBIN_TRY(transaction->commit());
  return made;
}

Result<Person> Office::read_person(std::string_view login) {
  Person person;
  Result<bool> there = first(
      database_->query(std::string("SELECT ") + person_columns + " FROM people p WHERE login = ?1",
                       lower_case(login)),
      [&](const Query& row) { person = person_of(row); });
  if (!there) return problem_of(there);
  if (!*there) return unknown("person", login);
  return person;
}

Result<Person> Office::person(std::string_view login) {
  std::lock_guard lock(mutex_);
  return read_person(login);
}

Result<std::vector<Person>> Office::people() {
  std::lock_guard lock(mutex_);
  return read_people();
}

Result<std::vector<Person>> Office::read_people() {
  std::vector<Person> all;
  TENBIN_TRY(each(
      database_->query(std::string("SELECT ") + person_columns + " FROM people p ORDER BY login"),
      [&](const Query& row) { all.push_back(person_of(row)); }));
  return all;
}

Result<void> Office::keep_an_admin(std::int64_t without) {
  Result<std::vector<Person>> all = read_people();
  if (!all) return problem_of(all);
  for (const Person& person : *all)
    if (person.id != without && person.active && person.roles.has(Role::admin)) return {};
  return problem(Code::person_last_admin);
}

Result<Person> Office::change_person(std::string_view login, const PersonChange& change) {
  std::lock_guard lock(mutex_);
  Result<Transaction> transaction = Transaction::begin(*database_);
  if (!transaction) return problem_of(transaction);
  Result<Person> before = read_person(login);
  if (!before) return before;
  Person after = *before;
  after.name = change.name.value_or(before->name);
  after.roles = change.roles.value_or(before->roles);
  after.customer = change.customer.value_or(before->customer);
  after.language = change.language.value_or(before->language);
  after.active = change.active.value_or(before->active);
  after.email = lower_case(change.email.value_or(before->email));
  TENBIN_TRY(check_name("name", after.name));
  TENBIN_TRY(check_roles(after.roles, after.customer));
  TENBIN_TRY(check_email(after.email));
  const bool was_admin = before->active && before->roles.has(Role::admin);
  const bool is_admin = after.active && after.roles.has(Role::admin);
  if (was_admin && !is_admin) TENBIN_TRY(keep_an_admin(before->id));
  TENBIN_TRY(database_->run(
      "UPDATE people SET name = ?2, roles = ?3, customer = ?4, language = ?5, active = ?6,"
      " email = ?7 WHERE id = ?1",
      after.id, after.name, to_text(after.roles), if_any(after.customer), name_of(after.language),
      after.active, if_any(after.email)));
  if (!after.active) TENBIN_TRY(end_sessions(after.id));
  TENBIN_TRY(transaction->commit());
  return after;
}

Result<void> Office::reset_password(std::string_view login, std::string_view password) {
  TENBIN_TRY(check_password_form(login, password));
  const std::string hash = hash_of(password);
  std::lock_guard lock(mutex_);
  Result<Transaction> transaction = Transaction::begin(*database_);
  if (!transaction) return problem_of(transaction);
  Result<Person> person = read_person(login);
  if (!person) return problem_of(person);
  TENBIN_TRY(database_->run("UPDATE people SET password = ?2 WHERE id = ?1", person->id, hash));
  TENBIN_TRY(end_sessions(person->id));
  return transaction->commit();
}

Result<void> Office::change_password(std::string_view login, std::string_view old_password,
                                     std::string_view password, const std::string& address) {
  TENBIN_TRY(check_password_form(login, password));
  Result<Checked> checked = check_password(login, old_password, address);
  if (!checked) return problem_of(checked);
  const std::string hash = hash_of(password);
  std::lock_guard lock(mutex_);
  Result<Transaction> transaction = Transaction::begin(*database_);
  if (!transaction) return problem_of(transaction);
  Result<int> changed =
      database_->run("UPDATE people SET password = ?3 WHERE id = ?1 AND password = ?2",
                     checked->person, checked->hash, hash);
  if (!changed) return problem_of(changed);
  if (*changed == 0) return problem(Code::login_failed);  // changed by someone else meanwhile
  TENBIN_TRY(end_sessions(checked->person));
  TENBIN_TRY(transaction->commit());
  attempts_.succeed(checked->login, address, checked->begun);
  return {};
}

}  // namespace tenbin::office
