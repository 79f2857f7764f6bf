// Four eyes (design/ux.md R10): one person asks, another decides. What was decided never changes.
#include "office/forms.hpp"
#include "office/office.hpp"
#include "office/rows.hpp"

namespace tenbin::office {
namespace {

constexpr const char* select =
    "SELECT id, kind, commands, summary, requested_by, requested_at, state,"
    " coalesce(decided_by, ''), decided_at, comment, self_approved FROM approvals ";

Approval approval_of(const Query& row) {
  Approval approval;
  approval.id = row.number(0);
  approval.request = {row.text(1), row.text(2), row.text(3)};
  approval.requested_by = row.text(4);
  approval.requested_at = {row.number(5)};
  // The table holds no other name.
  approval.state = value_named<ApprovalState>(row.text(6)).value_or(ApprovalState::withdrawn);
  approval.decided_by = row.text(7);
  approval.decided_at = instant_if(row, 8);
  approval.comment = row.text(9);
  approval.self_approved = row.number(10) != 0;
  return approval;
}

Result<void> must_be_open(const Approval& approval) {
  if (approval.state == ApprovalState::open) return {};
  return problem(Code::approval_decided, {{"approval", std::to_string(approval.id)},
                                          {"state", std::string(name_of(approval.state))}});
}

}  // namespace

Result<std::optional<Approval>> Office::find_asked(const NewApproval& request, const Person& by) {
  Approval approval;
  Result<bool> there =
      first(database_->query(std::string(select) +
                                 "WHERE kind = ?1 AND commands = ?2 AND requested_by = ?3"
                                 " AND (state = 'open' OR (?4 AND state = 'approved'))"
                                 " ORDER BY id DESC LIMIT 1",
                             request.kind, request.commands, by.login, request.once),
            [&](const Query& row) { approval = approval_of(row); });
  if (!there) return problem_of(there);
  if (!*there) return std::optional<Approval>();
  return std::optional(std::move(approval));
}

Result<std::optional<Approval>> Office::asked_before(const NewApproval& request, const Person& by) {
  std::lock_guard lock(mutex_);
  return find_asked(request, by);
}

Result<Approval> Office::insert_approval(const NewApproval& request, const Person& by) {
  TENBIN_TRY(database_->run(
      "INSERT INTO approvals (kind, commands, summary, requested_by, requested_at, state)"
      " VALUES (?1, ?2, ?3, ?4, ?5, 'open')",
      request.kind, request.commands, request.summary, by.login, now().ms));
  return read_approval(database_->last_id());
}

Result<Approval> Office::ask_approval(const NewApproval& request, const Person& by) {
  TENBIN_TRY(check_name("kind", request.kind));
  std::lock_guard lock(mutex_);
  Result<Transaction> transaction = Transaction::begin(*database_);
  if (!transaction) return problem_of(transaction);
  Result<std::optional<Approval>> before = find_asked(request, by);
  if (!before) return problem_of(before);
  if (*before) return **std::move(before);
  Result<Approval> asked = insert_approval(request, by);
  if (!asked) return asked;
  TENBIN_TRY(transaction->commit());
  return asked;
}

Result<Approval> Office::keep_self_approval(const NewApproval& request, const Person& by) {
  TENBIN_TRY(check_name("kind", request.kind));
  std::lock_guard lock(mutex_);
  Result<Transaction> transaction = Transaction::begin(*database_);
  if (!transaction) return problem_of(transaction);
  Result<std::optional<Approval>> before = find_asked(request, by);
  if (!before) return problem_of(before);
  if (*before && (*before)->state == ApprovalState::approved) return **std::move(before);
  Result<Approval> kept = *before ? **std::move(before) : insert_approval(request, by);
  if (!kept) return kept;
  kept->state = ApprovalState::approved;
  kept->decided_by = by.login;
  kept->self_approved = true;
  kept = settle_approval(*std::move(kept));
  if (!kept) return kept;
  TENBIN_TRY(transaction->commit());
  return kept;
}

Result<Approval> Office::read_approval(std::int64_t id) {
  Approval approval;
  Result<bool> there = first(database_->query(std::string(select) + "WHERE id = ?1", id),
                             [&](const Query& row) { approval = approval_of(row); });
  if (!there) return problem_of(there);
  if (!*there) return unknown("approval", std::to_string(id));
  return approval;
}

Result<Approval> Office::approval(std::int64_t id) {
  std::lock_guard lock(mutex_);
  return read_approval(id);
}

Result<Page<Approval>> Office::approvals(const PageRequest& page,
                                         std::optional<ApprovalState> state, std::string_view by) {
  std::lock_guard lock(mutex_);
  const std::int64_t wanted = rows_wanted(page);
  std::vector<Approval> found;
  const std::string sql =
      std::string(select) + "WHERE id < ?1" + (state ? " AND state = ?3" : " AND ?3 = ''") +
      (by.empty() ? " AND ?4 = ''" : " AND requested_by = ?4") + " ORDER BY id DESC LIMIT ?2";
  const std::string_view name = state ? name_of(*state) : std::string_view();
  TENBIN_TRY(each(database_->query(sql, first_id(page), wanted + 1, name, by),
                  [&](const Query& row) { found.push_back(approval_of(row)); }));
  return page_of(std::move(found), wanted, [](const Approval& approval) { return approval.id; });
}

Result<Approval> Office::settle_approval(Approval approval) {
  approval.decided_at = now();
  TENBIN_TRY(database_->run(
      "UPDATE approvals SET state = ?2, decided_by = ?3, decided_at = ?4, comment = ?5,"
      " self_approved = ?6 WHERE id = ?1",
      approval.id, name_of(approval.state), approval.decided_by, approval.decided_at->ms,
      approval.comment, approval.self_approved));
  return approval;
}

Result<Approval> Office::read_to_decide(std::int64_t id, const Person& by) {
  Result<Approval> approval = read_approval(id);
  if (!approval) return approval;
  TENBIN_TRY(must_be_open(*approval));
  if (approval->requested_by != by.login) return approval;
  Result<std::string> self_approval = read_setting("self_approval", "off");
  if (!self_approval) return problem_of(self_approval);
  if (*self_approval != "on") return problem(Code::approval_same_person);
  return approval;
}

Result<Approval> Office::approval_to_decide(std::int64_t id, const Person& by) {
  TENBIN_TRY(require(by.rights(), Right::approve));
  std::lock_guard lock(mutex_);
  return read_to_decide(id, by);
}

Result<Approval> Office::decide_approval(std::int64_t id, bool approve, const Person& by,
                                         std::string_view comment) {
  TENBIN_TRY(require(by.rights(), Right::approve));
  std::lock_guard lock(mutex_);
  Result<Transaction> transaction = Transaction::begin(*database_);
  if (!transaction) return problem_of(transaction);
  Result<Approval> approval = read_to_decide(id, by);
  if (!approval) return approval;
  if (!approve && comment.empty()) return invalid("comment", "office.comment");
  approval->state = approve ? ApprovalState::approved : ApprovalState::rejected;
  approval->decided_by = by.login;
  approval->comment = comment;
  approval->self_approved = approve && approval->requested_by == by.login;
  Result<Approval> settled = settle_approval(std::move(*approval));
  if (!settled) return settled;
  TENBIN_TRY(transaction->commit());
  return settled;
}

Result<Approval> Office::withdraw_approval(std::int64_t id, const Person& by) {
  std::lock_guard lock(mutex_);
  Result<Transaction> transaction = Transaction::begin(*database_);
  if (!transaction) return problem_of(transaction);
  Result<Approval> approval = read_approval(id);
  if (!approval) return approval;
  if (approval->requested_by != by.login) return problem(Code::approval_not_own);
  TENBIN_TRY(must_be_open(*approval));
  approval->state = ApprovalState::withdrawn;
  approval->decided_by = by.login;
  Result<Approval> settled = settle_approval(std::move(*approval));
  if (!settled) return settled;
  TENBIN_TRY(transaction->commit());
  return settled;
}

}  // namespace tenbin::office
