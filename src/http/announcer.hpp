#pragma once
// Tells others by itself what happens here: looks again and again at what the book and the office
// have that is news (news.hpp), publishes it (office/announcements.hpp), and sends what waits:
// letters to customers, events to webhooks. On a thread of its own, so that no posting and no
// reader ever waits for a receiver; what is not sent when the server ends is sent after its next
// start. While nobody wants to hear anything, nothing is kept, and what happened before is never
// told.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "http/entrance.hpp"
#include "http/site.hpp"
#include "office/webhooks.hpp"

namespace tenbin::http {

class Announcer {
 public:
  // `site.entrance` knows the address by now.
  explicit Announcer(const Site& site);
  Announcer(const Announcer&) = delete;
  Announcer& operator=(const Announcer&) = delete;
  ~Announcer();  // an event under way ends within a second, a letter when the mail server has it

 private:
  void run();
  // What fails is looked at again.
  Result<void> look();
  Result<void> forget_all(std::uint64_t size);
  Result<void> look_at_book(const office::Watched& before, std::uint64_t size, bool letters,
                            office::Announced& found);
  Result<void> look_at_office(const office::Watched& before, office::Announced& found);
  void send_letters();
  void deliver();

  const Site& site_;
  office::Announcements announcements_;
  office::Webhooks webhooks_;
  std::uint64_t seen_;          // the size of the book when nobody wanted to hear anything
  bool idle_ = false;           // nobody does, and nothing is watched
  std::set<std::string> told_;  // causes that need not be published again
  std::uint64_t turns_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::atomic<bool> closed_ = false;
  std::thread thread_;
};

}  // namespace tenbin::http
