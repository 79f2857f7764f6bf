#include "http/news.hpp"

#include <algorithm>
#include <array>

#include "codec/json_writer.hpp"
#include "engine/attest.hpp"
#include "engine/balance.hpp"

namespace tenbin::http {
namespace {

using office::Event;
using office::EventType;

constexpr std::int64_t day_ms = 24 * 3'600'000;
constexpr std::int64_t ending_days = 3;
constexpr std::string_view watched_balance = "balance:";
constexpr std::string_view watched_backup = "backup";

// How much an account has, from good to bad.
enum class Level : std::uint8_t { enough, low, negative };
constexpr std::array<std::string_view, 3> level_names{"enough", "low", "negative"};

Level level_of(Mass balance, std::optional<Mass> low) {
  if (balance < Mass()) return Level::negative;
  return low && balance < *low ? Level::low : Level::enough;
}

// Members in the order of their keys.
std::string object_of(
    std::initializer_list<std::pair<std::string_view, std::string_view>> members) {
  std::string out;
  json::Writer json(out);
  json.begin_object();
  for (const auto& [key, text] : members) json.key(key).string(text);
  json.end_object();
  return out;
}

std::string period_text(const State& state, std::int32_t period) {
  return format_date(state.rulebook.first_day(period));
}

Event balance_event(const State& state, const Account& account, std::int32_t period, Level level) {
  Event event;
  event.type = level == Level::negative ? EventType::balance_negative : EventType::balance_low;
  event.data = object_of({{"account", state.texts.get(account.name)},
                          {"period", period_text(state, period)},
                          {"site", state.texts.get(state.sites[account.site].id)}});
  return event;
}

}  // namespace

std::vector<CertificateNews> certificate_news(const State& state, std::uint64_t since) {
  std::vector<CertificateNews> news;
  for (std::size_t at = state.attestations.size(); at-- > 0;) {
    const Attestation& each = state.attestations[at];
    if (each.seq <= since) break;  // they stand in the order of the journal
    news.push_back(
        {each.revision == 1 ? EventType::certificate_issued : EventType::certificate_replaced,
         each.certificate, each.revision, each.seq});
  }
  for (Index at = 0; at < state.certificates.size(); ++at) {
    const Certificate& each = state.certificates[at];
    if (each.revoked && each.revoked_by > since && !each.attestations.empty())
      news.push_back({EventType::certificate_revoked, at, each.revision, each.revoked_by});
  }
  std::sort(news.begin(), news.end(), [](const auto& a, const auto& b) { return a.seq < b.seq; });
  return news;
}

Event event_of(const State& state, const CertificateNews& news) {
  const Certificate& certificate = state.certificates[news.certificate];
  Event event;
  event.type = news.type;
  event.seq = news.seq;
  json::Writer(event.data)
      .begin_object()
      .key("certificate")
      .string(state.texts.get(certificate.number))
      .key("customer")
      .string(state.texts.get(state.customers[certificate.customer].id))
      .key("revision")
      .integer(news.revision)
      .end_object();
  return event;
}

std::vector<Event> period_news(const State& state, std::uint64_t since) {
  std::vector<Event> news;
  for (const tenbin::Site& site : state.sites) {
    for (std::int32_t period = site.open_period; period-- > 0;) {
      const auto& closing = site.periods[static_cast<std::size_t>(period)].closing;
      if (!closing || closing->seq <= since) break;
      Event event;
      event.type = EventType::period_closed;
      event.seq = closing->seq;
      event.data =
          object_of({{"period", period_text(state, period)}, {"site", state.texts.get(site.id)}});
      news.push_back(std::move(event));
    }
  }
  std::sort(news.begin(), news.end(), [](const auto& a, const auto& b) { return a.seq < b.seq; });
  return news;
}

void add_balance_news(const State& state, std::optional<Mass> low, const office::Watched& before,
                      office::Announced& found) {
  for (Index at = 0; at < state.accounts.size(); ++at) {
    const Account& account = state.accounts[at];
    const std::int32_t period = state.sites[account.site].last_period();
    const Level level = level_of(balance_of(state, at, period), low);
    const std::string_view name = level_names[static_cast<std::size_t>(level)];
    const std::string key =
        std::string(watched_balance) + std::string(state.texts.get(account.name));
    const auto was = before.find(key);
    if (was != before.end() && was->second == name) continue;
    found.watched[key] = name;
    if (was == before.end()) continue;
    const auto worse = std::find(level_names.begin(), level_names.end(), was->second) <
                       std::find(level_names.begin(), level_names.end(), name);
    if (worse) found.events.push_back(balance_event(state, account, period, level));
  }
}

std::vector<Event> reservation_news(const std::vector<office::Reservation>& waiting, Instant now) {
  std::vector<Event> news;
  news.reserve(waiting.size());
  for (const office::Reservation& each : waiting) {
    const std::int64_t left = each.expires.ms - now.ms;
    if (each.state != office::ReservationState::open || left > ending_days * day_ms) continue;
    const std::string id = std::to_string(each.id);
    const std::string expires = format_instant(each.expires);
    Event event;
    event.type = EventType::reservation_expiring;
    event.cause = "reservation.expiring ";
    event.cause.append(id).append(" ").append(expires);
    event.data =
        object_of({{"expires_at", expires}, {"reservation", id}, {"site", each.about.site}});
    news.push_back(std::move(event));
  }
  return news;
}

void add_backup_news(const std::string& failure, const office::Watched& before,
                     office::Announced& found) {
  const std::string now = failure.empty() ? "none" : failure;
  const auto was = before.find(watched_backup);
  if (was != before.end() && was->second == now) return;
  found.watched[std::string(watched_backup)] = now;
  const std::size_t space = failure.find(' ');
  if (was == before.end() || space == std::string::npos) return;
  Event event;
  event.type = EventType::backup_failed;
  event.data = object_of({{"at", failure.substr(0, space)}, {"code", failure.substr(space + 1)}});
  found.events.push_back(std::move(event));
}

Event import_failed(std::string_view sha256, Code code) {
  Event event;
  event.type = EventType::import_failed;
  event.cause = "import.failed " + std::string(sha256) + " " + std::string(code_text(code));
  event.data = object_of({{"code", code_text(code)}, {"sha256", sha256}});
  return event;
}

void announce(office::Office& office, Event event) {
  office::Announcements announcements(office);
  const auto wanted = announcements.wanted();
  if (!wanted || !wanted->events) return;
  office::Announced found;
  found.events.push_back(std::move(event));
  (void)announcements.publish(found);
}

}  // namespace tenbin::http
