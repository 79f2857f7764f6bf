#pragma once
// The witness on the network: HTTP/1.1 by net::Server, one thread for all, so that requests are
// answered one after the other. No TLS: on other machines put a web server with TLS before it.
//
// Limits: max_body bytes a request (413), 10 seconds to send one or to take an answer, 256
// connections at once (more wait).
#include <string>

#include "base/problem.hpp"
#include "net/server.hpp"
#include "witness/witness.hpp"

namespace tenbin::witness {

class Server {
 public:
  // "127.0.0.1:8080", "[::1]:8080"; port 0 takes a free one. usage.invalid, address.unusable
  // {address}.
  static Result<Server> listen(const std::string& address);

  // "127.0.0.1:8080": where it listens.
  std::string address() const { return server_.address(); }
  // Until SIGTERM or SIGINT; requests that have arrived whole are answered still.
  void run(Witness& witness);

 private:
  explicit Server(net::Server server) : server_(std::move(server)) {}
  net::Server server_;
};

}  // namespace tenbin::witness
