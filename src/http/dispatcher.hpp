#pragma once
// From a request to its handler: the route, who asks, may they, is it forged; then the handler on
// its place, and the reply with the headers that all carry; counted, logged, and noted in the
// office's access log where a person asked. What is thrown on the way is request.failed, also from
// a callback on another thread, and the log has the request's id.
#include <boost/asio/thread_pool.hpp>
#include <functional>
#include <string>

#include "http/site.hpp"

namespace tenbin::http {

// One JSON object a line, without line end; never a secret: no body, no query, no cookie.
using WriteLog = std::function<void(const std::string& line)>;

class Dispatcher {
 public:
  Dispatcher(Router router, Site& site, unsigned workers, WriteLog log);

  void operator()(net::Request request, net::Respond respond);
  // Of net::ServerOptions.
  std::uint64_t body_limit(std::string_view method, std::string_view path) const;
  Reply too_large(net::Request head, std::uint64_t limit);
  // What the workers have begun is done.
  void finish();

 private:
  struct Pending;
  class Once;
  static std::shared_ptr<Pending> pending_of(net::Request request, Respond respond);
  std::optional<Problem> admit(Call& call, const Route& route) const;
  void run(const std::shared_ptr<Pending>& pending, const Route& route);
  void run_as_job(const std::shared_ptr<Pending>& pending, const Route& route);
  void run_handler(const std::shared_ptr<Pending>& pending, const Route& route);
  void answer(Pending& pending, Reply reply);

  Router router_;
  Site& site_;
  WriteLog log_;
  boost::asio::thread_pool workers_;
};

}  // namespace tenbin::http
