#include "office/drafts.hpp"

#include <algorithm>

#include "office/forms.hpp"
#include "office/rows.hpp"

namespace tenbin::office {
namespace {

constexpr std::int64_t day_ms = 24 * 3'600'000;

Result<void> goes_on_from(const std::optional<Draft>& kept, std::optional<Instant> before) {
  if (kept && !before) return problem(Code::draft_match_missing);
  if (kept && kept->saved.ms != before->ms)
    return problem(Code::draft_stale, {{"saved_at", format_instant(kept->saved)}});
  if (!kept && before) return problem(Code::draft_stale);
  return {};
}

}  // namespace

Result<std::optional<Draft>> Drafts::read(std::int64_t person, std::string_view key) {
  std::optional<Draft> found;
  TENBIN_TRY(
      first(office_.database_->query(
                "SELECT body, saved FROM drafts WHERE person = ?1 AND key = ?2", person, key),
            [&](const Query& row) {
              found = Draft{row.text(0), {row.number(1)}};
            }));
  return found;
}

Result<void> Drafts::sweep(std::int64_t person) {
  TENBIN_TRY(office_.database_->run("DELETE FROM drafts WHERE saved <= ?1",
                                    office_.now().ms - draft_days * day_ms));
  TENBIN_TRY(office_.database_->run(
      "DELETE FROM drafts WHERE person = ?1 AND key NOT IN (SELECT key FROM drafts"
      " WHERE person = ?1 ORDER BY saved DESC LIMIT ?2)",
      person, most_drafts));
  return {};
}

Result<std::optional<Draft>> Drafts::find(const Person& person, std::string_view key) {
  std::lock_guard lock(office_.mutex_);
  return read(person.id, key);
}

Result<Draft> Drafts::save(const Person& person, std::string_view key, std::string_view body,
                           std::optional<Instant> before) {
  TENBIN_TRY(check_name("key", key));
  std::lock_guard lock(office_.mutex_);
  Result<Transaction> transaction = Transaction::begin(*office_.database_);
  if (!transaction) return problem_of(transaction);
  const auto kept = read(person.id, key);
  if (!kept) return tl::make_unexpected(kept.error());
  TENBIN_TRY(goes_on_from(*kept, before));
  Draft draft{std::string(body), office_.now()};
  if (*kept) draft.saved.ms = std::max(draft.saved.ms, (*kept)->saved.ms + 1);
  TENBIN_TRY(office_.database_->run(
      "INSERT OR REPLACE INTO drafts (person, key, saved, body) VALUES (?1, ?2, ?3, ?4)", person.id,
      key, draft.saved.ms, body));
  if (!*kept) TENBIN_TRY(sweep(person.id));
  TENBIN_TRY(transaction->commit());
  return draft;
}

Result<void> Drafts::forget(const Person& person, std::string_view key) {
  std::lock_guard lock(office_.mutex_);
  TENBIN_TRY(
      office_.database_->run("DELETE FROM drafts WHERE person = ?1 AND key = ?2", person.id, key));
  return {};
}

}  // namespace tenbin::office
