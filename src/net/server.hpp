#pragma once
// HTTP/1.1 on a socket, with keep-alive, by Boost.Beast; TLS by OpenSSL where a certificate is
// given. Asynchronous: a connection waits without a thread. What a request means is the handler's.
//
// Limits: see Limits. A head that is too large is answered 431, a body 413 before it is read, a
// request that is no HTTP 400; who is too slow is cut off. A request with both Content-Length and
// Transfer-Encoding is 400 (RFC 9112, 6.1: it may be smuggled).
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "base/problem.hpp"
#include "net/message.hpp"

namespace tenbin::net {

struct Limits {
  std::uint32_t head = 16U << 10;      // bytes of request line and headers
  std::chrono::seconds idle{60};       // until the next request begins
  std::chrono::seconds head_time{10};  // for a head, once it has begun
  std::chrono::seconds body_time{60};  // for each MiB of a body, and at least once
  std::chrono::seconds write_time{30};
  // After the last answer of a connection, for what its peer still sends: it is thrown away, so
  // that the answer is not lost in a reset.
  std::chrono::seconds linger{5};
  std::uint64_t linger_bytes = 64U << 20;
  std::chrono::seconds grace{10};  // for requests under way when the server stops
  std::size_t connections = 1024;  // more wait to be accepted
};

struct ServerOptions {
  std::string address;      // "127.0.0.1:8080", "[::1]:8080"; port 0 takes a free one
  std::string certificate;  // of TLS, PEM file with its chain; empty: no TLS
  std::string key;          // PEM file
  unsigned threads = 1;
  Limits limits = {};
  // How long a body may be, by method and target; 0 where none is wanted.
  std::function<std::uint64_t(std::string_view method, std::string_view path)> body_limit = {};
  // The answer (413) to a request, its body missing, that is longer than `limit`; without it a line
  // of text.
  std::function<Reply(const Request& head, std::uint64_t limit)> too_large = {};
  std::function<std::string()> next_id = {};  // of a request
};

class Server {
 public:
  // usage.invalid for an address that is none, address.unusable {address}, file.unreadable {path}
  // for a certificate or key that is none.
  static Result<Server> listen(ServerOptions options);
  Server(Server&&) noexcept;
  Server& operator=(Server&&) noexcept;
  ~Server();

  // "127.0.0.1:8080": where it listens.
  std::string address() const;
  // Until SIGTERM, SIGINT or stop(); requests that have arrived whole are answered still.
  void run(const Handler& handler);
  // From any thread.
  void stop();

 private:
  struct State;
  explicit Server(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;
};

}  // namespace tenbin::net
