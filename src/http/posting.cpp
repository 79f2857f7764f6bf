#include "http/posting.hpp"

#include <algorithm>

#include "codec/json_writer.hpp"
#include "http/holds.hpp"
#include "http/replies.hpp"
#include "report/balance_report.hpp"

namespace tenbin::http {
namespace {

void write_results(json::Writer& json, const std::vector<Answer>& answers) {
  json.begin_array();
  for (const Answer& answer : answers) {
    const bool repeated = answer.status == Answer::Status::repeated;
    json.begin_object();
    if (!answer.outcome.empty()) json.key("outcome").raw(answer.outcome);
    json.key("seq").integer(static_cast<std::int64_t>(answer.seq));
    json.key("status").string(repeated ? "repeated" : "accepted").end_object();
  }
  json.end_array();
}

// The refusal of the command at `index` of `count`, its place seen from the body.
Problem placed(Problem refusal, std::size_t index, std::size_t count) {
  if (count == 1) return refusal;
  const std::string at = "/commands/" + std::to_string(index);
  for (Fact& fact : refusal.facts) {
    if (fact.name != "place") continue;
    fact.value = at + (fact.value == "/" ? "" : fact.value);
    return refusal;
  }
  refusal.facts.push_back({"place", at});
  return refusal;
}

Reply posted_reply(const Call& call, const desk::Posted& posted, std::size_t count) {
  if (posted.trouble) return problem_reply(call, *posted.trouble);
  if (const Problem* refusal = posted.refusal())
    return problem_reply(call, placed(*refusal, posted.answers.size() - 1, count));
  std::string body;
  json::Writer json(body);
  json.begin_object().key("results");
  write_results(json, posted.answers);
  json.key("size").integer(static_cast<std::int64_t>(posted.size)).end_object();
  return json_reply(std::move(body));
}

// The last balance of every site.
std::string balances(const State& state) {
  std::vector<PeriodBalance> last;
  for (const tenbin::Site& each : state.sites) {
    BalanceQuery query;
    query.site = state.texts.get(each.id);
    query.period = state.rulebook.first_day(std::max(0, each.last_period()));
    for (PeriodBalance& row : balance_report(state, query)) last.push_back(std::move(row));
  }
  return balance_json(last);
}

}  // namespace

std::string with_command_id(const json::Value& command, std::string_view id) {
  const bool keeps = !command.object() || command.find("command_id") != nullptr;
  return json::write_canonical(keeps ? command : json::with_member(command, "command_id", id));
}

void post(const Site& site, const std::shared_ptr<const Call>& call, desk::Posting posting,
          const Respond& respond) {
  const std::size_t count = posting.commands.size();
  const bool taken =
      site.desk.post(std::move(posting), [call, respond, count](const desk::Posted& posted) {
        respond(posted_reply(*call, posted, count));
      });
  if (!taken) respond(problem_reply(*call, {Code::request_busy, {}}));
}

void post_beside_holds(const Site& site, const std::shared_ptr<const Call>& call,
                       desk::Posting posting, std::vector<std::int64_t> turned,
                       const Respond& respond) {
  struct Shared {
    desk::Posting posting;
    std::vector<std::int64_t> turned;
    Submitted result;
  };
  const auto shared = std::make_shared<Shared>(Shared{std::move(posting), std::move(turned), {}});
  desk::Work work = [&site, shared](Ledger& ledger) -> Result<void> {
    shared->result = submit_beside_holds(ledger, site.office, shared->posting.commands,
                                         shared->posting.actor, shared->turned);
    if (!shared->result.to_be_forgotten) return {};
    return tl::make_unexpected(*shared->result.posted.refusal());
  };
  const bool taken =
      site.desk.post(std::move(work), [&site, call, respond, shared](const Result<void>& done) {
        Submitted& result = shared->result;
        if (!done && result.posted.refusal() == nullptr) result.posted.trouble = done.error();
        // It is on disk. A reservation that could not be settled holds until it expires.
        if (done && result.anything_new) {
          for (const std::int64_t id : shared->turned)
            (void)site.office.end_reservation(id, office::ReservationState::allocated);
        }
        respond(posted_reply(*call, result.posted, shared->posting.commands.size()));
      });
  if (!taken) respond(problem_reply(*call, {Code::request_busy, {}}));
}

Reply try_commands(const Site& site, const Call& call, const std::vector<json::Value>& commands) {
  auto trial = site.desk.trial();
  if (!trial) return problem_reply(call, trial.error());
  const std::string before = balances(trial->state());
  const auto turned = turned_parameter(call);
  if (!turned) return problem_reply(call, turned.error());
  std::vector<std::string> texts;
  for (const json::Value& command : commands) texts.push_back(json::write_canonical(command));
  const desk::Posted posted =
      submit_beside_holds(*trial, site.office, texts, call.actor(), *turned).posted;
  if (posted.refusal() != nullptr) return posted_reply(call, posted, commands.size());
  std::string body;
  json::Writer json(body);
  json.begin_object().key("dry_run").boolean(true).key("effects").begin_object();
  json.key("after").raw(balances(trial->state())).key("before").raw(before).end_object();
  json.key("results");
  write_results(json, posted.answers);
  json.key("size").integer(static_cast<std::int64_t>(trial->size())).end_object();
  return json_reply(std::move(body));
}

}  // namespace tenbin::http
