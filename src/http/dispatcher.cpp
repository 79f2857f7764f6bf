#include "http/dispatcher.hpp"

#include <atomic>
#include <boost/asio/post.hpp>
#include <chrono>

#include "codec/json_writer.hpp"
#include "http/identity.hpp"
#include "http/mcp.hpp"
#include "http/replies.hpp"
#include "http/sessions.hpp"
#include "message/message.hpp"
#include "units/instant.hpp"

namespace tenbin::http {
namespace {

using Clock = std::chrono::steady_clock;

// No third party, no inline script, no frame; style attributes are set by the page's own script
// (react-aria-components).
constexpr std::string_view content_policy =
    "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
    "form-action 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:";

bool is_page(const Call& call) {
  return !call.request.path.starts_with("/api/") && call.request.path != mcp_path;
}

// Nothing that a library throws ends the server; the log names the request.
Reply failed_reply(const Call& call) {
  if (!is_page(call)) return problem_reply(call, {Code::request_failed, {}});
  const Problem problem{Code::request_failed, {{"request", call.request.id}}};
  return {500, "text/plain; charset=utf-8", sentence_of(call.language, problem)};
}

template <class Handler>
auto answer_now(const Handler& handler, const Call& call) -> decltype(handler(call)) {
  try {
    return handler(call);
  } catch (const std::exception&) {
    return failed_reply(call);
  }
}

bool is_safe(std::string_view method) {
  return method == "GET" || method == "HEAD";
}

Reply no_route_reply(const Call& call, const Router::Found& found) {
  if (found.allowed.empty())
    return problem_reply(call, {Code::request_not_found, {{"path", call.request.path}}});
  Reply reply = problem_reply(call, {Code::request_method, {{"allowed", found.allowed}}});
  reply.headers.emplace_back("Allow", found.allowed);
  return reply;
}

// "100 MiB", "16 KiB", "0 B".
std::string size_text(std::uint64_t bytes) {
  constexpr std::uint64_t kib = 1024;
  if (bytes >= kib * kib) return std::to_string(bytes / kib / kib) + " MiB";
  if (bytes >= kib) return std::to_string(bytes / kib) + " KiB";
  return std::to_string(bytes) + " B";
}

}  // namespace

struct Dispatcher::Pending {
  std::shared_ptr<Call> call;
  Respond respond;
  std::string_view pattern = "none";
  std::string job = {};  // not empty: whose result the reply is; nobody waits for it
  Clock::time_point began = Clock::now();
};

// The one answer of a handler that answers later. Where nobody can give it any more, because what
// was to give it threw, the server has failed: a job ends, and who asked hears of it.
class Dispatcher::Once {
 public:
  Once(Dispatcher& dispatcher, std::shared_ptr<Pending> pending)
      : dispatcher_(dispatcher), pending_(std::move(pending)) {}
  Once(const Once&) = delete;
  Once& operator=(const Once&) = delete;
  ~Once() {
    try {
      give(failed_reply(*pending_->call));
    } catch (const std::exception&) {  // no memory for the answer: the connection closes
    }
  }
  void give(Reply reply) {
    if (!given_.exchange(true)) dispatcher_.answer(*pending_, std::move(reply));
  }

