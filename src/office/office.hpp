#pragma once
// What a mill's office keeps that is not truth about mass: people and how they sign in, API tokens,
// who read what, requests for approval. One SQLite file beside the book; losing it loses no
// kilogram. Safe to use from several threads at once, and from several programs. The caller asks
// for rights
// (`require`); here they are asked only where deciding depends on who decides.
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <semaphore>
#include <string>
#include <string_view>
#include <vector>

#include "office/attempts.hpp"
#include "office/database.hpp"
#include "office/password.hpp"
#include "office/proposals.hpp"
#include "office/records.hpp"
#include "office/reservations.hpp"
#include "office/secrets.hpp"
#include "office/shares.hpp"
#include "office/uploads.hpp"
#include "units/outside.hpp"

namespace tenbin::office {

// What add_person refuses by looking at the person alone.
Result<void> check_new_person(const NewPerson& person);
// What accept_proposal refuses by looking at the acceptance alone.
Result<void> check_acceptance(const Acceptance& acceptance);

class Office {
 public:
  // Makes the file where there is none. For its refusals see database.hpp.
  static Result<std::unique_ptr<Office>> open(const std::string& path, const Outside& outside,
                                              const PasswordCost& cost = {});
  Office(const Office&) = delete;
  Office& operator=(const Office&) = delete;

  // ---- first start (setup.cpp)
  // True while there is no person.
  Result<bool> needs_setup();
  // Made at the first call while there is no person, and good until it is used; nothing afterwards.
  Result<std::optional<std::string>> setup_token();
  // For who lost it: a new one, and the one before is good no longer. setup.closed.
  Result<std::string> new_setup_token();
  // The first person: an administrator; without roles a manager as well, who can run a small firm
  // alone: with both roles the setting self_approval becomes "on". setup.closed,
  // setup.token_invalid, and what add_person refuses.
  Result<Person> set_up(std::string_view token, NewPerson person);

  // ---- people (people.cpp)
  // input.invalid (login, name, roles, customer), password.weak, person.exists.
  Result<Person> add_person(const NewPerson& person);
  Result<Person> person(std::string_view login);  // reference.unknown
  Result<std::vector<Person>> people();           // by login
  // reference.unknown, input.invalid, person.last_admin. Who is no longer active is signed out.
  Result<Person> change_person(std::string_view login, const PersonChange& change);
  // By an administrator; ends the person's sessions. reference.unknown, password.weak.
  Result<void> reset_password(std::string_view login, std::string_view password);
  // By the person; ends all sessions. As `login`, and password.weak.
  Result<void> change_password(std::string_view login, std::string_view old_password,
                               std::string_view password, const std::string& address);

  // ---- a second factor (second_factor.cpp)
  // In force once a code is confirmed; a factor that is in force stays so until then.
  Result<TotpOffer> begin_totp(std::string_view login);
  Result<void> confirm_totp(std::string_view login, std::string_view code);  // totp.invalid
  Result<void> remove_totp(std::string_view login);

  // ---- sessions (sign_in.cpp)
  // login.failed for a wrong login or password, in the same time; login.too_many {seconds};
  // totp.needed when a code is missing, totp.invalid when it is wrong or was used.
  Result<SignedIn> login(std::string_view login, std::string_view password, std::string_view totp,
                         const std::string& address);
  // Of a person whom somebody else has identified, by the login. reference.unknown, also for who is
  // not active.
  Result<SignedIn> enter_as(std::string_view login, const std::string& address);
  // session.expired: 12 hours after it was last seen, 7 days after it was made, or never known.
  Result<Person> person_of_session(std::string_view token);
  Result<void> logout(std::string_view token);
  Result<void> logout_everywhere(std::string_view login);

  // ---- API tokens (api_tokens.cpp)
  // reference.unknown, input.invalid (name, scopes, expires: at most 3 years).
  Result<MadeToken> make_api_token(std::string_view owner, std::string_view name, Scopes scopes,
                                   Instant expires);
  Result<Bearer> bearer(std::string_view token);  // token.invalid
  // Of one person, or of all when `owner` is empty; the newest first.
  Result<std::vector<ApiToken>> api_tokens(std::string_view owner);
  Result<void> revoke_api_token(std::int64_t id);  // reference.unknown

  // ---- links for customers (links.cpp)
  // Answers the token of a link that is good once. input.invalid (customer, email, minutes).
  Result<std::string> invite(const Invitation& invitation);
  // A session of the person with that e-mail, who is made at the first time. link.expired: used,
  // too late or unknown, or the login is not of that customer.
  Result<Entered> enter(std::string_view token, const std::string& address);

  // ---- the access log (access_log.cpp), which only grows
  Result<void> record_access(const Access& access);
  // Of one login, or of all when `who` is empty.
  Result<Page<AccessEntry>> accesses(const PageRequest& page, std::string_view who = {});
  // The last one up to `until` by a person of the customer where `what` begins so; nothing where
  // there is none.
  Result<std::optional<AccessEntry>> last_access(std::string_view customer, std::string_view what,
                                                 Instant until);

