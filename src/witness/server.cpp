#include "witness/server.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <charconv>
#include <chrono>
#include <csignal>
#include <optional>
#include <set>

namespace tenbin::witness {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

constexpr std::chrono::seconds patience{10};
constexpr std::size_t max_connections = 256;

using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

Answer answer_to(Witness& witness, const Request& request) {
  constexpr std::string_view ending = "/checkpoint";
  const std::string_view target(request.target().data(), request.target().size());
  if (target == "/add-checkpoint") {
    if (request.method() != http::verb::post) return {405, "text/plain", "POST only\n"};
    return witness.add_checkpoint(request.body());
  }
  if (target.ends_with(ending) && target.starts_with('/') && target.size() > ending.size()) {
    if (request.method() != http::verb::get) return {405, "text/plain", "GET only\n"};
    return witness.checkpoint(target.substr(1, target.size() - ending.size() - 1));
  }
  return {404, "text/plain", "not here\n"};
}

// One connection, request after request.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(tcp::socket socket, Witness& witness, std::set<Session*>& all,
          std::function<void()> ended)
      : stream_(std::move(socket)), witness_(witness), all_(all), ended_(std::move(ended)) {
    all_.insert(this);
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() {
    all_.erase(this);
    ended_();
  }

  void read() {
    parser_.emplace();
    parser_->body_limit(max_body);
    stream_.expires_after(patience);
    http::async_read(stream_, buffer_, *parser_,
                     [self = shared_from_this()](beast::error_code error, std::size_t) {
                       self->on_read(error);
                     });
  }
  // What is being answered is; nothing is read any more.
  void stop() {
    stopping_ = true;
    if (!writing_) stream_.close();
  }

 private:
  void on_read(beast::error_code error) {
    if (error == http::error::body_limit) {
      stopping_ = true;
      return write({413, "text/plain", "too large\n"}, 11);
    }
    if (error) return;  // gone, too slow, or not HTTP
    const Request request = parser_->release();
    stopping_ = stopping_ || !request.keep_alive();
    write(answer_to(witness_, request), request.version());
  }

  void write(const Answer& answer, unsigned version) {
    writing_ = true;
    response_ = Response(static_cast<http::status>(answer.status), version);
    response_.set(http::field::content_type, answer.type);
    response_.body() = answer.body;
    response_.keep_alive(!stopping_);
    response_.prepare_payload();
    stream_.expires_after(patience);
    http::async_write(stream_, response_,
                      [self = shared_from_this()](beast::error_code error, std::size_t) {
                        self->writing_ = false;
                        if (!error && !self->stopping_) return self->read();
                        self->stream_.socket().shutdown(tcp::socket::shutdown_send, error);
                      });
  }

  beast::tcp_stream stream_;
  beast::flat_buffer buffer_{max_body + (std::size_t{64} << 10)};
  std::optional<http::request_parser<http::string_body>> parser_;
  Response response_;
  Witness& witness_;
  std::set<Session*>& all_;
  std::function<void()> ended_;
  bool stopping_ = false;
  bool writing_ = false;
};

std::optional<tcp::endpoint> endpoint_of(std::string_view address) {
  const std::size_t colon = address.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::string_view host = address.substr(0, colon);
  const std::string_view digits = address.substr(colon + 1);
  std::uint16_t port = 0;
  const auto [end, bad] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (bad != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  beast::error_code error;
  const auto ip = asio::ip::make_address(std::string(host), error);
  if (error) return std::nullopt;
  return tcp::endpoint(ip, port);
}

}  // namespace

struct Server::State {
  std::set<Session*> sessions;
  bool accepting = false;
  asio::io_context io{1};
  tcp::acceptor acceptor{io};

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { accepting = true; }  // for sessions that go with `io`

  void accept(Witness& witness) {
    if (accepting || !acceptor.is_open() || sessions.size() >= max_connections) return;
    accepting = true;
    acceptor.async_accept([this, &witness](beast::error_code error, tcp::socket socket) {
      accepting = false;
      if (!error) {
        std::make_shared<Session>(std::move(socket), witness, sessions, [this, &witness] {
          accept(witness);
        })->read();
      }
      accept(witness);
    });
  }
  void stop() {
    beast::error_code ignored;
    acceptor.close(ignored);
    const std::set<Session*> now = sessions;
    for (Session* session : now) session->stop();
  }
};

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&&) noexcept = default;
Server::~Server() = default;

Result<Server> Server::listen(const std::string& address) {
  const auto endpoint = endpoint_of(address);
  if (!endpoint) return problem(Code::usage_invalid, {{"problem", "--listen " + address}});
  auto state = std::make_unique<State>();
  beast::error_code error;
  tcp::acceptor& acceptor = state->acceptor;
  acceptor.open(endpoint->protocol(), error);
  if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor.bind(*endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) return problem(Code::address_unusable, {{"address", address}});
  return Server(std::move(state));
}

std::string Server::address() const {
  beast::error_code error;
  const tcp::endpoint endpoint = state_->acceptor.local_endpoint(error);
  const std::string host = endpoint.address().to_string(error);
  const std::string port = ":" + std::to_string(endpoint.port());
  return (endpoint.address().is_v6() ? "[" + host + "]" : host) + port;
}

void Server::run(Witness& witness) {
  asio::signal_set signals(state_->io, SIGTERM, SIGINT);
  signals.async_wait([this](beast::error_code error, int) {
    if (!error) state_->stop();
  });
  state_->accept(witness);
  state_->io.run();
}

}  // namespace tenbin::witness
