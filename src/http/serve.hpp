#pragma once
// `tenbin serve`: the book for everyone, until the process is told to end.
#include <functional>
#include <string>

#include "http/dispatcher.hpp"
#include "http/settings.hpp"

namespace tenbin::http {

struct Serving {
  std::string book;
  std::string key_path;  // of the book's key
  std::chrono::milliseconds wait{10'000};
  Settings settings;
  Outside outside;
  WriteLog log;
  // Told once the server listens: "http://127.0.0.1:8080", and the one-time link of the first
  // start.
  std::function<void(const std::string& address, const std::string& setup_link)> listening;
};

Result<void> serve(const Serving& serving);

// Of office::Office: beside the book.
std::string office_path_of(const std::string& book);

// All routes of the server, also for tests and for the table of rights.
Router routes_of(Site& site);

}  // namespace tenbin::http