  // ---- approvals (approvals.cpp)
  // What the same person has asked for already and is open (or approved, with `once`) is that.
  Result<Approval> ask_approval(const NewApproval& request, const Person& by);
  Result<std::optional<Approval>> asked_before(const NewApproval& request, const Person& by);
  // Asked and approved by the same person at once; kept when it was posted.
  Result<Approval> keep_self_approval(const NewApproval& request, const Person& by);
  Result<Approval> approval(std::int64_t id);  // reference.unknown
  // Of one person, or of all when `by` is empty.
  Result<Page<Approval>> approvals(const PageRequest& page, std::optional<ApprovalState> state,
                                   std::string_view by = {});
  // The approval, where `by` may decide it: refusals as of the next.
  Result<Approval> approval_to_decide(std::int64_t id, const Person& by);
  // right.missing (approve), approval.same_person unless the setting self_approval is "on" and
  // then marked as self_approved, approval.decided {approval, state}, input.invalid where a
  // rejection has no comment.
  Result<Approval> decide_approval(std::int64_t id, bool approve, const Person& by,
                                   std::string_view comment);
  // approval.not_own, approval.decided.
  Result<Approval> withdraw_approval(std::int64_t id, const Person& by);

  // ---- reservations (reservations.cpp); `owner`: a login whose own alone are found, else empty
  // The caller knows that it fits. input.invalid (days, note), reservation.cap {cap_kg, want_kg}.
  Result<Reservation> add_reservation(const NewReservation& wanted, const Person& by);
  Result<Reservation> reservation(std::int64_t id, std::string_view owner = {});
  Result<Page<Reservation>> reservations(const PageRequest& page, const ReservationFilter& filter);
  // None where no cap binds them: the manager's binds who is in sales and no manager.
  Result<std::optional<HoldingCap>> holding_cap(const Person& person);
  // Of a site, all that are open or expired, the oldest first.
  Result<std::vector<Reservation>> waiting_reservations(std::string_view site);
  // reference.unknown, reservation.decided {reservation, state} unless open; input.invalid (days).
  Result<Reservation> extend_reservation(std::int64_t id, std::int64_t days,
                                         std::string_view owner = {});
  // Released or allocated: the same, but an expired one may be too.
  Result<Reservation> end_reservation(std::int64_t id, ReservationState state,
                                      std::string_view owner = {});

  // ---- proposals (proposals.cpp); `owner` as above
  // input.invalid (title, message, days, hold_days), reservation.cap.
  Result<MadeProposal> make_proposal(const NewProposal& wanted, const Person& by);
  Result<Page<Proposal>> proposals(const PageRequest& page, const ProposalFilter& filter);
  // reference.unknown, proposal.decided {proposal, state} when accepted or withdrawn.
  Result<Proposal> withdraw_proposal(std::int64_t id, std::string_view owner = {});
  // By the link: proposal.expired for one that is unknown, expired or withdrawn.
  Result<void> proposal_stands(std::string_view token);
  // proposal.expired, proposal.pin, login.too_many {seconds}. `seen`: it is counted.
  Result<Proposal> open_proposal(std::string_view token, std::string_view pin, bool seen);
  // Reserves in the maker's name; the caller knows that it fits and has opened it. input.invalid
  // (name, comment), proposal.decided, proposal.expired, reservation.cap.
  Result<Proposal> accept_proposal(std::int64_t id, const Acceptance& acceptance);

  // ---- shared certificates (shares.cpp); `customer`: whose alone are found, else empty
  Result<MadeShare> make_share(const NewShare& wanted, const Person& by);  // input.invalid (days)
  Result<Page<Share>> shares(const PageRequest& page, std::string_view customer);
  Result<Share> revoke_share(std::int64_t id, std::string_view customer);  // reference.unknown
  // By the link, and counted. share.expired: unknown, expired or revoked.
  Result<Share> look_at_share(std::string_view token);

  // ---- papers of suppliers (uploads.cpp)
  Result<MadeUploadLink> make_upload_link(const NewUploadLink& wanted,
                                          const Person& by);  // input.invalid (days, note)
  // Of one supplier, or of all where it is empty.
  Result<Page<UploadLink>> upload_links(const PageRequest& page, std::string_view supplier);
  Result<UploadLink> revoke_upload_link(std::int64_t id);  // reference.unknown
  // By the link. upload.expired: unknown, expired or revoked.
  Result<UploadLink> upload_link_of(std::string_view token);
  // upload.expired, upload.kind, upload.full, input.invalid (file, number, valid_to). The same file
  // with the same number once more is the one that came before.
  Result<Upload> add_upload(std::string_view token, const NewUpload& upload);
  Result<Page<Upload>> uploads(const PageRequest& page, const UploadFilter& filter);
  Result<Upload> upload(std::int64_t id);             // reference.unknown
  Result<std::string> upload_bytes(std::int64_t id);  // reference.unknown
  // Its certificate is in the book: whatever was said meanwhile, it is accepted. reference.unknown
  Result<Upload> accept_upload(std::int64_t id, std::string_view certificate, const Person& by);
  // upload.decided {upload, state} unless received; input.invalid (reason).
  Result<Upload> reject_upload(std::int64_t id, std::string_view reason, const Person& by);

