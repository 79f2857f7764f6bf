#pragma once
// Asking other machines over HTTP, by libcurl. Certificates of TLS are checked, redirects are not
// followed, nothing is remembered and nobody is logged in; an answer has a largest size, and a time
// by which it must be there.
#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace tenbin {

// How an address out of a stranger's document is asked: HTTPS alone, past any proxy, and only where
// the address, once the name is resolved, is public (service/web_address.hpp). It is looked at when
// the connection is made, so a name that resolves differently the second time gains nothing.
struct Guard {
  bool allow_private = false;             // any address, for a company's own network
  bool allow_plain = false;               // HTTP as well
  std::string ca_file = {};               // whom TLS trusts (PEM), in place of the system's
  std::vector<std::string> resolve = {};  // "HOST:PORT:ADDRESS", in place of DNS
};

struct HttpRequest {
  std::string url;
  std::optional<std::string> post = {};            // the text that is posted; without: GET
  std::string type = "text/plain; charset=utf-8";  // of what is posted
  std::vector<std::string> headers = {};           // "Authorization: …"
  std::size_t most = std::size_t{64} << 10;
  std::chrono::milliseconds limit{10'000};          // for all of it
  std::chrono::milliseconds connect_limit{10'000};  // until TLS stands
  // Without: the address is that of who runs the program. It may be http, and by the proxy that the
  // environment names.
  std::optional<Guard> guard = {};
  // Ends what is under way within a second once it is true.
  const std::atomic<bool>* stop = nullptr;
};

// `failure` is empty when there was an answer, whatever its status; else one of
//   unreachable  the name has no address, or nobody answers there
//   not_public   its addresses are not public
//   tls          no TLS, or not the certificate of that host
//   timed_out    too slow
//   too_large    larger than `most`
struct HttpAnswer {
  std::string failure;
  unsigned status = 0;
  std::string body;
};
HttpAnswer exchange(const HttpRequest& request);

// One document of at most 1 MiB, in 10 s of which 5 s to connect. `failure` is empty only for
// status 200; beside those above it may be
//   not_found   404, 410
//   redirected  3xx
//   refused     any other status
HttpAnswer fetch(const std::string& url, const Guard& guard);

}  // namespace tenbin
