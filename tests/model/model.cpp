#include "model.hpp"

#include "decide.hpp"
#include "footprint.hpp"
#include "form.hpp"
#include "plan.hpp"
#include "report.hpp"

namespace tenbin_model {

Model::Model(const Json& rulebook) {
  book_.rules = parse_rulebook(rulebook);
}

Json Model::apply(const Json& command) {
  try {
    const Json content = decode(command, book_.rules.cap);
    const std::string id = content.value("command_id", "");
    if (const auto known = by_command_id_.find(id); !id.empty() && known != by_command_id_.end()) {
      if (known->second.content != content) throw Refusal{"command.id_reused"};
      Json outcome = known->second.outcome;
      outcome["status"] = "repeated";
      return outcome;
    }
    Json outcome = decide(book_, content, seq_ + 1);
    outcome["status"] = "accepted";
    outcome["seq"] = ++seq_;
    if (!id.empty()) by_command_id_[id] = {content, outcome};
    return outcome;
  } catch (const Refusal& refusal) {
    return {{"status", "rejected"}, {"error", refusal.code}, {"facts", refusal.facts}};
  }
}

Json Model::apply_line(const std::string& line) {
  return apply(Json::parse(line, nullptr, false));  // a discarded value is no object
}

Json Model::balance(const std::optional<std::string>& as_of) const {
  return report_balance(book_, as_of ? AsOf(parse_date(*as_of)) : AsOf());
}

Json Model::footprint(const std::string& site, const std::string& period) const {
  return report_footprint(book_, site, parse_date(period));
}

std::vector<Json> Model::plan(const Json& request) const {
  return make_plan(book_, request);
}

}  // namespace tenbin_model
