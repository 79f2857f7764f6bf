#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "office/office.hpp"
#include "office/rows.hpp"
#include "office/totp.hpp"

namespace tenbin::office {

// A copy of the office file alone, such as one in a mail, gives no second factor away.
Result<Random32> Office::seal_key() {
  const std::string path = path_ + "-key";
  Random32 key = random<32>();
  int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file >= 0) {
    const bool written = ::write(file, key.data(), key.size()) == std::ssize(key);
    const bool safe = ::fsync(file) == 0;
    ::close(file);
    if (!written || !safe) return problem(Code::file_unwritable, {{"path", path}});
    return key;
  }
  if (errno != EEXIST) return problem(Code::file_unwritable, {{"path", path}});
  file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return problem(Code::file_unreadable, {{"path", path}});
  const bool read = ::read(file, key.data(), key.size()) == std::ssize(key);
  ::close(file);
  if (!read) return problem(Code::file_unreadable, {{"path", path}});
  return key;
}

Result<TotpOffer> Office::begin_totp(std::string_view login) {
  const auto bytes = random<20>();
  const std::string secret(bytes.begin(), bytes.end());
  std::lock_guard lock(mutex_);
  Result<Person> person = read_person(login);
  if (!person) return problem_of(person);
  Result<Random32> key = seal_key();
  if (!key) return problem_of(key);
  const std::string sealed = seal(*key, random<std::tuple_size_v<Nonce>>(), secret);
  TENBIN_TRY(database_->run("UPDATE people SET totp_new = ?2 WHERE id = ?1", person->id,
                            as_bytes(sealed)));
  return TotpOffer{base32(secret), totp_address(secret, person->login)};
}

Result<std::int64_t> Office::match_code(const std::string& sealed, std::int64_t last_step,
                                        std::string_view code) {
  Result<Random32> key = seal_key();
  if (!key) return problem_of(key);
  const auto secret = unseal(*key, sealed);
  const auto step = secret ? totp_match(*secret, code, now(), last_step) : std::nullopt;
  if (!step) return problem(Code::totp_invalid);
  return *step;
}

Result<void> Office::confirm_totp(std::string_view login, std::string_view code) {
  std::lock_guard lock(mutex_);
  Result<Transaction> transaction = Transaction::begin(*database_);
  if (!transaction) return problem_of(transaction);
  Result<Person> person = read_person(login);
  if (!person) return problem_of(person);
  std::string sealed;
  TENBIN_TRY(first(database_->query("SELECT totp_new FROM people WHERE id = ?1", person->id),
                   [&](const Query& row) { sealed = row.text(0); }));
  if (sealed.empty()) return problem(Code::totp_invalid);
  Result<std::int64_t> step = match_code(sealed, 0, code);
  if (!step) return problem_of(step);
  TENBIN_TRY(database_->run(
      "UPDATE people SET totp = totp_new, totp_new = NULL, totp_step = ?2 WHERE id = ?1",
      person->id, *step));
  return transaction->commit();
}

Result<void> Office::remove_totp(std::string_view login) {
  std::lock_guard lock(mutex_);
  Result<Person> person = read_person(login);
  if (!person) return problem_of(person);
  TENBIN_TRY(
      database_->run("UPDATE people SET totp = NULL, totp_new = NULL WHERE id = ?1", person->id));
  return {};
}

Result<void> Office::check_second_factor(const Checked& checked, std::string_view code,
                                         const std::string& address) {
  std::string sealed;
  std::int64_t last_step = 0;
  TENBIN_TRY(
      first(database_->query("SELECT totp, totp_step FROM people WHERE id = ?1", checked.person),
            [&](const Query& row) {
              sealed = row.text(0);
              last_step = row.number(1);
            }));
  if (sealed.empty()) return {};
  if (code.empty()) {
    attempts_.forget(checked.login, address, checked.begun);  // only asked for more
    return problem(Code::totp_needed);
  }
  Result<std::int64_t> step = match_code(sealed, last_step, code);
  if (!step) return problem_of(step);
  TENBIN_TRY(
      database_->run("UPDATE people SET totp_step = ?2 WHERE id = ?1", checked.person, *step));
  return {};
}

}  // namespace tenbin::office
