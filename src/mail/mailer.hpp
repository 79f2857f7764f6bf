#pragma once
// Where letters go: to a mail server by SMTP where one is named, else into a folder from which
// somebody hands them on. TLS is required, unless the server is this machine itself. Never called
// on a thread of the network: a slow server keeps it waiting.
#include <string>

#include "base/problem.hpp"
#include "mail/letter.hpp"
#include "units/outside.hpp"

namespace tenbin::mail {

struct Route {
  std::string server;  // "smtp://mail.example:587", "smtps://mail.example:465"; empty: the folder
  std::string from;    // an address; of letters in the folder it may be missing
  std::string login;   // "name:password"; empty: none
  std::string folder;  // made where it is missing, for its owner alone
};

// "smtp://host[:port]" or "smtps://host[:port]".
bool is_server(std::string_view text);

class Mailer {
 public:
  Mailer(Route route, const Outside& outside) : route_(std::move(route)), outside_(outside) {}

  // The path of the file; empty where it was sent. mail.failed {reason} (service/curl.hpp),
  // file.unwritable. `letter.from` is not looked at.
  Result<std::string> send(Letter letter) const;
  // Into the folder, whatever the route.
  Result<std::string> drop(Letter letter) const;
  // Whether the server is there, speaks TLS where it must, and takes the login; no letter is sent.
  // mail.failed {reason}.
  Result<void> reach() const;
  bool by_file() const { return route_.server.empty(); }

 private:
  std::string name_of(Instant at) const;
  const Route route_;
  const Outside outside_;
};

}  // namespace tenbin::mail
