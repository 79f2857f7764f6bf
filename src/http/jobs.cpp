#include "http/jobs.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "codec/json_writer.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"

namespace tenbin::http {
namespace {

constexpr std::string_view route = "/api/v1/jobs/";

std::string event_of(const std::string& text) {
  return "event: job\ndata: " + text + "\n\n";
}

}  // namespace

bool asks_for_job(const Call& call) {
  std::string_view rest = call.request.header("prefer");
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    std::string_view one = rest.substr(0, std::min(end, rest.find(';')));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    while (one.starts_with(' ')) one.remove_prefix(1);
    while (one.ends_with(' ')) one.remove_suffix(1);
    if (one == "respond-async") return true;
  }
  return false;
}

void Jobs::forget_old() {
  const Instant now = outside_.now();
  std::erase_if(kept_, [&](const auto& each) {
    return each.second.result && each.second.at.ms + lifetime_ms < now.ms;
  });
}

bool Jobs::make_room(std::string_view login) {
  const auto forget_oldest = [&](auto&& counts) {
    auto oldest = kept_.end();
    for (auto each = kept_.begin(); each != kept_.end(); ++each) {
      if (!counts(each->second) || !each->second.result) continue;
      if (oldest == kept_.end() || each->second.at < oldest->second.at) oldest = each;
    }
    if (oldest == kept_.end()) return false;
    kept_.erase(oldest);
    return true;
  };
  const auto theirs = [&](const Job& job) { return job.login == login; };
  const auto count = std::count_if(kept_.begin(), kept_.end(),
                                   [&](const auto& each) { return theirs(each.second); });
  if (count >= static_cast<std::ptrdiff_t>(most_of_person) && !forget_oldest(theirs)) return false;
  return kept_.size() < most || forget_oldest([](const Job&) { return true; });
}

Result<std::string> Jobs::begin(const Call& call) {
  std::array<std::uint8_t, 12> random{};
  outside_.fill_random(random);
  std::string id = to_hex(random);
  const std::lock_guard lock(mutex_);
  forget_old();
  if (finishing_ || !make_room(call.actor())) return problem(Code::request_busy, {});
  kept_.emplace(id, Job{call.actor(), outside_.now(), {}, {}});
  return id;
}

bool Jobs::go_on(std::string_view id, std::size_t done, std::size_t of) {
  const std::lock_guard lock(mutex_);
  const auto found = kept_.find(id);
  if (found != kept_.end()) {
    found->second.progress = std::pair(done, of);
    tell(found->first, found->second);
  }
  return !finishing_;
}

void Jobs::end(std::string_view id, const Reply& result) {
  const std::lock_guard lock(mutex_);
  const auto found = kept_.find(id);
  if (found == kept_.end()) return;
  found->second.result = result;
  found->second.at = outside_.now();
  tell(found->first, found->second);
  ended_.notify_all();
}

void Jobs::finish() {
  std::unique_lock lock(mutex_);
  finishing_ = true;
  ended_.wait(lock, [&] {
    return std::all_of(kept_.begin(), kept_.end(),
                       [](const auto& each) { return each.second.result.has_value(); });
  });
}

std::string Jobs::text_of(const std::string& id, const Job& job) {
  std::string body;
  json::Writer json(body);
  json.begin_object().key("job").string(id);
  if (job.progress) {
    json.key("progress").begin_object();
    json.key("done").integer(static_cast<std::int64_t>(job.progress->first));
    json.key("total").integer(static_cast<std::int64_t>(job.progress->second)).end_object();
  }
  if (job.result) json.key("result").string(std::string(route) + id + "/result");
  const bool failed = job.result && job.result->status >= 400;
  json.key("state").string(!job.result ? "running" : failed ? "failed" : "done");
  if (job.result) json.key("status").integer(job.result->status);
  json.end_object();
  return body;
}

Reply Jobs::taken(const std::string& id) const {
  Reply reply = json_reply(text_of(id, {}), 202);
  reply.headers = {{"Location", std::string(route) + id}, {"Preference-Applied", "respond-async"}};
  return reply;
}

Result<Jobs::Kept::iterator> Jobs::find(const Call& call) {
  forget_old();
  const auto found = kept_.find(call.part("job"));
  if (found == kept_.end() || found->second.login != call.actor())
    return problem(Code::reference_unknown,
                   {{"kind", "job"}, {"id", std::string(call.part("job"))}});
  return found;
}

Reply Jobs::state(const Call& call) {
  const std::lock_guard lock(mutex_);
  const auto found = find(call);
  if (!found) return problem_reply(call, found.error());
  return json_reply(text_of((*found)->first, (*found)->second));
}

void Jobs::tell(const std::string& id, Job& job) {
  if (job.watchers.empty()) return;
  const std::string text = text_of(id, job);
  for (const Watcher& watcher : std::exchange(job.watchers, {})) {
    *watcher.told = text;
    watcher.take(event_of(text));
  }
}

void Jobs::go_on_watching(const std::string& id, Watcher watcher) {
  const std::lock_guard lock(mutex_);
  const auto found = kept_.find(id);
  if (found == kept_.end()) return watcher.take({});
  Job& job = found->second;
  if (std::string text = text_of(id, job); text != *watcher.told) {
    *watcher.told = std::move(text);
    return watcher.take(event_of(*watcher.told));
  }
  if (job.result) return watcher.take({});
  job.watchers.push_back(std::move(watcher));
}

Reply Jobs::events(const Call& call) {
  const std::lock_guard lock(mutex_);
  const auto found = find(call);
  if (!found) return problem_reply(call, found.error());
  Reply reply{200, "text/event-stream"};
  reply.pieces = [this, id = (*found)->first,
                  told = std::make_shared<std::string>()](net::TakePiece take) {
    go_on_watching(id, {told, std::move(take)});
  };
  return reply;
}

Reply Jobs::result(const Call& call) {
  const std::lock_guard lock(mutex_);
  const auto found = find(call);
  if (!found) return problem_reply(call, found.error());
  const Job& job = (*found)->second;
  return job.result ? *job.result
                    : problem_reply(call, {Code::request_not_found, {{"path", call.request.path}}});
}

void add_jobs(Router& router, Site& site) {
  router.add({"GET", "/api/v1/jobs/{job}", SignedIn{}, Place::worker,
              [&site](const Call& call) { return site.jobs->state(call); }});
  router.add({"GET", "/api/v1/jobs/{job}/events", SignedIn{}, Place::worker,
              [&site](const Call& call) { return site.jobs->events(call); }});
  router.add({"GET", "/api/v1/jobs/{job}/result", SignedIn{}, Place::worker,
              [&site](const Call& call) { return site.jobs->result(call); }});
}

}  // namespace tenbin::http
