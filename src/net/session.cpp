#include "net/session.hpp"

#include <array>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <limits>
#include <optional>

#include "net/deadline.hpp"

namespace tenbin::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using Plain = Socket;
using Secure = beast::ssl_stream<Socket>;
using Parser = http::request_parser<http::string_body>;
using Response = http::response<http::span_body<const char>>;

std::string_view view(beast::string_view text) {
  return {text.data(), text.size()};
}

std::string_view path_of(std::string_view target) {
  return target.substr(0, target.find('?'));
}

Request request_of(http::request<http::string_body>&& from) {
  Request request;
  const std::string_view target = view(from.target());
  request.method = std::string(view(from.method_string()));
  request.path = std::string(path_of(target));
  if (request.path.size() < target.size())
    request.query = parse_query(target.substr(request.path.size() + 1));
  for (const auto& field : from) {
    std::string name(view(field.name_string()));
    for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    request.headers.emplace_back(std::move(name), std::string(view(field.value())));
  }
  request.body = std::move(from.body());
  return request;
}

template <class Stream>
class SessionOn : public Session, public std::enable_shared_from_this<SessionOn<Stream>> {
 public:
  template <class... Arguments>
  SessionOn(const Common& common, std::function<void()> ended, Socket socket,
            Arguments&... arguments)
      : ended_{std::move(ended)},
        common_(common),
        deadline_(socket.get_executor()),
        stream_(std::move(socket), arguments...) {
    beast::error_code ignored;
    const auto peer = tcp_layer().remote_endpoint(ignored);
    address_ = peer.address().to_string(ignored);
  }

  void start() override {
    deadline_.start(this->weak_from_this(), [this] { end(); });
    asio::dispatch(stream_.get_executor(), [self = this->shared_from_this()] { self->open(); });
  }
  void stop() override {
    asio::post(stream_.get_executor(), [self = this->shared_from_this()] {
      self->stopping_ = true;
      if (!self->busy_ || self->reply_.pieces) self->end();
    });
  }
  void cut() override {
    asio::post(stream_.get_executor(), [self = this->shared_from_this()] { self->end(); });
  }

 private:
  Socket& tcp_layer() {
    if constexpr (std::is_same_v<Stream, Secure>)
      return stream_.next_layer();
    else
      return stream_;
  }
  // What waits for the peer waits no longer, and with it the session goes.
  void end() {
    beast::error_code ignored;
    tcp_layer().close(ignored);
  }
  auto then(void (SessionOn::*next)(beast::error_code)) {
    return [self = this->shared_from_this(), next](beast::error_code error, std::size_t = 0) {
      (self.get()->*next)(error);
    };
  }

  void open() {
    if constexpr (std::is_same_v<Stream, Secure>) {
      deadline_.set(common_.options.limits.head_time);
      stream_.async_handshake(asio::ssl::stream_base::server,
                              [self = this->shared_from_this()](beast::error_code error) {
                                if (!error) self->wait();
                              });
    } else {
      beast::error_code ignored;
      stream_.non_blocking(true, ignored);  // for send()
      wait();
    }
  }

  // Until the next request begins: nobody is hurried yet.
  void wait() {
    busy_ = false;
    if (stopping_) return close();
    parser_.emplace();
    parser_->header_limit(common_.options.limits.head);
    parser_->body_limit(std::numeric_limits<std::uint64_t>::max());  // until the head is known
    deadline_.set(common_.options.limits.idle);
    if (buffer_.size() > 0)  // posted: a thousand requests may have come at once
      return asio::post(stream_.get_executor(),
                        [self = this->shared_from_this()] { self->read_head(); });
    stream_.async_read_some(buffer_.prepare(4096), [self = this->shared_from_this()](
                                                       beast::error_code error, std::size_t size) {
      self->buffer_.commit(size);
      if (!error) self->read_head();
    });
  }

  // Nearly always the head has come whole, and nothing more is waited for.
  void read_head() {
    busy_ = true;
    deadline_.set(common_.options.limits.head_time);
    beast::error_code error;
    buffer_.consume(parser_->put(buffer_.data(), error));
    if (error == http::error::need_more || (!error && !parser_->is_header_done()))
      return http::async_read_header(stream_, buffer_, *parser_, then(&SessionOn::on_head));
    on_head(error);
  }

