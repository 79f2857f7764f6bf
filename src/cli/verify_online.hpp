#pragma once
// What `tenbin verify` asks the issuer's own web address for: its did.json and its status list,
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

#include "cli/context.hpp"
#include "codec/json_writer.hpp"
#include "credential/verify.hpp"
#include "service/fetch.hpp"

namespace tenbin::cli {

struct OnlineOptions {
  bool offline = false;
  Guard guard = {};
};
void add_online_options(Arguments command, const Context& context, OnlineOptions& options);
// usage.invalid for a --resolve of another form, or a file of --ca that is no PEM; file.missing.
Result<void> check_online_options(const OnlineOptions& options);

class Online {
 public:
  Online(const Context& context, const OnlineOptions& options)
      : context_(context), options_(options) {}

  // Asks for what is missing in `given`, if `report` says nothing against it, and puts it there.
  void ask(const credential::Report& report, credential::Given& given);
  // Puts into the checks that were left open why that is.
  void explain(credential::Report& report);

  // One line a document that was asked for, unless a check says it already.
  void print() const;
  // An array of all that was asked for.
  void write_json(json::Writer& writer) const;

 private:
  struct Asked {
    std::string document;  // as the text names it: "did", "status"
    std::string url;
    Instant at;
    std::string failure;  // empty: it is there
    bool is_said = false;
  };

  using Reads = bool (*)(const std::string& text);
  void get(const std::string& document, const std::string& url, Reads reads,
           std::optional<credential::Beside>& target);

  const Context& context_;
  const OnlineOptions& options_;
  std::vector<Asked> asked_;
};

}  // namespace tenbin::cli
