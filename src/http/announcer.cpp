#include "http/announcer.hpp"

#include <charconv>

#include "http/customer_letters.hpp"
#include "http/news.hpp"
#include "office/upkeep.hpp"
#include "service/fetch.hpp"

namespace tenbin::http {
namespace {

constexpr std::chrono::seconds pause{1};
constexpr std::uint64_t office_turns = 2;     // what changes with the clock is looked at so rarely
constexpr std::uint64_t sweep_turns = 3'600;  // and what is old, so
constexpr std::size_t certificates_at_once = 500;  // so long others wait for the office
constexpr int letters_at_once = 50;
constexpr std::int64_t of_each_webhook = 50;

std::uint64_t number_of(std::string_view text) {
  std::uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// From where on a balance is low; nothing where nobody wants to know.
std::optional<Mass> low_balance(office::Office& office) {
  const auto kg = office.setting("balance_low_kg");
  if (!kg || kg->empty()) return std::nullopt;
  const auto mass = parse_mass(*kg + " kg");
  return mass ? std::optional(mass->mass) : std::nullopt;
}

// https://www.standardwebhooks.com
HttpRequest request_of(const office::Due& due, Instant now, const std::atomic<bool>& stop) {
  const std::int64_t seconds = now.ms / 1000;
  HttpRequest request;
  request.url = due.url;
  request.post = due.body;
  request.type = "application/json";
  request.headers = {
      "webhook-id: " + due.event, "webhook-timestamp: " + std::to_string(seconds),
      "webhook-signature: " + office::webhook_signature(due.key, due.event, seconds, due.body)};
  request.most = std::size_t{1} << 20;
  request.connect_limit = std::chrono::seconds(5);
  request.guard = Guard{due.allow_private, due.allow_private, {}, {}};
  request.stop = &stop;
  return request;
}

}  // namespace

Announcer::Announcer(const Site& site)
    : site_(site),
      announcements_(site.office),
      webhooks_(site.office),
      seen_(site.desk.size()),
      thread_([this] { run(); }) {}

Announcer::~Announcer() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Announcer::run() {
  std::unique_lock lock(mutex_);
  while (!closed_) {
    lock.unlock();
    try {
      (void)look();
      send_letters();
      deliver();
      if (turns_++ % sweep_turns == 0) (void)announcements_.sweep();
    } catch (const std::exception&) {  // no memory: another time
    }
    lock.lock();
    changed_.wait_for(lock, pause, [this] { return closed_.load(); });
  }
}

Result<void> Announcer::look() {
  const auto wanted = announcements_.wanted();
  if (!wanted) return tl::make_unexpected(wanted.error());
  const std::uint64_t size = site_.desk.size();
  if (!wanted->any()) return forget_all(size);
  idle_ = false;
  const auto before = announcements_.watched();
  if (!before) return tl::make_unexpected(before.error());
  office::Announced found;
  const auto looked_at = before->find(watched_book);
  const bool first = looked_at == before->end();
  if (first || number_of(looked_at->second) != size)
    TENBIN_TRY(look_at_book(*before, size, wanted->letters, found));
  if (first || turns_ % office_turns == 0) TENBIN_TRY(look_at_office(*before, found));
  if (!found.events.empty() || !found.watched.empty()) TENBIN_TRY(announcements_.publish(found));
  for (const office::Event& each : found.events) told_.insert(each.cause);
  return {};
}

Result<void> Announcer::forget_all(std::uint64_t size) {
  seen_ = size;
  if (idle_) return {};
  const auto before = announcements_.watched();
  if (!before) return tl::make_unexpected(before.error());
  office::Announced nothing;
  for (const auto& [name, value] : *before) nothing.watched[name] = "";
  if (!nothing.watched.empty()) TENBIN_TRY(announcements_.publish(nothing));
  idle_ = true;
  return {};
}

Result<void> Announcer::look_at_book(const office::Watched& before, std::uint64_t size,
                                     bool letters, office::Announced& found) {
  const auto kept = before.find(watched_book);
  std::uint64_t since = kept == before.end() ? seen_ : number_of(kept->second);
  if (since > size) {  // another book stands in its place: a restored one
    found.size = static_cast<std::int64_t>(size);
    since = size;
  }
  const std::optional<Mass> low = low_balance(site_.office);
  std::vector<CertificateNews> news;
  site_.desk.read([&](const State& state) {
    news = certificate_news(state, since);
    if (news.size() > certificates_at_once) size = news[certificates_at_once - 1].seq;
    std::erase_if(news, [&](const CertificateNews& each) { return each.seq > size; });
    for (const CertificateNews& each : news) found.events.push_back(event_of(state, each));
    for (office::Event& each : period_news(state, since))
      if (*each.seq <= static_cast<std::int64_t>(size)) found.events.push_back(std::move(each));
    add_balance_news(state, low, before, found);
  });
  found.watched[std::string(watched_book)] = std::to_string(size);
  if (!letters || news.empty()) return {};
  const auto people = site_.office.people();
  if (!people) return tl::make_unexpected(people.error());
  for (const CertificateNews& each : news) {
    auto made = letters_about(site_.desk, *people, each, site_.entrance->address);
    if (!made) continue;  // of a document that cannot be read there is nothing to say
    for (office::QueuedLetter& letter : *made) found.letters.push_back(std::move(letter));
  }
  return {};
}

Result<void> Announcer::look_at_office(const office::Watched& before, office::Announced& found) {
  const auto names = site_.desk.read([](const State& state) {
    std::vector<std::string> all;
    all.reserve(state.sites.size());
    for (const tenbin::Site& each : state.sites) all.emplace_back(state.texts.get(each.id));
    return all;
  });
  for (const std::string& name : names) {
    const auto waiting = site_.office.waiting_reservations(name);
    if (!waiting) return tl::make_unexpected(waiting.error());
    for (office::Event& each : reservation_news(*waiting, site_.outside.now()))
      if (!told_.contains(each.cause)) found.events.push_back(std::move(each));
  }
  const auto failure = office::last_backup_failure(site_.office);
  if (!failure) return tl::make_unexpected(failure.error());
  add_backup_news(*failure, before, found);
  return {};
}

void Announcer::send_letters() {
  for (int count = 0; count < letters_at_once && !closed_; ++count) {
    const auto next = announcements_.next_letter();
    if (!next || !*next) return;
    const mail::Letter letter{{}, (*next)->to, (*next)->subject, (*next)->text};
    // What the mail server does not take lies in the outbox; it is asked once a turn then.
    const mail::Mailer& mailer = site_.entrance->mailer;
    const bool sent = mailer.send(letter).has_value();
    if (!sent && (mailer.by_file() || !mailer.drop(letter))) return;
    if (!announcements_.forget_letter((*next)->id) || !sent) return;
  }
}

// A webhook that fails is left alone for this turn: its other deliveries wait.
void Announcer::deliver() {
  const auto due = webhooks_.due(of_each_webhook);
  if (!due) return;
  std::set<std::int64_t> failing;
  for (const office::Due& each : *due) {
    if (failing.contains(each.webhook)) continue;
    HttpAnswer answer;
    if (each.key.empty()) answer.failure = "secret";
    if (!each.key.empty()) answer = exchange(request_of(each, site_.outside.now(), closed_));
    if (closed_) return;  // it was cut off, or is sent once more: receivers know it by its id
    const bool taken = answer.failure.empty() && answer.status / 100 == 2;
    if (!taken) failing.insert(each.webhook);
    (void)webhooks_.settle(each.delivery, taken,
                           answer.failure.empty() ? std::to_string(answer.status) : answer.failure);
  }
}

}  // namespace tenbin::http