  void on_head(beast::error_code error) {
    if (error == http::error::header_limit) return refuse(431, "request head too large\n");
    if (error == http::error::body_limit) return refuse_body(0);
    if (error == http::error::end_of_stream) return close();
    if (error)
      return error.category() == http::make_error_code(http::error::bad_method).category()
                 ? refuse(400, "not HTTP\n")
                 : void();
    const auto& head = parser_->get();
    const bool sized = head.find(http::field::content_length) != head.end();
    if (sized && head.find(http::field::transfer_encoding) != head.end())
      return refuse(400, "two lengths\n");
    if (parser_->is_done()) return on_request({});  // there is no body
    const auto& limit_of = common_.options.body_limit;
    const std::uint64_t limit =
        limit_of ? limit_of(view(head.method_string()), path_of(view(head.target()))) : 0;
    if (const auto length = parser_->content_length(); length && *length > limit)
      return refuse_body(limit);
    parser_->body_limit(limit);
    limit_ = limit;
    if (view(head[http::field::expect]) == "100-continue") return send_continue();
    read_body({});
  }

  void send_continue() {
    continue_ = http::response<http::empty_body>(http::status::continue_, 11);
    deadline_.set(common_.options.limits.write_time);
    http::async_write(stream_, continue_, then(&SessionOn::read_body));
  }

  void read_body(beast::error_code error) {
    if (error) return;
    const std::uint64_t mib = parser_->content_length().value_or(0) >> 20U;
    deadline_.set(common_.options.limits.body_time * static_cast<std::int64_t>(1 + mib));
    http::async_read(stream_, buffer_, *parser_, then(&SessionOn::on_request));
  }

  void on_request(beast::error_code error) {
    if (error == http::error::body_limit) return refuse_body(limit_);
    if (error) return;
    http::request<http::string_body> message = parser_->release();
    leaving_ = !message.keep_alive();
    stopping_ = stopping_ || leaving_;
    head_only_ = message.method() == http::verb::head;
    version_ = message.version();
    Request request = come(std::move(message));
    deadline_.never();
    common_.handler(std::move(request), [self = this->shared_from_this()](Reply reply) {
      asio::dispatch(self->stream_.get_executor(),
                     [self, reply = std::move(reply)]() mutable { self->write(std::move(reply)); });
    });
  }

  Request come(http::request<http::string_body> message) {
    Request request = request_of(std::move(message));
    request.address = address_;
    request.secure = std::is_same_v<Stream, Secure>;
    if (common_.options.next_id) request.id = common_.options.next_id();
    return request;
  }

  void refuse_body(std::uint64_t limit) {
    const auto& answer = common_.options.too_large;
    if (!answer) return refuse(413, "body too large\n");
    stopping_ = true;
    http::request<http::string_body> head = parser_->get();
    head.body().clear();
    head_only_ = head.method() == http::verb::head;
    write(answer(come(std::move(head)), limit));
  }

  void refuse(unsigned status, const char* text) {
    stopping_ = true;
    head_only_ = false;
    write({status, "text/plain; charset=utf-8", text});
  }

  void write(Reply reply) {
    reply_ = std::move(reply);
    response_ = Response(static_cast<http::status>(reply_.status), version_);
    if (!reply_.type.empty()) response_.set(http::field::content_type, reply_.type);
    for (const auto& [name, value] : reply_.headers) response_.insert(name, value);
    if (head_only_) reply_.pieces = {};
    stopping_ = stopping_ || reply_.pieces;
    response_.keep_alive(!stopping_);
    const std::string_view content = reply_.content();
    if (reply_.status != 204 && reply_.status != 304 && !reply_.pieces)
      response_.content_length(content.size());
    if (!head_only_ && reply_.status != 304)
      response_.body() = beast::span<const char>(content.data(), content.size());
    deadline_.set(common_.options.limits.write_time + std::chrono::seconds(content.size() >> 20U));
    if (reply_.pieces) response_.chunked(true);
    serializer_.emplace(response_);
    if (!head_only_ && !reply_.pieces) return send();
    http::async_write_header(stream_, *serializer_,
                             then(reply_.pieces ? &SessionOn::on_pieces : &SessionOn::on_written));
  }

