#include "planner/request.hpp"

#include "codec/json_value.hpp"

namespace tenbin {
namespace {

using json::Value;

Result<std::string> read_id(const Value& request, std::string_view key) {
  const auto text = request.text_of(key);
  if (!text) return tl::make_unexpected(text.error());
  if (text->empty()) return json::invalid_at(json::place_of("", key), "empty");
  return std::string(*text);
}

Result<Date> read_date(const Value& request, std::string_view key) {
  const auto text = request.text_of(key);
  if (!text) return tl::make_unexpected(text.error());
  const auto date = parse_date(*text);
  if (!date) return json::invalid_at(json::place_of("", key), "date");
  return *date;
}

Result<OrderEntry> read_entry(const Value& value) {
  const auto text = value.text();
  if (!text) return tl::make_unexpected(text.error());
  for (const auto& [prefix, kind] : {std::pair("product:", OrderEntry::Kind::product),
                                     std::pair("customer:", OrderEntry::Kind::customer)}) {
    const std::string_view start = prefix;
    if (text->starts_with(start) && text->size() > start.size())
      return OrderEntry{kind, std::string(text->substr(start.size()))};
  }
  return json::invalid_at(value.place(), "plan.entry");
}

Result<void> read_order(const Value& request, PlanRequest& out) {
  const auto order = request.array_of("order");
  if (!order) return tl::make_unexpected(order.error());
  if ((*order)->empty()) return json::invalid_at("/order", "empty");
  for (const Value& value : **order) {
    auto entry = read_entry(value);
    if (!entry) return tl::make_unexpected(entry.error());
    out.order.push_back(std::move(*entry));
  }
  return {};
}

Result<void> read_share(const Value& request, PlanRequest& out) {
  if (request.find("share") == nullptr) return {};
  const auto text = request.text_of("share");
  if (!text) return tl::make_unexpected(text.error());
  auto share = parse_share(*text);
  if (!share) {
    share.error().facts.push_back({"field", "share"});
    share.error().facts.push_back({"place", "/share"});
    return tl::make_unexpected(share.error());
  }
  out.share = *share;
  return {};
}

Result<void> read_strategy(const Value& request, PlanRequest& out) {
  const auto strategy = request.text_of("strategy");
  if (!strategy) return tl::make_unexpected(strategy.error());
  if (*strategy == "concentrate") {
    out.strategy = Strategy::concentrate;
    TENBIN_TRY(request.only_keys({"site", "period", "date", "strategy", "order"}));
    return read_order(request, out);
  }
  if (*strategy == "even") {
    out.strategy = Strategy::even;
    TENBIN_TRY(request.only_keys({"site", "period", "date", "strategy", "share"}));
    return read_share(request, out);
  }
  return json::invalid_at("/strategy", *strategy == "targets" ? "plan.targets" : "plan.strategy");
}

}  // namespace

Result<PlanRequest> read_plan_request(std::string_view text) {
  const auto request = json::parse(text);
  if (!request) return tl::make_unexpected(request.error());
  TENBIN_TRY(request->object());
  PlanRequest out;
  TENBIN_TRY(read_strategy(*request, out));
  auto site = read_id(*request, "site");
  if (!site) return tl::make_unexpected(site.error());
  out.site = std::move(*site);
  const auto period = read_date(*request, "period");
  if (!period) return tl::make_unexpected(period.error());
  out.period = *period;
  if (request->find("date") != nullptr) {
    const auto date = read_date(*request, "date");
    if (!date) return tl::make_unexpected(date.error());
    out.date = *date;
  }
  return out;
}

}  // namespace tenbin
