#include "office/forms.hpp"
#include "office/office.hpp"
#include "office/rows.hpp"

namespace tenbin::office {
namespace {

constexpr std::int64_t minute = 60'000;
constexpr std::int64_t most_minutes = 14 * 24 * 60;

struct Link {
  std::string customer;
  std::string email;
  std::string purpose;
};

}  // namespace

Result<std::string> Office::invite(const Invitation& invitation) {
  const std::string email = lower_case(invitation.email);
  TENBIN_TRY(check_name("customer", invitation.customer));
  if (!is_email(email)) return invalid("email", "office.email");
  if (invitation.minutes < 1 || invitation.minutes > most_minutes)
    return invalid("minutes", "office.minutes");
  std::lock_guard lock(mutex_);
  const std::int64_t at = now().ms;
  TENBIN_TRY(database_->run("DELETE FROM links WHERE expires <= ?1", at));
  std::string token = secret_text(random<32>());
  TENBIN_TRY(database_->run(
      "INSERT INTO links (hash, customer, email, purpose, expires) VALUES (?1, ?2, ?3, ?4, ?5)",
      secret_hash(token), invitation.customer, email, invitation.purpose,
      at + invitation.minutes * minute));
  return token;
}

Result<Entered> Office::enter(std::string_view token, const std::string& address) {
  const tlog::Hash hash = secret_hash(token);
  std::lock_guard lock(mutex_);
  Result<Transaction> transaction = Transaction::begin(*database_);
  if (!transaction) return problem_of(transaction);
  Link link;
  Result<bool> there =
      first(database_->query("UPDATE links SET used = ?2 WHERE hash = ?1 AND used IS NULL AND"
                             " expires > ?2 RETURNING customer, email, purpose",
                             hash, now().ms),
            [&](const Query& row) {
              link = {row.text(0), row.text(1), row.text(2)};
            });
  if (!there) return problem_of(there);
  if (!*there) return problem(Code::link_expired);
  Result<Person> person = read_person(link.email);
  if (!person && person.error().code == Code::reference_unknown) {
    Result<std::string> language = read_setting("language", "ja");
    if (!language) return problem_of(language);
    NewPerson made{
        link.email,       link.email,    {},
        {Role::customer}, link.customer, value_named<Language>(*language).value_or(Language::ja),
        link.email};
    person = insert_person(made, {});
  }
  if (!person) return problem_of(person);
  // A link never lets anyone in as a person of the house, or of another customer.
  const bool theirs =
      person->active && person->roles == Roles{Role::customer} && person->customer == link.customer;
  if (!theirs) return problem(Code::link_expired);
  Result<SignedIn> signed_in = begin_session(std::move(*person), address);
  if (!signed_in) return problem_of(signed_in);
  TENBIN_TRY(transaction->commit());
  return Entered{std::move(*signed_in), std::move(link.purpose)};
}

}  // namespace tenbin::office
