// Passwords and second factors into sessions, and sessions into people.
#include "office/forms.hpp"
#include "office/office.hpp"
#include "office/rows.hpp"

namespace tenbin::office {
namespace {

constexpr std::int64_t minute = 60'000;
constexpr std::int64_t idle = 12 * 60 * minute;
constexpr std::int64_t longest = 7 * 24 * 60 * minute;

}  // namespace

Result<Office::Checked> Office::check_password(std::string_view login, std::string_view password,
                                               const std::string& address) {
  Checked checked;
  checked.login = lower_case(login);
  if (!is_login(checked.login)) checked.login = "?";  // nobody's
  bool active = false;
  {
    std::lock_guard lock(mutex_);
    checked.begun = now();
    TENBIN_TRY(attempts_.begin(checked.login, address, checked.begun));
    TENBIN_TRY(first(
        database_->query("SELECT id, password, active FROM people WHERE login = ?1", checked.login),
        [&](const Query& row) {
          checked.person = row.number(0);
          checked.hash = row.text(1);
          active = row.number(2) != 0;
        }));
  }
  // The same work for whom we do not know, so that the time tells nothing.
  const bool same = matches(checked.hash.empty() ? nobody_hash_ : checked.hash, password);
  if (!same || checked.hash.empty() || !active) return problem(Code::login_failed);
  return checked;
}

Result<SignedIn> Office::login(std::string_view login, std::string_view password,
                               std::string_view totp, const std::string& address) {
  Result<Checked> checked = check_password(login, password, address);
  if (!checked) return problem_of(checked);
  std::string better;
  if (needs_rehash(checked->hash, cost_)) better = hash_of(password);
  std::lock_guard lock(mutex_);
  Result<Transaction> transaction = Transaction::begin(*database_);
  if (!transaction) return problem_of(transaction);
  // Nothing of this may have changed while the hash was computed.
  Person person;
  Result<bool> still =
      first(database_->query(std::string("SELECT ") + person_columns +
                                 " FROM people p WHERE id = ?1 AND password = ?2 AND active = 1",
                             checked->person, checked->hash),
            [&](const Query& row) { person = person_of(row); });
  if (!still) return problem_of(still);
  if (!*still) return problem(Code::login_failed);
  TENBIN_TRY(check_second_factor(*checked, totp, address));
  if (!better.empty()) {
    TENBIN_TRY(database_->run("UPDATE people SET password = ?2 WHERE id = ?1", person.id, better));
  }
  Result<SignedIn> signed_in = begin_session(std::move(person), address);
  if (!signed_in) return signed_in;
  TENBIN_TRY(transaction->commit());
  attempts_.succeed(checked->login, address, checked->begun);
  return signed_in;
}

Result<SignedIn> Office::enter_as(std::string_view login, const std::string& address) {
  std::lock_guard lock(mutex_);
  Result<Person> person = read_person(login);
  if (!person) return problem_of(person);
  if (!person->active) return unknown("person", login);
  return begin_session(std::move(*person), address);
}

Result<SignedIn> Office::begin_session(Person person, const std::string& address) {
  const std::int64_t at = now().ms;
  TENBIN_TRY(database_->run("DELETE FROM sessions WHERE made <= ?1 OR seen <= ?2", at - longest,
                            at - idle));
  std::string token = secret_text(random<32>());
  TENBIN_TRY(database_->run(
      "INSERT INTO sessions (hash, person, made, seen, address) VALUES (?1, ?2, ?3, ?3, ?4)",
      secret_hash(token), person.id, at, address));
  TENBIN_TRY(database_->run("UPDATE people SET signed_in = ?2 WHERE id = ?1", person.id, at));
  person.signed_in = Instant{at};
  return SignedIn{std::move(token), std::move(person)};
}

Result<Person> Office::person_of_session(std::string_view token) {
  const tlog::Hash hash = secret_hash(token);
  std::lock_guard lock(mutex_);
  const std::int64_t at = now().ms;
  Person person;
  std::int64_t seen = 0;
  Result<bool> there =
      first(database_->query(std::string("SELECT ") + person_columns +
                                 ", s.seen FROM sessions s JOIN people p ON p.id = s.person WHERE"
                                 " s.hash = ?1 AND s.made > ?2 AND s.seen > ?3 AND p.active = 1",
                             hash, at - longest, at - idle),
            [&](const Query& row) {
              person = person_of(row);
              seen = row.number(person_column_count);
            });
  if (!there) return problem_of(there);
  if (!*there) return problem(Code::session_expired);
  if (at - seen >= minute) {
    TENBIN_TRY(database_->run_unsynced("UPDATE sessions SET seen = ?2 WHERE hash = ?1", hash, at));
  }
  return person;
}

Result<void> Office::logout(std::string_view token) {
  std::lock_guard lock(mutex_);
  TENBIN_TRY(database_->run("DELETE FROM sessions WHERE hash = ?1", secret_hash(token)));
  return {};
}

Result<void> Office::end_sessions(std::int64_t person) {
  TENBIN_TRY(database_->run("DELETE FROM sessions WHERE person = ?1", person));
  return {};
}

Result<void> Office::logout_everywhere(std::string_view login) {
  std::lock_guard lock(mutex_);
  Result<Person> person = read_person(login);
  if (!person) return problem_of(person);
  return end_sessions(person->id);
}

}  // namespace tenbin::office
