#include "office/shares.hpp"

#include "office/forms.hpp"
#include "office/office.hpp"
#include "office/rows.hpp"

namespace tenbin::office {
namespace {

constexpr std::int64_t day_ms = 24 * 3'600'000;

constexpr const char* select =
    "SELECT id, certificate, revision, customer, fields, made_by, made, expires, revoked, views"
    " FROM shares ";

Share share_of(const Query& row, Instant now) {
  Share found;
  found.id = row.number(0);
  found.about.certificate = row.text(1);
  found.about.revision = row.number(2);
  found.about.customer = row.text(3);
  found.about.fields = set_of_text<ShareField>(row.text(4)).value_or(ShareFields{});
  found.made_by = row.text(5);
  found.made = {row.number(6)};
  found.expires = instant_if(row, 7);
  found.views = row.number(9);
  if (row.number_if(8)) {
    found.state = ShareState::revoked;
  } else if (found.expires && found.expires->ms <= now.ms) {
    found.state = ShareState::expired;
  }
  return found;
}

}  // namespace

Result<MadeShare> Office::make_share(const NewShare& wanted, const Person& by) {
  if (wanted.days) TENBIN_TRY(check_days("days", *wanted.days));
  std::lock_guard lock(mutex_);
  MadeShare made;
  made.token = secret_text(random<32>());
  const std::int64_t at = now().ms;
  std::optional<std::int64_t> expires;
  if (wanted.days) expires = at + *wanted.days * day_ms;
  TENBIN_TRY(database_->run(
      "INSERT INTO shares (hash, certificate, revision, customer, fields, made_by, made, expires)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
      secret_hash(made.token), wanted.certificate, wanted.revision, wanted.customer,
      to_text(wanted.fields), by.login, at, expires));
  Result<Share> about = read_share(database_->last_id(), {});
  if (!about) return problem_of(about);
  made.about = std::move(*about);
  return made;
}

Result<Share> Office::read_share(std::int64_t id, std::string_view customer) {
  Share found;
  Result<bool> there =
      first(database_->query(std::string(select) + "WHERE id = ?1 AND (?2 = '' OR customer = ?2)",
                             id, customer),
            [&](const Query& row) { found = share_of(row, now()); });
  if (!there) return problem_of(there);
  if (!*there) return unknown("share", std::to_string(id));
  return found;
}

Result<Page<Share>> Office::shares(const PageRequest& page, std::string_view customer) {
  std::lock_guard lock(mutex_);
  const std::int64_t wanted = rows_wanted(page);
  std::vector<Share> found;
  TENBIN_TRY(
      each(database_->query(std::string(select) + "WHERE id < ?1 AND (?2 = '' OR customer = ?2)"
                                                  " ORDER BY id DESC LIMIT ?3",
                            first_id(page), customer, wanted + 1),
           [&](const Query& row) { found.push_back(share_of(row, now())); }));
  return page_of(std::move(found), wanted, [](const Share& each) { return each.id; });
}

Result<Share> Office::revoke_share(std::int64_t id, std::string_view customer) {
  std::lock_guard lock(mutex_);
  Result<Transaction> transaction = Transaction::begin(*database_);
  if (!transaction) return problem_of(transaction);
  Result<Share> found = read_share(id, customer);
  if (!found) return found;
  TENBIN_TRY(database_->run("UPDATE shares SET revoked = ?2 WHERE id = ?1 AND revoked IS NULL", id,
                            now().ms));
  found->state = ShareState::revoked;
  TENBIN_TRY(transaction->commit());
  return found;
}

Result<Share> Office::look_at_share(std::string_view token) {
  std::lock_guard lock(mutex_);
  Share found;
  Result<bool> there =
      first(database_->query(std::string(select) + "WHERE hash = ?1", secret_hash(token)),
            [&](const Query& row) { found = share_of(row, now()); });
  if (!there) return problem_of(there);
  if (!*there || found.state != ShareState::open) return problem(Code::share_expired);
  TENBIN_TRY(
      database_->run_unsynced("UPDATE shares SET views = views + 1 WHERE id = ?1", found.id));
  return found;
}

}  // namespace tenbin::office
