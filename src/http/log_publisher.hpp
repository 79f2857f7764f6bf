#pragma once
// Keeps the published log of a book up to date while it is served: BOOK-log, the folder of `tenbin
// log publish`, from a thread of its own, soon after the book has grown. Without the book's key
// nothing is published.
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "desk/desk.hpp"
#include "http/site.hpp"

namespace tenbin::http {

class LogPublisher {
 public:
  LogPublisher(const Site& site, std::string key_path);
  LogPublisher(const LogPublisher&) = delete;
  LogPublisher& operator=(const LogPublisher&) = delete;
  ~LogPublisher();

 private:
  void run();
  // What is published is what the book held a moment ago; a failure is tried again later.
  Result<void> publish_once();

  const Site& site_;
  const std::string key_path_;
  std::uint64_t published_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool closed_ = false;
  std::thread thread_;
};

// The folder's path.
std::string log_folder_of(const std::string& book);

}  // namespace tenbin::http
