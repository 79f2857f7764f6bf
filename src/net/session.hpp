#pragma once
// One connection, request after request. Private to net.
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <memory>

#include "net/server.hpp"

namespace tenbin::net {

// What the sessions of a server share.
struct Common {
  const ServerOptions& options;
  const Handler& handler;
};

class Session {
 public:
  virtual ~Session() = default;
  Session() = default;
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  virtual void start() = 0;
  // From any thread: what is under way is answered, and then the connection is closed.
  virtual void stop() = 0;
  // From any thread: closed now.
  virtual void cut() = 0;
};

// `socket` runs on a strand of its own. `ended` is called when the session has gone, on whatever
// thread had it last. `tls` may be null.
std::shared_ptr<Session> make_session(boost::asio::ip::tcp::socket socket, const Common& common,
                                      boost::asio::ssl::context* tls, std::function<void()> ended);

}  // namespace tenbin::net
