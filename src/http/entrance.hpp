#pragma once
// What the ways in beside a password stand on: where people reach the server, who carries letters,
// and how often a link may be wished for.
#include <atomic>
#include <boost/asio/thread_pool.hpp>
#include <functional>
#include <mutex>
#include <string>
#include <variant>

#include "http/once.hpp"
#include "http/settings.hpp"
#include "mail/mailer.hpp"
#include "office/attempts.hpp"
#include "oidc/provider.hpp"
#include "units/outside.hpp"

namespace tenbin::http {

// Work that nobody waits for, one after another on a thread of its own.
class Background {
 public:
  // False: too much waits already, and it was not taken.
  bool post(std::function<void()> work);
  // What has begun is done, what waits is dropped.
  void finish();

 private:
  static constexpr int most = 100;
  std::atomic<int> waiting_ = 0;
  boost::asio::thread_pool thread_{1};
};

// A sign-in at the provider that is under way.
struct SigningIn {
  oidc::Attempt attempt;
  std::string browser;  // its cookie
};

struct Entrance {
  Entrance(const Settings& settings, const std::string& book, const Outside& outside);
  void finish() { background.finish(); }

  std::string address;  // "https://ledger.mill.example"; set once the server listens
  const mail::Mailer mailer;
  Background background;
  std::mutex wishes_mutex;
  office::Attempts wishes;  // for links, by e-mail and by address
  oidc::Provider provider;
  Once<SigningIn> signing_in;      // by `state`
  Once<std::string> registering;   // by challenge of a new passkey: whose login
  Once<std::monostate> asserting;  // by challenge of a sign-in with a passkey
};

// Where a browser of this machine reaches a server that listens at "http://127.0.0.1:8080":
// by name, since a passkey belongs to a name.
std::string address_here(const std::string& listening);

// 43 characters that nobody can guess.
std::string random_text(const Outside& outside);

// What a call answers that sent a letter: {"path","sent"}, of the path that the mailer answered.
std::string sent_json(const std::string& path);

// Where letters lie that no server carries.
std::string outbox_path_of(const std::string& book);

}  // namespace tenbin::http
