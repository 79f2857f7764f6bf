#include "office/announcements.hpp"

#include "office/rows.hpp"

namespace tenbin::office {
namespace {

constexpr std::int64_t kept_ms = std::int64_t{90} * 24 * 3'600'000;

// The body that every receiver gets: {"data":…,"timestamp":…,"type":…}.
std::string body_of(const Event& event, Instant at) {
  return R"({"data":)" + event.data + R"(,"timestamp":")" + format_instant(at) + R"(","type":")" +
         std::string(name_of(event.type)) + "\"}";
}

}  // namespace

Result<Announcements::Wanted> Announcements::wanted() {
  std::lock_guard lock(office_.mutex_);
  Wanted wanted;
  TENBIN_TRY(
      first(office_.database_->query("SELECT EXISTS (SELECT 1 FROM webhooks), EXISTS (SELECT 1 FROM"
                                     " settings WHERE key = 'customer_mail' AND value = 'on')"),
            [&](const Query& row) {
              wanted.events = row.number(0) != 0;
              wanted.letters = row.number(1) != 0;
            }));
  return wanted;
}

Result<Watched> Announcements::watched() {
  std::lock_guard lock(office_.mutex_);
  Watched all;
  TENBIN_TRY(each(office_.database_->query("SELECT name, value FROM watched"),
                  [&](const Query& row) { all.emplace(row.text(0), row.text(1)); }));
  return all;
}

Result<void> Announcements::insert(const Event& event) {
  const Instant at = office_.now();
  const std::string name = "evt_" + to_hex(office_.random<16>());
  Result<int> fresh = office_.database_->run(
      "INSERT OR IGNORE INTO events (name, cause, type, at, body) VALUES (?1, ?2, ?3, ?4, ?5)",
      name, event.cause.empty() ? name : event.cause, name_of(event.type), at.ms,
      body_of(event, at));
  if (!fresh) return problem_of(fresh);
  if (*fresh == 0) return {};
  TENBIN_TRY(office_.database_->run(
      "INSERT INTO deliveries (webhook, event, state, next) SELECT id, ?1, 'waiting', ?2"
      " FROM webhooks WHERE paused = 0 AND since < coalesce(?3, since + 1)"
      " AND instr(' ' || events || ' ', ' ' || ?4 || ' ') > 0",
      office_.database_->last_id(), at.ms, event.seq, name_of(event.type)));
  return {};
}

Result<void> Announcements::publish(const Announced& announced) {
  std::lock_guard lock(office_.mutex_);
  Result<Transaction> transaction = Transaction::begin(*office_.database_);
  if (!transaction) return problem_of(transaction);
  if (announced.size)
    TENBIN_TRY(
        office_.database_->run("UPDATE webhooks SET since = ?1 WHERE since > ?1", *announced.size));
  for (const Event& event : announced.events) TENBIN_TRY(insert(event));
  for (const QueuedLetter& letter : announced.letters)
    TENBIN_TRY(
        office_.database_->run("INSERT INTO letters (recipient, subject, body) VALUES (?1, ?2, ?3)",
                               letter.to, letter.subject, letter.text));
  for (const auto& [name, value] : announced.watched) {
    TENBIN_TRY(value.empty() ? office_.database_->run("DELETE FROM watched WHERE name = ?1", name)
                             : office_.database_->run(
                                   "INSERT OR REPLACE INTO watched (name, value) VALUES (?1, ?2)",
                                   name, value));
  }
  return transaction->commit();
}

Result<std::optional<QueuedLetter>> Announcements::next_letter() {
  std::lock_guard lock(office_.mutex_);
  std::optional<QueuedLetter> found;
  TENBIN_TRY(first(office_.database_->query(
                       "SELECT id, recipient, subject, body FROM letters ORDER BY id LIMIT 1"),
                   [&](const Query& row) {
                     found = QueuedLetter{row.number(0), row.text(1), row.text(2), row.text(3)};
                   }));
  return found;
}

Result<void> Announcements::forget_letter(std::int64_t id) {
  std::lock_guard lock(office_.mutex_);
  TENBIN_TRY(office_.database_->run("DELETE FROM letters WHERE id = ?1", id));
  return {};
}

// What has a cause stays: it could be seen again.
Result<void> Announcements::sweep() {
  std::lock_guard lock(office_.mutex_);
  const std::int64_t before = office_.now().ms - kept_ms;
  TENBIN_TRY(office_.database_->run(
      "DELETE FROM deliveries WHERE state <> 'waiting' AND tried < ?1", before));
  TENBIN_TRY(
      office_.database_->run("DELETE FROM events WHERE at < ?1 AND cause = name"
                             " AND NOT EXISTS (SELECT 1 FROM deliveries WHERE event = events.id)",
                             before));
  return {};
}

}  // namespace tenbin::office
