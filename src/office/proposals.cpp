#include "office/proposals.hpp"

#include "office/forms.hpp"
#include "office/office.hpp"
#include "office/rows.hpp"

namespace tenbin::office {
namespace {

constexpr std::int64_t day_ms = 24 * 3'600'000;
constexpr std::int64_t lock_ms = 15 * 60'000;
constexpr std::int64_t wrong_pins_allowed = 5;
constexpr std::size_t longest_message = 4000;
constexpr std::size_t longest_comment = 2000;

constexpr const char* select =
    "SELECT id, site, period, customer, title, message, rows, mass, hold_days, made_by, made,"
    " expires, state, coalesce(accepted_by, ''), accepted, coalesce(comment, ''), reservation, seen"
    " FROM proposals ";

Proposal proposal_of(const Query& row, Instant now) {
  Proposal found;
  found.id = row.number(0);
  NewProposal& about = found.about;
  about.site = row.text(1);
  about.period = Date::of_days(static_cast<std::int32_t>(row.number(2)));
  about.customer = row.text(3);
  about.title = row.text(4);
  about.message = row.text(5);
  about.rows = row.text(6);
  about.mass = Mass::of_grams(row.number(7));
  about.hold_days = row.number(8);
  found.made_by = row.text(9);
  found.made = {row.number(10)};
  found.expires = {row.number(11)};
  about.days = (found.expires.ms - found.made.ms) / day_ms;
  // The table holds no other name.
  found.state = value_named<ProposalState>(row.text(12)).value_or(ProposalState::withdrawn);
  if (found.state == ProposalState::open && found.expires.ms <= now.ms)
    found.state = ProposalState::expired;
  found.accepted_by = row.text(13);
  found.accepted = instant_if(row, 14);
  found.comment = row.text(15);
  found.reservation = row.number_if(16);
  found.seen = row.number(17);
  return found;
}

// In the place of parameter 2 is now.
std::string condition_of(const std::optional<ProposalState>& state) {
  if (!state) return "?2 = ?2";
  if (*state == ProposalState::open) return "state = 'open' AND expires > ?2";
  if (*state == ProposalState::expired) return "state = 'open' AND expires <= ?2";
  return "state = '" + std::string(name_of(*state)) + "' AND ?2 = ?2";
}

tlog::Hash pin_hash(std::string_view token, std::string_view pin) {
  return secret_hash(std::string(token) + ":" + std::string(pin));
}

tl::unexpected<Problem> decided(const Proposal& proposal) {
  return problem(Code::proposal_decided, {{"proposal", std::to_string(proposal.id)},
                                          {"state", std::string(name_of(proposal.state))}});
}

}  // namespace

Result<MadeProposal> Office::make_proposal(const NewProposal& wanted, const Person& by) {
  TENBIN_TRY(check_name("title", wanted.title));
  TENBIN_TRY(check_text("message", wanted.message, longest_message));
  TENBIN_TRY(check_days("days", wanted.days));
  TENBIN_TRY(check_days("hold_days", wanted.hold_days));
  std::lock_guard lock(mutex_);
  TENBIN_TRY(check_sales_cap(by, wanted.mass));
  MadeProposal made;
  made.token = secret_text(random<32>());
  std::uint32_t number = 0;
  for (const std::uint8_t byte : random<4>()) number = number << 8 | byte;
  made.pin = std::to_string(10'000 + number % 10'000).substr(1);
  const std::int64_t at = now().ms;
  TENBIN_TRY(database_->run(
      "INSERT INTO proposals (hash, pin, site, period, customer, title, message, rows, mass,"
      " hold_days, made_by, made, expires, state)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 'open')",
      secret_hash(made.token), pin_hash(made.token, made.pin), wanted.site,
      std::int64_t{wanted.period.days()}, wanted.customer, wanted.title, wanted.message,
      wanted.rows, wanted.mass.grams(), wanted.hold_days, by.login, at, at + wanted.days * day_ms));
  Result<Proposal> about = read_proposal(database_->last_id(), {});
  if (!about) return problem_of(about);
  made.about = std::move(*about);
  return made;
}

Result<Proposal> Office::read_proposal(std::int64_t id, std::string_view owner) {
  Proposal found;
  Result<bool> there =
      first(database_->query(std::string(select) + "WHERE id = ?1 AND (?2 = '' OR made_by = ?2)",
                             id, owner),
            [&](const Query& row) { found = proposal_of(row, now()); });
  if (!there) return problem_of(there);
  if (!*there) return unknown("proposal", std::to_string(id));
  return found;
}

Result<Page<Proposal>> Office::proposals(const PageRequest& page, const ProposalFilter& filter) {
  std::lock_guard lock(mutex_);
  const std::int64_t wanted = rows_wanted(page);
  std::vector<Proposal> found;
  const std::string sql = std::string(select) + "WHERE id < ?1 AND " + condition_of(filter.state) +
                          " AND (?3 = '' OR customer = ?3) AND (?4 = '' OR made_by = ?4)"
                          " ORDER BY id DESC LIMIT ?5";
  TENBIN_TRY(each(
      database_->query(sql, first_id(page), now().ms, filter.customer, filter.made_by, wanted + 1),
      [&](const Query& row) { found.push_back(proposal_of(row, now())); }));
  return page_of(std::move(found), wanted, [](const Proposal& each) { return each.id; });
}

Result<Proposal> Office::withdraw_proposal(std::int64_t id, std::string_view owner) {
  std::lock_guard lock(mutex_);
  Result<Transaction> transaction = Transaction::begin(*database_);
  if (!transaction) return problem_of(transaction);
  Result<Proposal> found = read_proposal(id, owner);
  if (!found) return found;
  if (found->state != ProposalState::open && found->state != ProposalState::expired)
    return decided(*found);
  found->state = ProposalState::withdrawn;
  TENBIN_TRY(database_->run("UPDATE proposals SET state = 'withdrawn' WHERE id = ?1", id));
  TENBIN_TRY(transaction->commit());
  return found;
}

// A link that leads nowhere, or no longer: the same to whoever asks.
Result<Proposal> Office::read_proposal_of(std::string_view token) {
  Proposal found;
  Result<bool> there =
      first(database_->query(std::string(select) + "WHERE hash = ?1", secret_hash(token)),
            [&](const Query& row) { found = proposal_of(row, now()); });
  if (!there) return problem_of(there);
  const bool stands =
      *there && (found.state == ProposalState::open || found.state == ProposalState::accepted);
  if (!stands) return problem(Code::proposal_expired);
  return found;
}

Result<void> Office::proposal_stands(std::string_view token) {
  std::lock_guard lock(mutex_);
  Result<Proposal> found = read_proposal_of(token);
  if (!found) return problem_of(found);
  return {};
}

Result<Proposal> Office::open_proposal(std::string_view token, std::string_view pin, bool seen) {
  std::lock_guard lock(mutex_);
  Result<Transaction> transaction = Transaction::begin(*database_);
  if (!transaction) return problem_of(transaction);
  Result<Proposal> found = read_proposal_of(token);
  if (!found) return found;
  std::int64_t locked_until = 0;
  std::int64_t wrong = 0;
  bool right = false;
  TENBIN_TRY(
      first(database_->query("SELECT pin, wrong_pins, locked_until FROM proposals WHERE id = ?1",
                             found->id),
            [&](const Query& row) {
              right = same_secret(as_bytes(row.text(0)), pin_hash(token, pin));
              wrong = row.number(1);
              locked_until = row.number(2);
            }));
  if (locked_until > now().ms)
    return problem(Code::login_too_many,
                   {{"seconds", std::to_string((locked_until - now().ms + 999) / 1000)}});
  if (!right) {
    const bool locks = ++wrong >= wrong_pins_allowed;
    TENBIN_TRY(database_->run(
        "UPDATE proposals SET wrong_pins = ?2, locked_until = ?3 WHERE id = ?1", found->id,
        locks ? std::int64_t{0} : wrong, locks ? now().ms + lock_ms : std::int64_t{0}));
    TENBIN_TRY(transaction->commit());
    return problem(Code::proposal_pin);
  }
  TENBIN_TRY(database_->run("UPDATE proposals SET wrong_pins = 0, seen = seen + ?2 WHERE id = ?1",
                            found->id, seen));
  TENBIN_TRY(transaction->commit());
  return found;
}

Result<void> check_acceptance(const Acceptance& acceptance) {
  TENBIN_TRY(check_name("name", acceptance.name));
  return check_text("comment", acceptance.comment, longest_comment);
}

Result<Proposal> Office::accept_proposal(std::int64_t id, const Acceptance& acceptance) {
  TENBIN_TRY(check_acceptance(acceptance));
  std::lock_guard lock(mutex_);
  Result<Transaction> transaction = Transaction::begin(*database_);
  if (!transaction) return problem_of(transaction);
  Result<Proposal> found = read_proposal(id, {});
  if (!found) return found;
  if (found->state == ProposalState::accepted) return decided(*found);
  if (found->state != ProposalState::open) return problem(Code::proposal_expired);
  Result<Person> maker = read_person(found->made_by);
  if (!maker) return problem_of(maker);
  const NewProposal& about = found->about;
  Result<Reservation> held =
      insert_reservation({about.site, about.period, about.customer, about.mass, acceptance.rows,
                          about.title, about.hold_days, found->id},
                         *maker);
  if (!held) return problem_of(held);
  TENBIN_TRY(
      database_->run("UPDATE proposals SET state = 'accepted', accepted_by = ?2,"
                     " accepted = ?3, comment = ?4, reservation = ?5 WHERE id = ?1",
                     id, acceptance.name, now().ms, acceptance.comment, held->id));
  Result<Proposal> accepted = read_proposal(id, {});
  if (!accepted) return accepted;
  TENBIN_TRY(transaction->commit());
  return accepted;
}

}  // namespace tenbin::office
