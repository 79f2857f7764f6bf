#pragma once
// Addresses of other programs that are told what happens here (standardwebhooks.com), and the queue
// of what each is to be told. Off until an administrator registers one. A secret signs what is
// sent; it is shown once and kept sealed.
//
// A delivery is tried at once and then 30 s, 5 min, 1 h, 6 h and 24 h after the try before; the
// sixth that fails makes it a dead letter, which somebody may send again. Here is only the queue:
// who sends is http/announcer.hpp.
#include "office/announcements.hpp"
#include "office/enum_set.hpp"

namespace tenbin::office {

inline constexpr std::int64_t most_webhooks = 20;
inline constexpr std::int64_t most_tries = 6;
// From a try that failed, the `tries`th, to the next; nothing behind the last.
std::optional<std::int64_t> pause_after_ms(std::int64_t tries);

using EventTypes = EnumSet<EventType>;

struct NewWebhook {
  std::string url;
  EventTypes events;
  bool allow_private = false;  // plain HTTP and addresses of the mill's own network too
  std::int64_t since = 0;      // the size of the book now
};

struct Webhook {
  std::int64_t id = 0;
  NewWebhook about;
  bool paused = false;
  std::string made_by;  // login
  Instant made;
  std::int64_t waiting = 0;  // deliveries
  std::int64_t dead = 0;
};

struct MadeWebhook {
  Webhook about;
  std::string secret;  // "whsec_…", shown once
};

enum class DeliveryState : std::uint8_t { waiting, delivered, dead };

struct Delivery {
  std::int64_t id = 0;
  std::int64_t webhook = 0;
  std::string url;
  std::string event;  // as it is sent: webhook-id
  std::string type;
  Instant at;  // of the event
  DeliveryState state = DeliveryState::waiting;
  std::int64_t tries = 0;
  std::optional<Instant> tried;  // when last
  std::optional<Instant> next;   // while it waits
  std::string outcome;           // of the last try: "204", "timed_out"
};

struct DeliveryFilter {
  std::optional<DeliveryState> state = {};
  std::int64_t webhook = 0;  // 0: of all
};

// To be sent now.
struct Due {
  std::int64_t delivery = 0;
  std::int64_t webhook = 0;
  std::string url;
  bool allow_private = false;
  std::string key;  // bytes
  std::string event;
  std::string body;
};

// "v1,…": HMAC-SHA256 of "id.seconds.body".
std::string webhook_signature(std::string_view key, std::string_view id, std::int64_t seconds,
                              std::string_view body);

class Webhooks {
 public:
  explicit Webhooks(Office& office) : office_(office) {}

  // The caller has looked at the host. input.invalid (url, events), webhook.full.
  Result<MadeWebhook> add(const NewWebhook& wanted, const Person& by);
  Result<std::vector<Webhook>> all();
  // While it is paused nothing is sent, and what happens meanwhile is not kept for it.
  Result<Webhook> pause(std::int64_t id, bool paused);  // reference.unknown
  Result<void> remove(std::int64_t id);                 // reference.unknown

  Result<Page<Delivery>> deliveries(const PageRequest& page, const DeliveryFilter& filter);
  // Waits again from now, with all its tries. reference.unknown
  Result<Delivery> resend(std::int64_t id);
  // So many of each webhook, the oldest first. A key that cannot be unsealed is empty.
  Result<std::vector<Due>> due(std::int64_t of_each);
  // How a try ended.
  Result<void> settle(std::int64_t delivery, bool taken, std::string_view outcome);

 private:
  Result<Webhook> read(std::int64_t id);
  Result<Delivery> read_delivery(std::int64_t id);
  Office& office_;
};

}  // namespace tenbin::office

namespace tenbin {

template <>
struct EnumNames<office::DeliveryState> {
  static constexpr std::array<std::string_view, 3> names{"waiting", "delivered", "dead"};
};

}  // namespace tenbin
