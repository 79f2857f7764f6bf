#pragma once
// Long work as jobs: a request with "Prefer: respond-async" (RFC 7240) to a route that may be one
// is answered 202 once a worker has taken it up, and its handler, which knows nothing of it, goes
// on; what it answers is kept as the job's result. Only who asked for a job sees it, for an hour;
// after a restart all are gone: what was posted is in the journal.
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/call.hpp"
#include "units/outside.hpp"

namespace tenbin::http {

// Whether the caller prefers not to wait.
bool asks_for_job(const Call& call);

class Jobs {
 public:
  static constexpr std::int64_t lifetime_ms = 3'600'000;
  static constexpr std::size_t most = 64;           // kept in all
  static constexpr std::size_t most_of_person = 8;  // then their oldest that ended is forgotten

  explicit Jobs(const Outside& outside) : outside_(outside) {}

  // Its id. request.busy where as many are under way as there may be.
  Result<std::string> begin(const Call& call);
  bool go_on(std::string_view id, std::size_t done, std::size_t of);
  void end(std::string_view id, const Reply& result);
  // 202, for a job that has just begun.
  Reply taken(const std::string& id) const;

  // Of a job that the caller asked for, else reference.unknown {kind, id}.
  Reply state(const Call& call);
  // The same as server-sent events (WHATWG HTML, 9.2), now and whenever it changes, until it ends.
  // Who reads slowly misses what lies between.
  Reply events(const Call& call);
  // What the call would have answered; request.not_found as long as it is under way.
  Reply result(const Call& call);

  // Work that can end between two steps does; waits for all of it.
  void finish();

 private:
  struct Watcher {
    std::shared_ptr<std::string> told;  // the last that it was sent
    net::TakePiece take;
  };
  struct Job {
    std::string login;
    Instant at;
    std::optional<std::pair<std::size_t, std::size_t>> progress;
    std::optional<Reply> result;         // none: under way
    std::vector<Watcher> watchers = {};  // who has been told all there is
  };
  using Kept = std::map<std::string, Job, std::less<>>;
  static std::string text_of(const std::string& id, const Job& job);
  Result<Kept::iterator> find(const Call& call);
  void go_on_watching(const std::string& id, Watcher watcher);
  static void tell(const std::string& id, Job& job);
  void forget_old();
  bool make_room(std::string_view login);

  const Outside& outside_;
  std::mutex mutex_;
  std::condition_variable ended_;
  Kept kept_;
  bool finishing_ = false;
};

}  // namespace tenbin::http
