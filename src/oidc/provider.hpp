#pragma once
// A company's own sign-in by OpenID Connect: authorization code with PKCE (RFC 7636) and nonce, its
// addresses by discovery. The issuer is named by who runs the server, so its network may be the
// company's own; but beyond this machine HTTPS alone. Answers are waited for: never called on a
// thread of the network.
#include <mutex>
#include <optional>
#include <string>

#include "oidc/id_token.hpp"
#include "units/outside.hpp"

namespace tenbin::oidc {

struct Client {
  std::string issuer;  // "https://login.mill.example"; empty: there is none
  std::string id;
  std::string secret;  // empty: a public client
};

// "https://…", or "http://" of this machine.
bool is_safe(std::string_view url);

// One sign-in: what the provider must give back, and what only we know of it. 43 characters each.
struct Attempt {
  std::string nonce;
  std::string verifier;
};

class Provider {
 public:
  Provider(Client client, const Outside& outside) : client_(std::move(client)), outside_(outside) {}

  bool is_there() const { return !client_.issuer.empty(); }
  // Where the browser is sent. oidc.failed {reason "discovery"}.
  Result<std::string> begin(const Attempt& attempt, std::string_view state, std::string_view back);
  // The verified e-mail of who signed in. oidc.failed {reason}: discovery, code (refused), keys,
  // email (none, or not verified), and those of check_id_token.
  Result<std::string> finish(const Attempt& attempt, std::string_view code, std::string_view back);

 private:
  struct Addresses {
    std::string authorization;
    std::string token;
    std::string keys;
    std::string user;  // may be empty
    bool secret_in_body = false;
    Instant until;
  };
  Result<Addresses> addresses();
  Result<json::Value> tokens(const Addresses& at, const Attempt& attempt, std::string_view code,
                             std::string_view back) const;

  const Client client_;
  const Outside outside_;
  std::mutex mutex_;
  std::optional<Addresses> known_;
  Instant failed_until_;  // until then it is not asked again
};

}  // namespace tenbin::oidc
