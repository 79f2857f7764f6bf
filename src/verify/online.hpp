#pragma once
// What the issuer's own web address is asked for: its did.json and its status list,
// where the caller named no file and did not say --offline. TLS vouches for the host, and did:web
// makes the host the issuer, so what comes from there counts as what the caller got himself.
//
// Nothing is asked for a certificate that has failed a check (a stranger's file must at least be
// consistent, and signed in the name of a host, before that host hears of it); of a name that is
// not the Internet's (service/web_address.hpp); or where the caller's book answers, which has the
// issuer's key, its seals and whether the certificate is in force. What could not be had is no
// failure: its check stays not_checked, with the word of why (service/fetch.hpp; or "malformed" for
// what is no such document) and the address.
#include <string>
#include <vector>

#include "credential/verify.hpp"
#include "service/fetch.hpp"
#include "units/outside.hpp"

namespace tenbin::verify {

struct OnlineOptions {
  bool offline = false;
  Guard guard = {};
};
// usage.invalid for a `resolve` of another form, or a CA file that is no PEM; file.missing.
Result<void> check_online_options(const OnlineOptions& options);

// One document that was asked for.
struct Asked {
  std::string document;  // as the text names it: "did", "status"
  std::string url;
  Instant at;
  std::string failure;   // empty: it is there
  bool is_said = false;  // by the check that was left open
};

class Online {
 public:
  Online(const Outside& outside, const OnlineOptions& options)
      : outside_(outside), options_(options) {}

  // Asks for what is missing in `given`, if `report` says nothing against it, and puts it there.
  void ask(const credential::Report& report, credential::Given& given);
  // Puts into the checks that were left open why that is.
  void explain(credential::Report& report);

  const std::vector<Asked>& asked() const { return asked_; }

 private:
  using Reads = bool (*)(const std::string& text);
  void get(const std::string& document, const std::string& url, Reads reads,
           std::optional<credential::Beside>& target);

  const Outside& outside_;
  const OnlineOptions& options_;
  std::vector<Asked> asked_;
};

}  // namespace tenbin::verify
