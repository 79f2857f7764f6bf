#include "office/webhooks.hpp"

#include "office/forms.hpp"
#include "office/rows.hpp"

namespace tenbin::office {
namespace {

constexpr std::size_t longest_url = 500;
constexpr std::string_view prefix = "whsec_";

constexpr const char* select =
    "SELECT id, url, events, allow_private, since, paused, made_by, made,"
    " (SELECT count(*) FROM deliveries WHERE webhook = w.id AND state = 'waiting'),"
    " (SELECT count(*) FROM deliveries WHERE webhook = w.id AND state = 'dead')"
    " FROM webhooks w ";

Webhook webhook_of(const Query& row) {
  Webhook found;
  found.id = row.number(0);
  found.about.url = row.text(1);
  found.about.events = set_of_text<EventType>(row.text(2)).value_or(EventTypes{});
  found.about.allow_private = row.number(3) != 0;
  found.about.since = row.number(4);
  found.paused = row.number(5) != 0;
  found.made_by = row.text(6);
  found.made = {row.number(7)};
  found.waiting = row.number(8);
  found.dead = row.number(9);
  return found;
}

// What goes into a request as it stands: printable ASCII behind a scheme, without a login.
bool is_url(std::string_view text) {
  const bool plain = text.starts_with("http://");
  if ((!plain && !text.starts_with("https://")) || text.size() > longest_url) return false;
  const std::string_view rest = text.substr(plain ? 7 : 8);
  const std::string_view host = rest.substr(0, rest.find_first_of("/?"));
  for (const char c : text)
    if (c <= ' ' || c > '~' || c == '"' || c == '\\' || c == '#') return false;
  return !host.empty() && host.find('@') == std::string_view::npos;
}

}  // namespace

Result<MadeWebhook> Webhooks::add(const NewWebhook& wanted, const Person& by) {
  if (!is_url(wanted.url)) return invalid("url", "office.url");
  if (wanted.events.empty()) return invalid("events", "office.events");
  const Random32 key = office_.random<std::tuple_size_v<Random32>>();
  const std::string bytes(key.begin(), key.end());
  std::lock_guard lock(office_.mutex_);
  Result<Transaction> transaction = Transaction::begin(*office_.database_);
  if (!transaction) return problem_of(transaction);
  std::int64_t count = 0;
  TENBIN_TRY(first(office_.database_->query("SELECT count(*) FROM webhooks"),
                   [&](const Query& row) { count = row.number(0); }));
  if (count >= most_webhooks) return problem(Code::webhook_full);
  Result<Random32> seal_key = office_.seal_key();
  if (!seal_key) return problem_of(seal_key);
  const std::string sealed = seal(*seal_key, office_.random<std::tuple_size_v<Nonce>>(), bytes);
  TENBIN_TRY(office_.database_->run(
      "INSERT INTO webhooks (url, events, allow_private, secret, since, made_by, made)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
      wanted.url, to_text(wanted.events), wanted.allow_private, as_bytes(sealed), wanted.since,
      by.login, office_.now().ms));
  Result<Webhook> about = read(office_.database_->last_id());
  if (!about) return problem_of(about);
  TENBIN_TRY(transaction->commit());
  return MadeWebhook{*std::move(about), std::string(prefix) + to_base64(key)};
}

Result<Webhook> Webhooks::read(std::int64_t id) {
  Webhook found;
  Result<bool> there = first(office_.database_->query(std::string(select) + "WHERE id = ?1", id),
                             [&](const Query& row) { found = webhook_of(row); });
  if (!there) return problem_of(there);
  if (!*there) return unknown("webhook", std::to_string(id));
  return found;
}

Result<std::vector<Webhook>> Webhooks::all() {
  std::lock_guard lock(office_.mutex_);
  std::vector<Webhook> found;
  TENBIN_TRY(each(office_.database_->query(std::string(select) + "ORDER BY id DESC"),
                  [&](const Query& row) { found.push_back(webhook_of(row)); }));
  return found;
}

Result<Webhook> Webhooks::pause(std::int64_t id, bool paused) {
  std::lock_guard lock(office_.mutex_);
  TENBIN_TRY(office_.database_->run("UPDATE webhooks SET paused = ?2 WHERE id = ?1", id, paused));
  return read(id);
}

Result<void> Webhooks::remove(std::int64_t id) {
  std::lock_guard lock(office_.mutex_);
  Result<int> gone = office_.database_->run("DELETE FROM webhooks WHERE id = ?1", id);
  if (!gone) return problem_of(gone);
  if (*gone == 0) return unknown("webhook", std::to_string(id));
  return {};
}

}  // namespace tenbin::office