 private:
  Dispatcher& dispatcher_;
  const std::shared_ptr<Pending> pending_;
  std::atomic<bool> given_ = false;
};

Dispatcher::Dispatcher(Router router, Site& site, unsigned workers, WriteLog log)
    : router_(std::move(router)), site_(site), log_(std::move(log)), workers_(workers) {}

std::uint64_t Dispatcher::body_limit(std::string_view method, std::string_view path) const {
  const Router::Found found = router_.find(method, path);
  return found.route == nullptr ? 0 : found.route->body;
}

void Dispatcher::finish() {
  workers_.join();
}

std::shared_ptr<Dispatcher::Pending> Dispatcher::pending_of(net::Request request, Respond respond) {
  auto pending = std::make_shared<Pending>();
  pending->call = std::make_shared<Call>();
  pending->respond = std::move(respond);
  pending->call->request = std::move(request);
  pending->call->language = language_of(pending->call->request);
  return pending;
}

Reply Dispatcher::too_large(net::Request head, std::uint64_t limit) {
  Reply reply;
  const auto pending = pending_of(std::move(head), [&](Reply answered) { reply = answered; });
  const Call& call = *pending->call;
  const Router::Found found = router_.find(call.request.method, call.request.path);
  if (found.route == nullptr) {
    answer(*pending, no_route_reply(call, found));
  } else {
    pending->pattern = found.route->pattern;
    Reply refused = problem_reply(call, {Code::request_too_large, {{"limit", size_text(limit)}}});
    if (is_page(call))
      refused = {413, "text/plain; charset=utf-8", message(call.language, "http.status.413")};
    answer(*pending, std::move(refused));
  }
  return reply;
}

void Dispatcher::operator()(net::Request request, Respond respond) {
  const auto pending = pending_of(std::move(request), std::move(respond));
  Call& call = *pending->call;
  Router::Found found = router_.find(call.request.method, call.request.path);
  if (found.route == nullptr) return answer(*pending, no_route_reply(call, found));
  pending->pattern = found.route->pattern;
  call.parts = std::move(found.parts);
  if (found.route->place == Place::network) return run(pending, *found.route);
  if (found.route->at_hand) {
    if (auto reply = answer_now(found.route->at_hand, call))
      return answer(*pending, *std::move(reply));
  }
  boost::asio::post(workers_, [this, pending, route = found.route] { run(pending, *route); });
}

// Whether the caller may ask this.
std::optional<Problem> Dispatcher::admit(Call& call, const Route& route) const {
  // No page of another site posts here, neither as its reader nor to sign the reader in as
  // somebody else.
  if (!is_safe(call.request.method) && call.request.header("sec-fetch-site") == "cross-site")
    return Problem{Code::request_forged, {}};
  if (std::holds_alternative<Anyone>(route.access)) return std::nullopt;
  if (std::holds_alternative<ByToken>(route.access) && !has_token(call))
    return Problem{Code::token_invalid, {}};
  if (const auto refused = identify(call, site_.office)) return refused;
  if (!call.session.empty() && !is_safe(call.request.method) &&
      call.request.header("x-tenbin").empty())
    return Problem{Code::request_forged, {}};
  const auto* right = std::get_if<office::Right>(&route.access);
  if (right != nullptr && !call.may(*right))
    return Problem{Code::right_missing, {{"right", std::string(name_of(*right))}}};
  return std::nullopt;
}

void Dispatcher::run(const std::shared_ptr<Pending>& pending, const Route& route) {
  if (const auto refused = admit(*pending->call, route)) {
    return answer(*pending, is_page(*pending->call) ? problem_page(*pending->call, *refused)
                                                    : problem_reply(*pending->call, *refused));
  }
  if (route.may_be_job && site_.jobs != nullptr && asks_for_job(*pending->call))
    return run_as_job(pending, route);
  run_handler(pending, route);
}

void Dispatcher::run_as_job(const std::shared_ptr<Pending>& pending, const Route& route) {
  const auto job = site_.jobs->begin(*pending->call);
  if (!job) return answer(*pending, problem_reply(*pending->call, job.error()));
  // Logged and counted twice: that it was taken, and how it ended.
  const auto work = std::make_shared<Pending>(*pending);
  work->call = std::make_shared<Call>(*pending->call);
  work->call->go_on = [this, job = *job](std::size_t done, std::size_t of) {
    return site_.jobs->go_on(job, done, of);
  };
  work->job = *job;
  answer(*pending, site_.jobs->taken(*job));
  pending->respond = work->respond = {};  // the connection may end while the work goes on
  run_handler(work, route);
}

void Dispatcher::run_handler(const std::shared_ptr<Pending>& pending, const Route& route) {
  if (const auto* now = std::get_if<Answering>(&route.handler))
    return answer(*pending, answer_now(*now, *pending->call));
  const auto once = std::make_shared<Once>(*this, pending);
  try {
    std::get<AnsweringLater>(route.handler)(pending->call,
                                            [once](Reply reply) { once->give(std::move(reply)); });
  } catch (const std::exception&) {
    once->give(failed_reply(*pending->call));
  }
}

void Dispatcher::answer(Pending& pending, Reply reply) {
  const Call& call = *pending.call;
  const Reply result = pending.job.empty() ? Reply{} : reply;
  auto& headers = reply.headers;
  headers.emplace_back("X-Request-Id", call.request.id);
  headers.emplace_back("X-Content-Type-Options", "nosniff");
  if (net::find_header(headers, "Referrer-Policy").empty())
    headers.emplace_back("Referrer-Policy", "same-origin");
  if (net::find_header(headers, "Content-Security-Policy").empty())
    headers.emplace_back("Content-Security-Policy", std::string(content_policy));
  if (net::find_header(headers, "Cache-Control").empty())
    headers.emplace_back("Cache-Control", "no-store");
  if (call.request.secure) headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
  const auto took = Clock::now() - pending.began;
  // Of an address that there is not a stranger chooses the method as well.
  site_.metrics.count(pending.pattern == "none" ? "other" : call.request.method, pending.pattern,
                      reply.status, took);
  std::string line;
  json::Writer json(line);
  json.begin_object().key("address").string(call.request.address);
  json.key("at").string(format_instant(site_.outside.now()));
  json.key("id").string(call.request.id);
  json.key("method").string(call.request.method);
  if (call.person) json.key("person").string(call.person->login);
  json.key("route").string(pending.pattern).key("status").integer(reply.status);
  json.key("us").integer(std::chrono::duration_cast<std::chrono::microseconds>(took).count());
  json.end_object();
  log_(line);
  if (call.person) note_access(site_.office, call, reply.status);
  if (pending.job.empty()) return pending.respond(std::move(reply));
  site_.jobs->end(pending.job, result);  // last: from here on the server may end
}

}  // namespace tenbin::http
