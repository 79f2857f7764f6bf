#include "net/server.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/beast/core/error.hpp>
#include <charconv>
#include <csignal>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

#include "net/session.hpp"

namespace tenbin::net {
namespace {

namespace asio = boost::asio;
using Failure = boost::system::error_code;
using asio::ip::tcp;

std::optional<tcp::endpoint> endpoint_of(std::string_view address) {
  const std::size_t colon = address.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::string_view host = address.substr(0, colon);
  const std::string_view digits = address.substr(colon + 1);
  std::uint16_t port = 0;
  const auto [end, bad] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (bad != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  Failure error;
  const auto ip = asio::ip::make_address(std::string(host), error);
  if (error) return std::nullopt;
  return tcp::endpoint(ip, port);
}

Result<std::unique_ptr<asio::ssl::context>> tls_of(const ServerOptions& options) {
  std::unique_ptr<asio::ssl::context> tls;
  if (options.certificate.empty()) return tls;
  tls = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
  using Context = asio::ssl::context;
  Failure error;
  tls->set_options(Context::default_workarounds | Context::no_sslv2 | Context::no_sslv3 |
                       Context::no_tlsv1 | Context::no_tlsv1_1,
                   error);
  tls->use_certificate_chain_file(options.certificate, error);
  if (error) return problem(Code::file_unreadable, {{"path", options.certificate}});
  tls->use_private_key_file(options.key, Context::pem, error);
  if (error) return problem(Code::file_unreadable, {{"path", options.key}});
  return tls;
}

}  // namespace

struct Server::State {
  explicit State(ServerOptions given) : options(std::move(given)) {}

  ServerOptions options;
  std::unique_ptr<asio::ssl::context> tls;
  std::mutex mutex;  // of `sessions`
  std::map<Session*, std::weak_ptr<Session>> sessions;
  bool waiting = false;  // for a session to end before another is accepted
  asio::io_context io;
  tcp::acceptor acceptor{asio::make_strand(io)};
  asio::steady_timer grace{io};
  asio::signal_set signals{io};
  // While a request is decided on elsewhere nothing of it waits here: the server ends when the last
  // connection has.
  std::optional<asio::executor_work_guard<asio::io_context::executor_type>> open{io.get_executor()};
  bool stopping = false;  // of `mutex`

  void accept(const Handler& handler) {
    {
      const std::lock_guard lock(mutex);
      waiting = sessions.size() >= options.limits.connections;
      if (waiting) return;
    }
    acceptor.async_accept(asio::make_strand(io), [&](Failure error, tcp::socket socket) {
      if (error == asio::error::operation_aborted) return;
      if (!error) {
        socket.set_option(tcp::no_delay(true), error);
        add(std::move(socket), handler);
      }
      accept(handler);
    });
  }
  void add(tcp::socket socket, const Handler& handler) {
    const auto session = make_session(std::move(socket), {options, handler}, tls.get(),
                                      [this, &handler](Session* gone) { remove(gone, handler); });
    {
      const std::lock_guard lock(mutex);
      sessions.emplace(session.get(), session);
    }
    session->start();
  }
  void remove(Session* gone, const Handler& handler) {
    bool was_waiting = false;
    {
      const std::lock_guard lock(mutex);
      sessions.erase(gone);
      if (sessions.empty() && stopping) asio::post(io, [this] { end(); });
      was_waiting = std::exchange(waiting, false);
    }
    if (was_waiting)
      asio::post(acceptor.get_executor(), [this, &handler] {
        if (acceptor.is_open()) accept(handler);
      });
  }
  void each(void (Session::*act)()) {
    std::vector<std::shared_ptr<Session>> now;
    {
      const std::lock_guard lock(mutex);
      for (const auto& [key, weak] : sessions) {
        if (auto session = weak.lock()) now.push_back(std::move(session));
      }
    }
    for (const auto& session : now) (session.get()->*act)();
  }
  void end() {
    grace.cancel();
    open.reset();
  }
  void stop() {
    asio::post(acceptor.get_executor(), [this] {
      Failure ignored;
      acceptor.close(ignored);
      signals.cancel(ignored);
      each(&Session::stop);
      {
        const std::lock_guard lock(mutex);
        stopping = true;
        if (sessions.empty()) return end();
      }
      grace.expires_after(options.limits.grace);
      grace.async_wait([this](Failure error) {
        if (!error) each(&Session::cut);
      });
    });
  }
};

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&&) noexcept = default;
Server::~Server() = default;

Result<Server> Server::listen(ServerOptions options) {
  const auto endpoint = endpoint_of(options.address);
  if (!endpoint) return problem(Code::usage_invalid, {{"problem", "--listen " + options.address}});
  auto state = std::make_unique<State>(std::move(options));
  auto tls = tls_of(state->options);
  if (!tls) return tl::make_unexpected(tls.error());
  state->tls = std::move(*tls);
  Failure error;
  tcp::acceptor& acceptor = state->acceptor;
  acceptor.open(endpoint->protocol(), error);
  if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor.bind(*endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) return problem(Code::address_unusable, {{"address", state->options.address}});
  // From here on, so that whoever was told the address can end what has not begun to run.
  state->signals.add(SIGTERM, error);
  state->signals.add(SIGINT, error);
  return Server(std::move(state));
}

std::string Server::address() const {
  Failure error;
  const tcp::endpoint endpoint = state_->acceptor.local_endpoint(error);
  const std::string host = endpoint.address().to_string(error);
  const std::string port = ":" + std::to_string(endpoint.port());
  return (endpoint.address().is_v6() ? "[" + host + "]" : host) + port;
}

void Server::run(const Handler& handler) {
  state_->signals.async_wait([this](Failure error, int) {
    if (!error) state_->stop();
  });
  state_->accept(handler);
  std::vector<std::jthread> others;
  for (unsigned i = 1; i < state_->options.threads; ++i)
    others.emplace_back([this] { state_->io.run(); });
  state_->io.run();
}

void Server::stop() {
  state_->stop();
}

}  // namespace tenbin::net
