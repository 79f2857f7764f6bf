// The first start: a token that only who started the server has, and the first person.
#include "office/forms.hpp"
#include "office/office.hpp"
#include "office/rows.hpp"

namespace tenbin::office {

Result<bool> Office::has_people() {
  return first(database_->query("SELECT 1 FROM people LIMIT 1"), [](const Query&) {});
}

Result<bool> Office::needs_setup() {
  std::lock_guard lock(mutex_);
  Result<bool> people = has_people();
  if (!people) return people;
  return !*people;
}

Result<std::string> Office::store_setup_token() {
  const std::string token = secret_text(random<32>());
  Result<int> done = database_->run("INSERT OR REPLACE INTO setup (only, hash) VALUES (1, ?1)",
                                    secret_hash(token));
  if (!done) return problem_of(done);
  return token;
}

Result<std::optional<std::string>> Office::setup_token() {
  std::lock_guard lock(mutex_);
  Result<Transaction> transaction = Transaction::begin(*database_);
  if (!transaction) return problem_of(transaction);
  Result<bool> made = first(database_->query("SELECT 1 FROM people UNION SELECT 1 FROM setup"),
                            [](const Query&) {});
  if (!made) return problem_of(made);
  if (*made) return std::optional<std::string>();
  Result<std::string> token = store_setup_token();
  if (!token) return problem_of(token);
  TENBIN_TRY(transaction->commit());
  return std::optional<std::string>(std::move(*token));
}

Result<std::string> Office::new_setup_token() {
  std::lock_guard lock(mutex_);
  Result<Transaction> transaction = Transaction::begin(*database_);
  if (!transaction) return problem_of(transaction);
  Result<bool> people = has_people();
  if (!people) return problem_of(people);
  if (*people) return problem(Code::setup_closed);
  Result<std::string> token = store_setup_token();
  if (!token) return token;
  TENBIN_TRY(transaction->commit());
  return token;
}

Result<void> Office::check_setup_token(std::string_view token) {
  Result<bool> people = has_people();
  if (!people) return problem_of(people);
  if (*people) return problem(Code::setup_closed);
  const tlog::Hash hash = secret_hash(token);
  bool same = false;
  Result<bool> made = first(database_->query("SELECT hash FROM setup"), [&](const Query& row) {
    same = same_secret(as_bytes(row.text(0)), hash);
  });
  if (!made) return problem_of(made);
  if (!same) return problem(Code::setup_token_invalid);
  return {};
}

Result<Person> Office::set_up(std::string_view token, NewPerson person) {
  if (person.roles.empty()) person.roles = {Role::manager, Role::admin};
  person.login = lower_case(person.login);
  {
    std::lock_guard lock(mutex_);
    TENBIN_TRY(check_setup_token(token));
  }
  if (!person.roles.has(Role::admin)) return invalid("roles", "office.admin");
  TENBIN_TRY(check_new_person(person));
  const std::string hash = hash_of(person.password);
  std::lock_guard lock(mutex_);
  Result<Transaction> transaction = Transaction::begin(*database_);
  if (!transaction) return problem_of(transaction);
  TENBIN_TRY(check_setup_token(token));  // of two at once one is the first
  Result<Person> made = insert_person(person, hash);
  if (!made) return made;
  TENBIN_TRY(database_->run("DELETE FROM setup"));
  TENBIN_TRY(transaction->commit());
  return made;
}

}  // namespace tenbin::office
