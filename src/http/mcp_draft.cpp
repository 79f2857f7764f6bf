#include "http/mcp_draft.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "codec/json_writer.hpp"
#include "credential/web.hpp"
#include "http/parameters.hpp"
#include "http/replies.hpp"
#include "message/message.hpp"
#include "office/drafts.hpp"
#include "office/forms.hpp"
#include "planner/simulation.hpp"

namespace tenbin::http {
namespace {

using office::Right;

constexpr std::size_t plans = 3;
constexpr std::string_view usual_price = "60000";  // yen for a tonne, as on an empty screen

json::Value value_of(json::Value::Data data) {
  return {std::move(data), "/"};
}

// In the place of one that is there.
void set(json::Object& object, std::string_view key, json::Value value) {
  const auto at = std::lower_bound(
      object.begin(), object.end(), key,
      [](const json::Member& member, std::string_view k) { return json::key_less(member.key, k); });
  if (at != object.end() && at->key == key)
    at->value = std::move(value);
  else
    object.insert(at, {std::string(key), std::move(value)});
}

// One plan as the screen keeps it.
json::Value plan_of(std::string name, const std::vector<SimulationRow>& rows) {
  json::Object wishes;
  wishes.reserve(rows.size());
  for (const SimulationRow& row : rows) {
    json::Object wish;
    if (!row.share) set(wish, "mass", value_of(std::to_string(row.mass.grams())));
    set(wish, "ppm", value_of(row.share ? row.share->ppm() : std::int64_t{0}));
    wishes.push_back({row.shipment + "/" + std::to_string(row.line), value_of(std::move(wish))});
  }
  std::sort(wishes.begin(), wishes.end(), [](const json::Member& a, const json::Member& b) {
    return json::key_less(a.key, b.key);
  });
  json::Object plan;
  set(plan, "locked", value_of(json::Array()));
  set(plan, "name", value_of(std::move(name)));
  set(plan, "order", value_of(json::Array()));
  set(plan, "pattern", value_of(std::string("free")));
  set(plan, "wholeLots", value_of(false));
  set(plan, "wishes", value_of(std::move(wishes)));
  return value_of(std::move(plan));
}

// Nobody has given or locked anything in it.
bool is_empty(const json::Value& plan) {
  const auto wishes = plan.object_of("wishes");
  const auto locked = plan.array_of("locked");
  const auto is_nothing = [](const json::Member& wish) {
    const std::string mass = text_or_empty(wish.value, "mass");
    return wish.value.integer_of("ppm").value_or(1) == 0 && (mass.empty() || mass == "0");
  };
  return wishes && std::all_of((*wishes)->begin(), (*wishes)->end(), is_nothing) && locked &&
         (*locked)->empty();
}

// What the owner has there, and the place for one more.
struct Board {
  json::Object members;  // what is none of ours stays as it is
  json::Array scenarios;
  std::size_t free = plans;  // the first that is empty; plans: none
};

// Where nothing is kept, or what the screen does not take either: three that are empty.
Board board_of(Language language, const json::Value& kept) {
  Board board;
  if (const auto members = kept.object()) board.members = **members;
  if (const auto before = kept.array_of("scenarios")) board.scenarios = **before;
  if (board.scenarios.size() != plans) {
    board = {};
    for (std::size_t at = 1; at <= plans; ++at)
      board.scenarios.push_back(
          plan_of(message(language, "mcp.plan", {{"number", std::to_string(at)}}), {}));
    set(board.members, "price", value_of(std::string(usual_price)));
  }
  const auto free = std::find_if(board.scenarios.begin(), board.scenarios.end(), is_empty);
  board.free = static_cast<std::size_t>(free - board.scenarios.begin());
  return board;
}

std::string answer_of(const std::string& key, const SimulationRequest& request, std::size_t plan,
                      std::string_view simulation) {
  std::string body;
  json::Writer json(body);
  json.begin_object().key("draft").string(key).key("open");
  json.string("/allocate?site=" + credential::percent_encode(request.site) +
              "&period=" + format_date(request.period));
  json.key("plan").integer(static_cast<std::int64_t>(plan + 1));
  json.key("simulation").raw(simulation).end_object();
  return body;
}

Result<std::string> name_of_plan(const Call& call, const json::Value& arguments) {
  if (arguments.find("name") == nullptr) return message(call.language, "mcp.plan_name");
  std::string name = text_or_empty(arguments, "name");
  TENBIN_TRY(office::check_name("name", name));
  return name;
}

// A line that stands twice has no one share.
Result<void> once_each(const std::vector<SimulationRow>& rows) {
  std::set<std::pair<std::string_view, std::int32_t>> lines;
  for (std::size_t at = 0; at < rows.size(); ++at)
    if (!lines.emplace(rows[at].shipment, rows[at].line).second)
      return json::invalid_at("/rows/" + std::to_string(at), "duplicate_field");
  return {};
}

}  // namespace

Reply draft_allocation(const Inside& inside, const Call& call, const json::Value& arguments) {
  if (!call.may(Right::draft_allocation) && !call.may(Right::allocate))
    return problem_reply(
        call, {Code::right_missing, {{"right", std::string(name_of(Right::draft_allocation))}}});
  const auto name = name_of_plan(call, arguments);
  if (!name) return problem_reply(call, name.error());
  json::Object asked;
  for (const json::Member& each : **arguments.object())
    if (each.key != "name") asked.push_back(each);
  const std::string plan = json::write_canonical(value_of(std::move(asked)));
  Reply simulated = inside.ask(call, {"POST", "/api/v1/simulate", {}, plan});
  if (simulated.status != 200) return simulated;
  const auto request = read_simulation_request(plan);
  if (!request) return problem_reply(call, request.error());
  if (const auto good = once_each(request->rows); !good) return problem_reply(call, good.error());
  const std::string key = "simulator." + request->site + "." + format_date(request->period);
  office::Drafts drafts(inside.site().office);
  const auto kept = drafts.find(*call.person, key);
  if (!kept) return problem_reply(call, kept.error());
  const auto before = *kept ? json::parse((*kept)->body) : Result<json::Value>(json::Value());
  if (!before) return problem_reply(call, before.error());
  Board board = board_of(call.language, *before);
  if (board.free == plans)
    return problem_reply(call, {Code::draft_match_missing, {{"plans", std::to_string(plans)}}});
  board.scenarios[board.free] = plan_of(*name, request->rows);
  set(board.members, "scenarios", value_of(std::move(board.scenarios)));
  const std::string body = json::write_canonical(value_of(std::move(board.members)));
  if (body.size() > office::longest_draft)
    return problem_reply(call, {Code::request_too_large,
                                {{"limit", std::to_string(office::longest_draft >> 10) + " KiB"}}});
  const auto saved =
      drafts.save(*call.person, key, body, *kept ? std::optional((*kept)->saved) : std::nullopt);
  if (!saved) return problem_reply(call, saved.error());
  return json_reply(answer_of(key, *request, board.free, simulated.body));
}

}  // namespace tenbin::http
