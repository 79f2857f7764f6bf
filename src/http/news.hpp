#pragma once
// What of the book and the office is news: pure functions of how things are now and how they were
// when they were last looked at. Who looks: announcer.hpp.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/state.hpp"
#include "office/announcements.hpp"
#include "office/reservations.hpp"

namespace tenbin::http {

// The name under which the size of the book that was looked at is watched.
inline constexpr std::string_view watched_book = "book";

// A certificate's revision got its document, or the certificate was revoked, behind record `since`.
// One that has no document says nothing to anybody.
struct CertificateNews {
  office::EventType type = office::EventType::certificate_issued;
  Index certificate = no_index;
  std::int32_t revision = 0;
  std::uint32_t seq = 0;
};
std::vector<CertificateNews> certificate_news(const State& state, std::uint64_t since);
office::Event event_of(const State& state, const CertificateNews& news);

// Periods that were closed behind record `since`.
std::vector<office::Event> period_news(const State& state, std::uint64_t since);

// Accounts that fell below `low`, or below nothing, since they were looked at; what is seen for the
// first time is no news.
void add_balance_news(const State& state, std::optional<Mass> low, const office::Watched& before,
                      office::Announced& found);

// Reservations that end within three days.
std::vector<office::Event> reservation_news(const std::vector<office::Reservation>& waiting,
                                            Instant now);

// A backup that failed ("2026-…Z disk.full", office/upkeep.hpp) since it was looked at.
void add_backup_news(const std::string& failure, const office::Watched& before,
                     office::Announced& found);

// A file that could not be read, or whose posting was refused; the same file for the same reason is
// told once.
office::Event import_failed(std::string_view sha256, Code code);
// Published at once where there is a webhook. What cannot be published is not told.
void announce(office::Office& office, office::Event event);

}  // namespace tenbin::http
