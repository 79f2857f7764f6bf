#pragma once
// What a mill tells others by itself: events for programs (webhooks.hpp) and letters to customers.
// Kept here until they are out, so that neither a restart nor a deaf receiver loses one; and what
// was looked at last is remembered, so that nothing is told twice.
//
// Who looks (http/announcer.hpp) publishes all of one look together: events, letters, and how far
// the look went. An event whose cause was published before is not published again.
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "office/office.hpp"

namespace tenbin::office {

enum class EventType : std::uint8_t {
  certificate_issued,
  certificate_replaced,
  certificate_revoked,
  balance_low,
  balance_negative,
  period_closed,
  import_failed,
  reservation_expiring,
  backup_failed
};

}  // namespace tenbin::office

namespace tenbin {

template <>
struct EnumNames<office::EventType> {
  static constexpr std::array<std::string_view, 9> names{
      "certificate.issued", "certificate.replaced", "certificate.revoked",
      "balance.low",        "balance.negative",     "period.closed",
      "import.failed",      "reservation.expiring", "backup.failed"};
};

}  // namespace tenbin

namespace tenbin::office {

// Thin: it names what changed, and who wants to know more asks the API.
struct Event {
  EventType type = EventType::certificate_issued;
  std::string data;                      // a canonical JSON object
  std::optional<std::int64_t> seq = {};  // the record of the book that it is of
  std::string cause = {};                // without a record: two of the same are the same event
};

struct QueuedLetter {
  std::int64_t id = 0;
  std::string to;
  std::string subject;
  std::string text;
};

// By the name of a thing, how it was when it was last looked at. An empty value forgets it.
using Watched = std::map<std::string, std::string, std::less<>>;

struct Announced {
  std::vector<Event> events;
  std::vector<QueuedLetter> letters;
  Watched watched;                        // what changed
  std::optional<std::int64_t> size = {};  // of a book that is shorter than it was: restored
};

class Announcements {
 public:
  explicit Announcements(Office& office) : office_(office) {}

  struct Wanted {
    bool events = false;   // there is a webhook
    bool letters = false;  // the setting customer_mail is "on"
    bool any() const { return events || letters; }
  };
  Result<Wanted> wanted();
  Result<Watched> watched();
  // All or nothing.
  Result<void> publish(const Announced& announced);
  // The oldest that is not out.
  Result<std::optional<QueuedLetter>> next_letter();
  Result<void> forget_letter(std::int64_t id);
  // Drops what was delivered, or given up, so long ago that nobody asks for it.
  Result<void> sweep();

 private:
  Result<void> insert(const Event& event);
  Office& office_;
};

}  // namespace tenbin::office
