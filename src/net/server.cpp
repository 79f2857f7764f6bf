#include "net/server.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/error.hpp>
#include <charconv>
#include <chrono>
#include <csignal>
#include <map>
#include <optional>
#include <thread>
#include <vector>

#include "net/port.hpp"
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

// All but `options`, `tls` and `contexts` belongs to the thread of the acceptor, the first.
struct Server::State : std::enable_shared_from_this<State> {
  explicit State(ServerOptions given) : options(std::move(given)) {
    for (unsigned i = 1; i < options.threads; ++i)
      contexts.push_back(std::make_unique<asio::io_context>(1));
    for (const auto& context : contexts) {
      open.emplace_back(context->get_executor());
      // Its descriptors are taken now, by the first that needs them: later there may be none.
      const asio::steady_timer first(*context);
    }
  }

  ServerOptions options;
  std::unique_ptr<asio::ssl::context> tls;
  std::vector<std::unique_ptr<asio::io_context>> contexts = first_context();  // one a thread
  asio::basic_socket_acceptor<tcp, Executor> acceptor{*contexts.front()};
  asio::steady_timer pause{acceptor.get_executor()};
  asio::steady_timer grace{acceptor.get_executor()};
  asio::signal_set signals{acceptor.get_executor()};
  const Handler* handler = nullptr;
  std::map<std::uint64_t, std::weak_ptr<Session>> sessions;  // by their number
  std::uint64_t last_number = 0;
  bool waiting = false;  // for a session to end before another is accepted
  bool stopping = false;
  // While a request is decided on elsewhere nothing of it waits here: the server ends when the last
  // connection has.
  std::vector<asio::executor_work_guard<Executor>> open;

  static std::vector<std::unique_ptr<asio::io_context>> first_context() {
    std::vector<std::unique_ptr<asio::io_context>> first;
    first.push_back(std::make_unique<asio::io_context>(1));
    return first;
  }

  void accept() {
    waiting = sessions.size() >= options.limits.connections;
    if (waiting || stopping) return;
    const Executor next = contexts[last_number % contexts.size()]->get_executor();
    acceptor.async_accept(next, [this](Failure error, Socket socket) {
      if (stopping) return;  // what was accepted meanwhile is closed with its socket
      if (error) return accept_later();
      socket.set_option(tcp::no_delay(true), error);
      add(std::move(socket));
      accept();
    });
  }
  // No connection can be had, as for want of descriptors: asked at once it would fail at once.
  void accept_later() {
    pause.expires_after(std::chrono::milliseconds(100));
    pause.async_wait([this](Failure) { accept(); });
  }
  // A session may end on a thread of whoever answers its last request, and that thread may still be
  // in post() when the server has gone: so it holds this.
  void add(Socket socket) {
    const std::uint64_t number = ++last_number;
    const auto ended = [state = shared_from_this(), number] {
      asio::post(state->acceptor.get_executor(),
                 [state = state.get(), number] { state->remove(number); });
    };
    const auto session = make_session(std::move(socket), {options, *handler}, tls.get(), ended);
    sessions.emplace(number, session);
    session->start();
  }
  void remove(std::uint64_t number) {
    sessions.erase(number);
    if (stopping && sessions.empty()) return end();
    if (std::exchange(waiting, false)) accept();
  }
  void each(void (Session::*act)()) {
    for (const auto& [number, weak] : sessions) {
      if (const auto session = weak.lock()) (session.get()->*act)();
    }
  }
  void end() {
    grace.cancel();
    open.clear();
  }
  void stop() {
    asio::post(acceptor.get_executor(), [this] {
      stopping = true;
      Failure ignored;
      acceptor.close(ignored);
      pause.cancel();
      signals.cancel(ignored);
      if (sessions.empty()) return end();
      each(&Session::stop);
      grace.expires_after(options.limits.grace);
      grace.async_wait([this](Failure error) {
        if (!error) each(&Session::cut);
      });
    });
  }
};

namespace {

// Says who has the port and which is free, as far as it can be told.
tl::unexpected<Problem> unusable(const std::string& address, std::uint16_t port) {
  const auto listener = port == 0 ? std::nullopt : who_listens(port);
  if (!listener) return problem(Code::address_unusable, {{"address", address}});
  return problem(Code::address_unusable,
                 {{"address", address},
                  {"program", listener->program},
                  {"process", listener->process == 0 ? "" : std::to_string(listener->process)},
                  {"free", free_beside(address)}});
}

}  // namespace

Server::Server(std::shared_ptr<State> state) : state_(std::move(state)) {}
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&&) noexcept = default;
Server::~Server() = default;

Result<Server> Server::listen(ServerOptions options) {
  const auto endpoint = endpoint_of(options.address);
  if (!endpoint) return problem(Code::usage_invalid, {{"problem", "--listen " + options.address}});
  auto state = std::make_shared<State>(std::move(options));
  auto tls = tls_of(state->options);
  if (!tls) return tl::make_unexpected(tls.error());
  state->tls = std::move(*tls);
  Failure error;
  auto& acceptor = state->acceptor;
  acceptor.open(endpoint->protocol(), error);
  if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor.bind(*endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) return unusable(state->options.address, endpoint->port());
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
  state_->handler = &handler;
  state_->accept();
  std::vector<std::jthread> others;
  for (std::size_t i = 1; i < state_->contexts.size(); ++i)
    others.emplace_back([this, i] { state_->contexts[i]->run(); });
  state_->contexts.front()->run();
}

void Server::stop() {
  state_->stop();
}

}  // namespace tenbin::net