  // Nearly every reply finds room in the socket at once; what does not is waited for.
  void send() {
    if constexpr (std::is_same_v<Stream, Plain>) {
      beast::error_code error;
      http::write(stream_, *serializer_, error);
      if (error != asio::error::would_block) return on_written(error);
    }
    http::async_write(stream_, *serializer_, then(&SessionOn::on_written));
  }

  void on_written(beast::error_code error) {
    if (error) return;
    serializer_.reset();
    if (!stopping_) return wait();
    // Who said that this is the last request sends no more that could be left unread.
    if (std::is_same_v<Stream, Plain> && leaving_ && buffer_.size() == 0) return end();
    close();
  }

  // A reply in pieces. What the peer sends meanwhile is thrown away; when it leaves, this read ends
  // and the session with it, for whoever brings the next piece does not hold it.
  void on_pieces(beast::error_code error) {
    if (error) return;
    serializer_.reset();
    deadline_.never();
    hear({});
    ask_for_piece({});
  }

  void hear(beast::error_code error) {
    if (error) return end();
    stream_.async_read_some(asio::buffer(unheard_), then(&SessionOn::hear));
  }

  // Posted, for the piece may come before the question has returned.
  void ask_for_piece(beast::error_code error) {
    if (error) return end();
    reply_.pieces([weak = this->weak_from_this(),
                   executor = stream_.get_executor()](std::optional<std::string> piece) {
      asio::post(executor, [weak, piece = std::move(piece)]() mutable {
        if (const auto self = weak.lock()) self->write_piece(std::move(piece));
      });
    });
  }

  void write_piece(std::optional<std::string> piece) {
    deadline_.set(common_.options.limits.write_time);
    if (!piece)
      return asio::async_write(stream_, http::make_chunk_last(), then(&SessionOn::on_last));
    reply_.body = std::move(*piece);
    asio::async_write(stream_, http::make_chunk(asio::buffer(reply_.body)),
                      then(&SessionOn::ask_for_piece));
  }

  void on_last(beast::error_code /*error*/) { end(); }

  // The last answer is given. What the peer still sends, such as the rest of a body that was
  // refused, is thrown away for a while: a socket that is closed with bytes unread resets the
  // connection, and the peer loses the answer.
  void close() {
    deadline_.set(common_.options.limits.linger);
    if constexpr (std::is_same_v<Stream, Secure>) {
      stream_.async_shutdown(then(&SessionOn::linger));
    } else {
      linger({});
    }
  }

  // Below TLS, whose own farewell may have failed at those bytes.
  void linger(beast::error_code ignored) {
    busy_ = false;
    parser_.reset();
    reply_ = {};
    tcp_layer().shutdown(Socket::shutdown_send, ignored);
    buffer_.clear();
    drain({}, 0);
  }

  void drain(beast::error_code error, std::size_t size) {
    drained_ += size;
    if (error || drained_ > common_.options.limits.linger_bytes) return end();
    tcp_layer().async_read_some(
        buffer_.prepare(16384),
        [self = this->shared_from_this()](beast::error_code failed, std::size_t read) {
          self->drain(failed, read);
        });
  }

  // First, for what comes first goes last: the server may end when it hears this.
  struct Ended {
    std::function<void()> tell;
    ~Ended() { tell(); }
  } ended_;
  Common common_;
  Deadline deadline_;
  Stream stream_;
  std::string address_;
  beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  http::response<http::empty_body> continue_;
  Reply reply_;
  std::array<char, 512> unheard_{};
  Response response_;
  std::optional<http::response_serializer<http::span_body<const char>>> serializer_;
  std::uint64_t limit_ = 0;  // of the body
  std::uint64_t drained_ = 0;
  unsigned version_ = 11;
  bool head_only_ = false;
  bool leaving_ = false;  // the peer: this is its last request
  bool stopping_ = false;
  bool busy_ = false;  // a request has begun and is not answered yet
};

}  // namespace

std::shared_ptr<Session> make_session(Socket socket, const Common& common, asio::ssl::context* tls,
                                      std::function<void()> ended) {
  if (tls != nullptr)
    return std::make_shared<SessionOn<Secure>>(common, std::move(ended), std::move(socket), *tls);
  return std::make_shared<SessionOn<Plain>>(common, std::move(ended), std::move(socket));
}

}  // namespace tenbin::net
