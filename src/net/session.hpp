#pragma once
// One connection, request after request. Private to net.
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <memory>

#include "net/server.hpp"

namespace tenbin::net {

// Each thread of the network has an io_context of its own, and a connection stays on one of them:
// nothing of it needs a strand.
using Executor = boost::asio::io_context::executor_type;
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;

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

// `ended` is called when the session has gone, on whatever thread had it last. `tls` may be null.
std::shared_ptr<Session> make_session(Socket socket, const Common& common,
                                      boost::asio::ssl::context* tls, std::function<void()> ended);

}  // namespace tenbin::net