  // ---- names of imported files, by batch (imports.cpp)
  Result<void> keep_import(std::string_view batch, std::string_view file);
  // Nothing for what was imported elsewhere.
  Result<std::optional<std::string>> imported_file(std::string_view batch);

  // ---- how tables with headings of their own are read (imports.cpp)
  Result<void> keep_import_form(const ImportForm& form);  // in the place of one with its headings
  Result<std::optional<ImportForm>> import_form(std::string_view fingerprint);

  // ---- settings (settings.cpp)
  // The value, or `otherwise` where it was never set.
  Result<std::string> setting(std::string_view key, std::string_view otherwise = {});
  Result<std::map<std::string, std::string>> settings();
  // Keys are 1 to 64 of a-z 0-9 _ . ; self_approval and customer_mail are "on" or "off", language
  // "ja" or "en", sales_cap_kg and balance_low_kg a mass or empty for none.
  Result<void> set_setting(std::string_view key, std::string_view value);
  // All of them, or where one cannot be, none.
  Result<void> set_settings(const std::vector<std::pair<std::string_view, std::string_view>>& all);

 private:
  friend class Passkeys;       // office/passkeys.hpp
  friend class Drafts;         // office/drafts.hpp
  friend class Announcements;  // office/announcements.hpp
  friend class Webhooks;       // office/webhooks.hpp
  Office(std::string path, const Outside& outside, const PasswordCost& cost);

  Instant now() const { return outside_.now(); }
  template <std::size_t size>
  std::array<std::uint8_t, size> random() {
    std::lock_guard lock(random_mutex_);
    std::array<std::uint8_t, size> bytes{};
    outside_.fill_random(bytes);
    return bytes;
  }
  // Both outside of the lock and at most two at once: each takes 64 MiB.
  std::string hash_of(std::string_view password);
  bool matches(const std::string& hash, std::string_view password);

  // A person whose password is right, not yet signed in.
  struct Checked {
    std::int64_t person = 0;
    std::string login;  // in lower case
    std::string hash;
    Instant begun;
  };
  Result<Checked> check_password(std::string_view login, std::string_view password,
                                 const std::string& address);
  // The following are called with the lock held.
  Result<Person> read_person(std::string_view login);
  Result<std::vector<Person>> read_people();
  Result<void> keep_an_admin(std::int64_t without);  // person.last_admin
  Result<void> allow_self_approval(const NewPerson& first);
  Result<Person> insert_person(const NewPerson& person, const std::string& hash);
  Result<bool> has_people();
  Result<std::string> store_setup_token();
  Result<void> check_setup_token(std::string_view token);
  Result<SignedIn> begin_session(Person person, const std::string& address);
  Result<void> end_sessions(std::int64_t person);
  Result<void> check_second_factor(const Checked& checked, std::string_view code,
                                   const std::string& address);
  // The step of a code under a sealed secret, or totp.invalid.
  Result<std::int64_t> match_code(const std::string& sealed, std::int64_t last_step,
                                  std::string_view code);
  // The key beside the file, made when it is first needed.
  Result<Random32> seal_key();
  Result<Approval> read_approval(std::int64_t id);
  Result<Approval> insert_approval(const NewApproval& request, const Person& by);
  Result<std::optional<Approval>> find_asked(const NewApproval& request, const Person& by);
  Result<Approval> read_to_decide(std::int64_t id, const Person& by);
  Result<Approval> settle_approval(Approval approval);
  Result<std::string> read_setting(std::string_view key, std::string_view otherwise);
  Result<std::optional<HoldingCap>> read_cap(const Person& person);
  Result<void> check_sales_cap(const Person& by, Mass more);  // reservation.cap
  Result<Reservation> insert_reservation(const NewReservation& wanted, const Person& by);
  Result<Reservation> read_reservation(std::int64_t id, std::string_view owner);
  Result<Proposal> read_proposal(std::int64_t id, std::string_view owner);
  Result<Proposal> read_proposal_of(std::string_view token);  // proposal.expired
  Result<Share> read_share(std::int64_t id, std::string_view customer);
  Result<UploadLink> read_upload_link(std::int64_t id);
  Result<UploadLink> read_upload_link_of(std::string_view token);  // upload.expired
  Result<Upload> read_upload(std::int64_t id);

  const std::string path_;
  const Outside outside_;
  const PasswordCost cost_;
  std::string nobody_hash_;  // verified for unknown logins
  std::counting_semaphore<2> hashing_{2};
  std::mutex random_mutex_;
  std::mutex mutex_;  // guards what follows
  std::unique_ptr<Database> database_;
  Attempts attempts_;
};

}  // namespace tenbin::office
