// What the administrator wants to know at a glance, and the check of the whole book.
#include <filesystem>

#include "codec/json_writer.hpp"
#include "http/entrance.hpp"
#include "http/parameters.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"
#include "message/message.hpp"
#include "office/forms.hpp"
#include "office/upkeep.hpp"
#include "service/audit.hpp"
#include "service/certificate_keys.hpp"
#include "service/disk.hpp"

namespace tenbin::http {
namespace {

constexpr std::uint64_t small_body = 1024;

using office::Upkeep;
using office::UpkeepDone;

void write_done(json::Writer& json, const std::optional<UpkeepDone>& done) {
  if (!done) return static_cast<void>(json.null());
  json.begin_object().key("at").string(format_instant(done->at));
  json.key("records").integer(static_cast<std::int64_t>(done->records)).end_object();
}

// What the book's disk has and had; null where it does not say.
void write_disk(json::Writer& json, const std::string& book) {
  const auto space = disk_space_of(book);
  if (!space) return static_cast<void>(json.null());
  json.begin_object().key("available").integer(static_cast<std::int64_t>(space->available));
  json.key("capacity").integer(static_cast<std::int64_t>(space->capacity)).end_object();
}

Reply system_of(const Site& site, const Call& call) {
  std::error_code ignored;
  const auto bytes = std::filesystem::file_size(site.desk.path(), ignored);
  std::uint64_t size = 0;
  const auto key = site.desk.read_ledger([&](const Ledger& ledger) {
    size = ledger.size();
    return current_certificate_key(ledger);
  });
  if (!key) return problem_reply(call, key.error());
  const auto backup = last_upkeep(site.office, Upkeep::backup);
  if (!backup) return problem_reply(call, backup.error());
  const auto check = last_upkeep(site.office, Upkeep::check);
  if (!check) return problem_reply(call, check.error());
  std::string body;
  json::Writer json(body);
  json.begin_object().key("backup");
  write_done(json, *backup);
  json.key("book").begin_object();
  json.key("bytes").integer(ignored ? 0 : static_cast<std::int64_t>(bytes));
  json.key("size").integer(static_cast<std::int64_t>(size));
  json.key("writable").boolean(site.desk.is_well()).end_object();
  json.key("check");
  write_done(json, *check);
  json.key("disk");
  write_disk(json, site.desk.path());
  json.key("key").begin_object().key("algorithm").string("Ed25519");
  json.key("id").string(*key).end_object();
  json.key("version").string(TENBIN_VERSION).end_object();
  return json_reply(std::move(body));
}

// As `tenbin check` does it, while the server works on.
Reply check_book(const Site& site, const Call& call) {
  const auto book = store::Book::open_to_read(site.desk.path());
  if (!book) return problem_reply(call, book.error());
  const auto audit = audit_book(*book, [&](std::uint64_t done, std::uint64_t total) {
    return !call.go_on || call.go_on(done, total);
  });
  if (!audit) return problem_reply(call, audit.error());
  if (audit->finding)
    return problem_reply(
        call, {Code::book_corrupt,
               {{"seq", std::to_string(audit->finding->seq)}, {"place", audit->finding->check}}});
  const UpkeepDone done{site.outside.now(), audit->records};
  if (const auto noted = note_upkeep(site.office, Upkeep::check, done); !noted)
    return problem_reply(call, noted.error());
  std::string body;
  json::Writer json(body);
  write_done(json, done);
  return json_reply(std::move(body));
}

// A letter to whom the administrator names: whether it arrives, only a person sees.
Reply try_mail(const Site& site, const Call& call) {
  const auto body = json::parse(call.request.body);
  if (!body) return problem_reply(call, body.error());
  if (const auto known = body->only_keys({"to"}); !known) return problem_reply(call, known.error());
  mail::Letter letter;
  letter.to = office::lower_case(text_or_empty(*body, "to"));
  if (!office::is_email(letter.to))
    return problem_reply(call, office::invalid("to", "office.email").value());
  letter.subject = message(call.language, "mail.trial.subject");
  letter.text = message(call.language, "mail.trial.text") + "\n\n" + site.entrance->address + "\n";
  const auto sent = site.entrance->mailer.send(letter);
  if (!sent) return problem_reply(call, sent.error());
  return json_reply(sent_json(*sent), 201);
}

}  // namespace

void add_system(Router& router, Site& site) {
  router.add({"GET", "/api/v1/system", office::Right::see_system, Place::worker,
              [&site](const Call& call) { return system_of(site, call); }});
  router.add({"POST", "/api/v1/system/check", office::Right::see_system, Place::worker,
              Answering([&site](const Call& call) { return check_book(site, call); }), small_body,
              true});
  router.add({"POST", "/api/v1/system/mail", office::Right::see_system, Place::worker,
              Answering([&site](const Call& call) { return try_mail(site, call); }), small_body});
}

}  // namespace tenbin::http
