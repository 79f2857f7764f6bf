// GET /api/v1/flow: where the metal of a period went, and where its value went. Two lanes that
// never meet: metal is mixed in the furnace, so that behind it nobody knows which is which; only
// the value of the renewable part is followed further.
#include <algorithm>
#include <array>
#include <map>

#include "codec/json_writer.hpp"
#include "engine/balance.hpp"
#include "http/parameters.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"
#include "message/message.hpp"

namespace tenbin::http {
namespace {

class Flow {
 public:
  // `label`: a key of the catalogue below "flow.", or else an id of the book, told as it is.
  void node(const std::string& id, std::string_view lane, const std::string& label, bool is_id) {
    nodes_.push_back({id, lane, label, is_id});
  }
  void link(const std::string& from, const std::string& to, std::string_view lane, Mass mass) {
    if (mass > Mass()) links_.push_back({from, to, lane, mass});
  }
  std::string json() const {
    std::string body;
    json::Writer json(body);
    json.begin_object().key("links").begin_array();
    for (const Link& each : links_) {
      json.begin_object().key("from").string(each.from).key("lane").string(each.lane);
      json.key("mass_kg").string(format_kg(each.mass)).key("to").string(each.to).end_object();
    }
    json.end_array().key("nodes").begin_array();
    for (const Node& each : nodes_) {
      const auto label = [&](Language language) {
        return each.is_id ? each.label : message(language, "flow." + each.label);
      };
      json.begin_object().key("id").string(each.id).key("label_en").string(label(Language::en));
      json.key("label_ja").string(label(Language::ja)).key("lane").string(each.lane).end_object();
    }
    json.end_array().end_object();
    return body;
  }

 private:
  struct Node {
    std::string id;
    std::string_view lane;
    std::string label;
    bool is_id;
  };
  struct Link {
    std::string from, to;
    std::string_view lane;
    Mass mass;
  };
  std::vector<Node> nodes_;
  std::vector<Link> links_;
};

constexpr std::string_view physical = "physical";
constexpr std::string_view value = "value";

// External input by class, as the rulebook counts it: on arrival or when it is charged.
std::array<Mass, 4> input_by_class(const State& state, const SitePeriodChosen& chosen) {
  std::array<Mass, 4> masses;
  const auto count = [&](const Receipt& receipt, Date date, Mass mass) {
    if (receipt.site != chosen.site || receipt.material == Material::internal_scrap ||
        state.rulebook.period_of(date) != chosen.period)
      return;
    masses[static_cast<std::size_t>(receipt.metal_class)] += mass;
  };
  if (state.rulebook.input_event == InputEvent::receipt) {
    for (const Receipt& each : state.receipts)
      if (!each.reversed) count(each, each.date, each.mass);
  } else {
    for (const ChargeEntry& each : state.charges)
      if (!each.reversed) count(state.receipts[each.receipt], each.date, each.mass);
  }
  return masses;
}

// The largest by mass, each a node of its own, and the rest together: a picture of forty ribbons
// shows nothing.
void add_largest(Flow& flow, const std::map<std::string_view, Mass>& masses,
                 const std::string& from, const std::string& prefix, std::string_view lane) {
  constexpr std::size_t most = 8;
  std::vector<std::pair<std::string_view, Mass>> largest(masses.begin(), masses.end());
  std::sort(largest.begin(), largest.end(), [](const auto& a, const auto& b) {
    return std::pair(b.second, a.first) < std::pair(a.second, b.first);
  });
  Mass rest;
  for (std::size_t at = 0; at < largest.size(); ++at) {
    const auto& [name, mass] = largest[at];
    if (at >= most && largest.size() > most + 1) {
      rest += mass;
      continue;
    }
    const std::string id(name);
    flow.node(prefix + id, lane, id, true);
    flow.link(from, prefix + id, lane, mass);
  }
  if (rest == Mass()) return;
  flow.node(prefix + "*", lane, "others", false);
  flow.link(from, prefix + "*", lane, rest);
}

void add_metal(Flow& flow, const State& state, const SitePeriodChosen& chosen) {
  const auto inputs = input_by_class(state, chosen);
  for (std::size_t at = 0; at < inputs.size(); ++at) {
    if (inputs[at] == Mass()) continue;
    const std::string name(EnumNames<MetalClass>::names[at]);
    flow.node("in:" + name, physical, "in." + name, false);
    flow.link("in:" + name, "furnace", physical, inputs[at]);
  }
  flow.node("furnace", physical, "furnace", false);
  std::map<std::string_view, Mass> outputs;
  for (const Run& each : state.runs) {
    if (each.reversed || each.site != chosen.site ||
        state.rulebook.period_of(each.date) != chosen.period)
      continue;
    outputs[state.texts.get(state.products[each.product].id)] += each.output;
  }
  add_largest(flow, outputs, "furnace", "product:", physical);
}

void add_value(Flow& flow, const State& state, const SitePeriodChosen& chosen) {
  Mass opened;
  Mass entitled;
  Mass left;
  std::map<std::string_view, Mass> by_customer;
  for (const Index account : state.sites[chosen.site].accounts) {
    opened += opening(state, account, chosen.period).total();
    entitled += entitlement_to(state, account, chosen.period, end_of_period);
    left += balance_of(state, account, chosen.period);
    for (const Index part : account_period(state, account, chosen.period).parts) {
      const Allocation& allocation = state.allocations[state.parts[part].allocation];
      if (allocation.released) continue;
      const Index customer = state.lines[allocation.line].customer;
      by_customer[state.texts.get(state.customers[customer].id)] += state.parts[part].mass;
    }
  }
  flow.node("entitlement", value, "entitlement", false);
  if (opened > Mass()) flow.node("opening", value, "opening", false);
  flow.node("credits", value, "credits", false);
  flow.link("opening", "credits", value, opened);
  flow.link("entitlement", "credits", value, entitled);
  add_largest(flow, by_customer, "credits", "customer:", value);
  if (left > Mass()) flow.node("left", value, "left", false);
  flow.link("credits", "left", value, left);
}

Reply flow_reply(const Site& site, const Call& call) {
  return site.desk.read([&](const State& state) -> Reply {
    const auto chosen = site_and_period(state, call);
    if (!chosen) return problem_reply(call, chosen.error());
    Flow flow;
    add_metal(flow, state, *chosen);
    add_value(flow, state, *chosen);
    return json_reply(flow.json());
  });
}

}  // namespace

void add_flow(Router& router, Site& site) {
  router.add({"GET", "/api/v1/flow", office::Right::see_balance, Place::worker,
              [&site](const Call& call) { return flow_reply(site, call); }});
}

}  // namespace tenbin::http
