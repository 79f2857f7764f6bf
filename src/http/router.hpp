#pragma once
// Which handler answers a request, who may ask for it, and where it runs. The table of routes is
// the one place that says who may do what over HTTP: a route without access cannot be written.
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "http/call.hpp"

namespace tenbin::http {

struct Anyone {};    // the public
struct SignedIn {};  // a person, whatever its role
struct ByToken {};   // a program by its API token; no cookie opens it
using Access = std::variant<Anyone, SignedIn, ByToken, office::Right>;

// network: answered by the thread that read the request, for what takes microseconds. worker: by a
// pool of threads behind a queue.
enum class Place : std::uint8_t { network, worker };

struct Route {
  std::string_view method;
  std::string_view pattern;  // "/api/v1/certificates/{number}/pdf"; a last {rest*} takes all of it
  Access access;
  Place place = Place::worker;
  std::variant<Answering, AnsweringLater> handler;
  std::uint64_t body = 0;   // bytes at most
  bool may_be_job = false;  // long work: http/jobs.hpp
  // Of a public route on workers, tried before it on the network's thread: nothing where the answer
  // is not at hand.
  std::function<std::optional<Reply>(const Call&)> at_hand = {};
};

class Router {
 public:
  void add(Route route);

  struct Found {
    const Route* route = nullptr;  // none: no such address, or not by that method
    std::vector<std::pair<std::string_view, std::string>> parts;
    std::string allowed;  // the methods of the address, "GET, POST"; empty: no such address
  };
  // HEAD is answered by the route of GET.
  Found find(std::string_view method, std::string_view path) const;
  const std::deque<Route>& routes() const { return routes_; }

 private:
  struct Entry {
    const Route* route;
    std::vector<std::string_view> segments;
  };
  std::deque<Route> routes_;
  std::vector<Entry> entries_;
};

}  // namespace tenbin::http
