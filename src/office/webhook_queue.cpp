// The queue of deliveries.
#include <sodium.h>

#include "office/rows.hpp"
#include "office/webhooks.hpp"

namespace tenbin::office {
namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::array<std::int64_t, most_tries - 1> pauses{
    minute_ms / 2, 5 * minute_ms, 60 * minute_ms, 6 * 60 * minute_ms, 24 * 60 * minute_ms};

constexpr const char* select =
    "SELECT d.id, d.webhook, w.url, e.name, e.type, e.at, d.state, d.tries, d.tried, d.next,"
    " d.outcome FROM deliveries d JOIN webhooks w ON w.id = d.webhook"
    " JOIN events e ON e.id = d.event ";

Delivery delivery_of(const Query& row) {
  Delivery found;
  found.id = row.number(0);
  found.webhook = row.number(1);
  found.url = row.text(2);
  found.event = row.text(3);
  found.type = row.text(4);
  found.at = {row.number(5)};
  found.state = value_named<DeliveryState>(row.text(6)).value_or(DeliveryState::dead);
  found.tries = row.number(7);
  found.tried = instant_if(row, 8);
  if (found.state == DeliveryState::waiting) found.next = Instant{row.number(9)};
  found.outcome = row.text(10);
  return found;
}

}  // namespace

std::optional<std::int64_t> pause_after_ms(std::int64_t tries) {
  if (tries < 1 || tries >= most_tries) return std::nullopt;
  return pauses[static_cast<std::size_t>(tries - 1)];
}

std::string webhook_signature(std::string_view key, std::string_view id, std::int64_t seconds,
                              std::string_view body) {
  const std::string signed_text =
      std::string(id) + "." + std::to_string(seconds) + "." + std::string(body);
  const Bytes key_bytes = as_bytes(key);
  const Bytes text = as_bytes(signed_text);
  crypto_auth_hmacsha256_state state;
  std::array<std::uint8_t, crypto_auth_hmacsha256_BYTES> mac{};
  crypto_auth_hmacsha256_init(&state, key_bytes.data(), key_bytes.size());
  crypto_auth_hmacsha256_update(&state, text.data(), text.size());
  crypto_auth_hmacsha256_final(&state, mac.data());
  return "v1," + to_base64(mac);
}

Result<Page<Delivery>> Webhooks::deliveries(const PageRequest& page, const DeliveryFilter& filter) {
  std::lock_guard lock(office_.mutex_);
  const std::int64_t wanted = rows_wanted(page);
  const std::string_view state = filter.state ? name_of(*filter.state) : std::string_view();
  std::vector<Delivery> found;
  TENBIN_TRY(each(
      office_.database_->query(std::string(select) +
                                   "WHERE d.id < ?1 AND (?2 = '' OR d.state = ?2)"
                                   " AND (?3 = 0 OR d.webhook = ?3) ORDER BY d.id DESC LIMIT ?4",
                               first_id(page), state, filter.webhook, wanted + 1),
      [&](const Query& row) { found.push_back(delivery_of(row)); }));
  return page_of(std::move(found), wanted, [](const Delivery& each) { return each.id; });
}

Result<Delivery> Webhooks::read_delivery(std::int64_t id) {
  Delivery found;
  Result<bool> there = first(office_.database_->query(std::string(select) + "WHERE d.id = ?1", id),
                             [&](const Query& row) { found = delivery_of(row); });
  if (!there) return problem_of(there);
  if (!*there) return unknown("delivery", std::to_string(id));
  return found;
}

Result<Delivery> Webhooks::resend(std::int64_t id) {
  std::lock_guard lock(office_.mutex_);
  TENBIN_TRY(office_.database_->run(
      "UPDATE deliveries SET state = 'waiting', tries = 0, next = ?2 WHERE id = ?1", id,
      office_.now().ms));
  return read_delivery(id);
}

Result<std::vector<Due>> Webhooks::due(std::int64_t of_each) {
  std::lock_guard lock(office_.mutex_);
  std::vector<std::pair<Due, std::string>> found;
  TENBIN_TRY(each(
      office_.database_->query(
          "SELECT id, webhook, url, allow_private, secret, name, body FROM ("
          "SELECT d.id, d.webhook, w.url, w.allow_private, w.secret, e.name, e.body,"
          " row_number() OVER (PARTITION BY d.webhook ORDER BY d.next, d.id) AS place"
          " FROM deliveries d JOIN webhooks w ON w.id = d.webhook JOIN events e ON e.id = d.event"
          " WHERE d.state = 'waiting' AND d.next <= ?1 AND w.paused = 0)"
          " WHERE place <= ?2 ORDER BY place, id",
          office_.now().ms, of_each),
      [&](const Query& row) {
        found.emplace_back(Due{row.number(0),
                               row.number(1),
                               row.text(2),
                               row.number(3) != 0,
                               {},
                               row.text(5),
                               row.text(6)},
                           row.text(4));
      }));
  std::vector<Due> due;
  if (found.empty()) return due;
  Result<Random32> key = office_.seal_key();
  if (!key) return problem_of(key);
  due.reserve(found.size());
  for (auto& [each, sealed] : found) {
    each.key = unseal(*key, sealed).value_or("");
    due.push_back(std::move(each));
  }
  return due;
}

Result<void> Webhooks::settle(std::int64_t delivery, bool taken, std::string_view outcome) {
  std::lock_guard lock(office_.mutex_);
  Result<Transaction> transaction = Transaction::begin(*office_.database_);
  if (!transaction) return problem_of(transaction);
  Result<Delivery> found = read_delivery(delivery);
  if (!found) return {};  // its webhook was removed meanwhile
  const std::int64_t at = office_.now().ms;
  const auto pause = pause_after_ms(found->tries + 1);
  const DeliveryState state =
      taken ? DeliveryState::delivered : (pause ? DeliveryState::waiting : DeliveryState::dead);
  TENBIN_TRY(office_.database_->run(
      "UPDATE deliveries SET state = ?2, tries = tries + 1, tried = ?3, next = ?4, outcome = ?5"
      " WHERE id = ?1",
      delivery, name_of(state), at, at + pause.value_or(0), outcome));
  return transaction->commit();
}

}  // namespace tenbin::office
