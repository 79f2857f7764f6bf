#include "office/passkeys.hpp"

#include "office/forms.hpp"
#include "office/rows.hpp"

namespace tenbin::office {
namespace {

constexpr const char* columns =
    "k.id, k.name, k.credential, k.algorithm, k.key, k.counter, k.made, k.used";
constexpr int column_count = 8;

Passkey passkey_of(const Query& row) {
  return {row.number(0), row.text(1),   row.text(2),     row.number(3),
          row.text(4),   row.number(5), {row.number(6)}, instant_if(row, 7)};
}

}  // namespace

Result<Passkey> Passkeys::add(std::string_view login, Passkey passkey) {
  TENBIN_TRY(check_name("name", passkey.name));
  std::lock_guard lock(office_.mutex_);
  Result<Transaction> transaction = Transaction::begin(*office_.database_);
  if (!transaction) return problem_of(transaction);
  Result<Person> person = office_.read_person(login);
  if (!person) return problem_of(person);
  Result<bool> known =
      first(office_.database_->query("SELECT 1 FROM passkeys WHERE credential = ?1",
                                     as_bytes(passkey.credential)),
            [](const Query&) {});
  if (!known) return problem_of(known);
  if (*known) return problem(Code::passkey_invalid, {{"reason", "known"}});
  passkey.made = office_.now();
  TENBIN_TRY(office_.database_->run(
      "INSERT INTO passkeys (person, credential, algorithm, key, counter, name, made)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
      person->id, as_bytes(passkey.credential), passkey.algorithm, as_bytes(passkey.key),
      passkey.counter, passkey.name, passkey.made.ms));
  passkey.id = office_.database_->last_id();
  TENBIN_TRY(transaction->commit());
  return passkey;
}

Result<std::vector<Passkey>> Passkeys::of(std::string_view login) {
  std::lock_guard lock(office_.mutex_);
  std::vector<Passkey> all;
  TENBIN_TRY(each(office_.database_->query(
                      std::string("SELECT ") + columns +
                          " FROM passkeys k JOIN people p ON p.id = k.person WHERE p.login = ?1"
                          " ORDER BY k.id",
                      lower_case(login)),
                  [&](const Query& row) { all.push_back(passkey_of(row)); }));
  return all;
}

Result<void> Passkeys::remove(std::string_view login, std::int64_t id) {
  std::lock_guard lock(office_.mutex_);
  Result<int> gone = office_.database_->run(
      "DELETE FROM passkeys WHERE id = ?1 AND person = (SELECT id FROM people WHERE login = ?2)",
      id, lower_case(login));
  if (!gone) return problem_of(gone);
  if (*gone == 0) return unknown("passkey", std::to_string(id));
  return {};
}

Result<FoundPasskey> Passkeys::find(std::string_view credential) {
  std::lock_guard lock(office_.mutex_);
  FoundPasskey found;
  Result<bool> there =
      first(office_.database_->query(std::string("SELECT ") + columns + ", " + person_columns +
                                         " FROM passkeys k JOIN people p ON p.id = k.person"
                                         " WHERE k.credential = ?1 AND p.active = 1",
                                     as_bytes(credential)),
            [&](const Query& row) {
              found.passkey = passkey_of(row);
              found.owner = person_of(row, column_count);
            });
  if (!there) return problem_of(there);
  if (!*there) return problem(Code::passkey_unknown);
  return found;
}

Result<SignedIn> Passkeys::enter(const FoundPasskey& found, std::int64_t counter,
                                 const std::string& address) {
  std::lock_guard lock(office_.mutex_);
  Result<Transaction> transaction = Transaction::begin(*office_.database_);
  if (!transaction) return problem_of(transaction);
  Result<int> counted = office_.database_->run(
      "UPDATE passkeys SET counter = ?3, used = ?4 WHERE id = ?1 AND counter = ?2",
      found.passkey.id, found.passkey.counter, counter, office_.now().ms);
  if (!counted) return problem_of(counted);
  if (*counted == 0) return problem(Code::passkey_invalid, {{"reason", "counter"}});
  Result<SignedIn> signed_in = office_.begin_session(found.owner, address);
  if (!signed_in) return signed_in;
  TENBIN_TRY(transaction->commit());
  return signed_in;
}

}  // namespace tenbin::office
