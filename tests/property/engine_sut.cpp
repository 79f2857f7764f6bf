// The engine in this process behind sut.hpp: a State in memory, no book and no journal.
#include "base/check.hpp"
#include "codec/command_reader.hpp"
#include "engine/engine.hpp"
#include "engine/lookup.hpp"
#include "planner/plan_commands.hpp"
#include "report/balance_report.hpp"
#include "report/footprint_report.hpp"
#include "rulebook/read_rulebook.hpp"
#include "sut.hpp"

namespace tenbin_property {
namespace {

using namespace tenbin;

State empty_state(const Json& rulebook) {
  auto read = read_rulebook(rulebook.dump());
  TENBIN_CHECK(read.has_value());
  return State(std::move(*read));
}

Json rejected(const Problem& problem) {
  Json facts = Json::object();
  for (const Fact& fact : problem.facts) facts[fact.name] = fact.value;
  return {{"status", "rejected"}, {"error", code_text(problem.code)}, {"facts", facts}};
}

class EngineSut : public Sut {
 public:
  explicit EngineSut(const Json& rulebook) : state_(empty_state(rulebook)) {}

  Json apply(const Json& command) override {
    std::string line = command.dump();
    const std::size_t size = line.size();
    line.resize(size + read_ahead);
    const auto envelope = reader_.read(std::string_view(line).substr(0, size));
    if (!envelope) return rejected(envelope.error());
    const auto decision = decide(state_, *envelope);
    if (!decision) return rejected(decision.error());
    if (const auto* repeated = std::get_if<Repeated>(&*decision)) {
      Json answer = answers_[repeated->seq - 1];
      answer["status"] = "repeated";
      return answer;
    }
    const Event& event = std::get<Event>(*decision);
    const std::string outcome = outcome_of(state_, event);
    tenbin::apply(state_, *envelope, event);
    Json answer = outcome.empty() ? Json::object() : Json::parse(outcome);
    answer["status"] = "accepted";
    answer["seq"] = state_.size();
    answers_.push_back(answer);
    return answer;
  }

  Json balance(const std::optional<std::string>& as_of) override {
    BalanceQuery query;
    if (as_of) query.as_of = parse_date(*as_of);
    return Json::parse(balance_json(balance_report(state_, query)));
  }

  Json footprint(const std::string& site, const std::string& period) override {
    const auto first_day = parse_date(period);
    const Index index = find_site(state_, site);
    TENBIN_CHECK(first_day && index != no_index);
    const std::int32_t number = state_.rulebook.period_of(*first_day);
    return Json::parse(footprint_json(footprint_report(state_, index, number)));
  }

  std::vector<Json> plan(const Json& request) override {
    const auto read = read_plan_request(request.dump());
    const auto plan = read ? make_plan(state_, *read) : tl::make_unexpected(read.error());
    if (!plan) return {};
    const std::string commands = plan_commands(state_, *plan);
    std::vector<Json> parsed;
    for (std::size_t start = 0; start < commands.size();) {
      const std::size_t end = commands.find('\n', start);
      parsed.push_back(Json::parse(commands.substr(start, end - start)));
      start = end + 1;
    }
    return parsed;
  }

 private:
  State state_;
  CommandReader reader_;
  std::vector<Json> answers_;  // answers_[seq - 1]: what a repeated command is answered again
};

}  // namespace

std::unique_ptr<Sut> make_sut(const Json& rulebook) {
  return std::make_unique<EngineSut>(rulebook);
}

}  // namespace tenbin_property
