// Webhooks for the administrator: registered, paused, removed; what was sent to each, and again.
#include "office/webhooks.hpp"

#include "codec/json_value.hpp"
#include "codec/json_writer.hpp"
#include "http/office_lists.hpp"
#include "http/parameters.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"
#include "service/web_address.hpp"

namespace tenbin::http {
namespace {

using office::Delivery;
using office::DeliveryState;
using office::EventType;
using office::Right;
using office::Webhook;
using office::Webhooks;

constexpr std::uint64_t small_body = 4096;

void write_webhook(json::Writer& json, const Webhook& hook, std::string_view secret = {}) {
  json.begin_object().key("allow_private").boolean(hook.about.allow_private);
  json.key("dead").integer(hook.dead).key("events").begin_array();
  for (const EventType type : hook.about.events.values()) json.string(name_of(type));
  json.end_array().key("made_at").string(format_instant(hook.made));
  json.key("made_by").string(hook.made_by).key("paused").boolean(hook.paused);
  if (!secret.empty()) json.key("secret").string(secret);
  json.key("url").string(hook.about.url).key("waiting").integer(hook.waiting);
  json.key("webhook").string(std::to_string(hook.id)).end_object();
}

void write_time(json::Writer& json, const std::optional<Instant>& at) {
  at ? json.string(format_instant(*at)) : json.null();
}

void write_delivery(json::Writer& json, const Delivery& each) {
  json.begin_object().key("at").string(format_instant(each.at));
  json.key("delivery").string(std::to_string(each.id)).key("event").string(each.event);
  json.key("next_try_at");
  write_time(json, each.next);
  json.key("outcome").string(each.outcome).key("state").string(name_of(each.state));
  json.key("tried_at");
  write_time(json, each.tried);
  json.key("tries").integer(each.tries).key("type").string(each.type);
  json.key("url").string(each.url).key("webhook").string(std::to_string(each.webhook)).end_object();
}

Reply one_webhook(const Call& call, const Result<Webhook>& hook) {
  if (!hook) return problem_reply(call, hook.error());
  std::string body;
  json::Writer json(body);
  write_webhook(json, *hook);
  return json_reply(std::move(body));
}

Reply all_webhooks(const Site& site, const Call& call) {
  auto all = Webhooks(site.office).all();
  if (!all) return problem_reply(call, all.error());
  const office::Page<Webhook> page{*std::move(all), {}};
  return json_reply(
      page_json(page, [](json::Writer& json, const Webhook& each) { write_webhook(json, each); }));
}

Result<office::EventTypes> events_in(const json::Value& body) {
  const auto names = body.array_of("events");
  if (!names) return tl::make_unexpected(names.error());
  office::EventTypes types;
  for (const json::Value& each : **names) {
    const auto name = each.text();
    if (!name) return tl::make_unexpected(name.error());
    const auto type = value_named<EventType>(*name);
    if (!type) return json::invalid_at(each.place(), "office.events");
    types.add(*type);
  }
  return types;
}

// Whether the form of the address alone says that it is no public one. What its name leads to is
// looked at whenever something is sent.
Result<void> check_host(const office::NewWebhook& wanted) {
  if (wanted.allow_private || !wanted.url.starts_with("http")) return {};
  constexpr std::string_view scheme = "https://";
  const std::size_t end = wanted.url.find_first_of("/?#", scheme.size());
  if (wanted.url.starts_with(scheme) && is_internet_host(wanted.url.substr(0, end))) return {};
  return problem(Code::webhook_address, {{"url", wanted.url}});
}

Result<office::NewWebhook> read_webhook(const json::Value& body) {
  TENBIN_TRY(body.only_keys({"allow_private", "events", "url"}));
  const auto allow_private = flag_of(body, "allow_private");
  if (!allow_private) return tl::make_unexpected(allow_private.error());
  const auto url = body.text_of("url");
  if (!url) return tl::make_unexpected(url.error());
  const auto events = events_in(body);
  if (!events) return tl::make_unexpected(events.error());
  office::NewWebhook wanted{std::string(*url), *events, *allow_private, 0};
  TENBIN_TRY(check_host(wanted));
  return wanted;
}

Reply make_webhook(const Site& site, const Call& call) {
  const auto body = json::parse(call.request.body);
  if (!body) return problem_reply(call, body.error());
  auto wanted = read_webhook(*body);
  if (!wanted) return problem_reply(call, wanted.error());
  wanted->since = static_cast<std::int64_t>(site.desk.size());
  const auto made = Webhooks(site.office).add(*wanted, *call.person);
  if (!made) return problem_reply(call, made.error());
  std::string out;
  json::Writer json(out);
  write_webhook(json, made->about, made->secret);
  return json_reply(std::move(out), 201);
}

Reply pause_webhook(const Site& site, const Call& call) {
  const auto id = id_of(call, "webhook");
  if (!id) return problem_reply(call, id.error());
  const auto body = json::parse(call.request.body);
  if (!body) return problem_reply(call, body.error());
  if (const auto known = body->only_keys({"paused"}); !known)
    return problem_reply(call, known.error());
  const auto paused = body->boolean_of("paused");
  if (!paused) return problem_reply(call, paused.error());
  return one_webhook(call, Webhooks(site.office).pause(*id, *paused));
}

Reply remove_webhook(const Site& site, const Call& call) {
  const auto id = id_of(call, "webhook");
  if (!id) return problem_reply(call, id.error());
  const auto gone = Webhooks(site.office).remove(*id);
  return gone ? Reply{204} : problem_reply(call, gone.error());
}

Reply list_deliveries(const Site& site, const Call& call) {
  const auto page = page_parameters(call);
  if (!page) return problem_reply(call, page.error());
  office::DeliveryFilter filter;
  if (const std::string_view name = call.request.parameter("state"); !name.empty()) {
    filter.state = value_named<DeliveryState>(name);
    if (!filter.state)
      return problem_reply(call, not_one_of("state", name, "waiting delivered dead").value());
  }
  if (const std::string_view hook = call.request.parameter("webhook"); !hook.empty())
    filter.webhook = read_id(hook).value_or(-1);
  const auto found = Webhooks(site.office).deliveries(*page, filter);
  if (!found) return problem_reply(call, found.error());
  return json_reply(page_json(*found, write_delivery));
}

Reply resend(const Site& site, const Call& call) {
  const auto id = id_of(call, "delivery");
  if (!id) return problem_reply(call, id.error());
  const auto again = Webhooks(site.office).resend(*id);
  if (!again) return problem_reply(call, again.error());
  std::string body;
  json::Writer json(body);
  write_delivery(json, *again);
  return json_reply(std::move(body));
}

}  // namespace

void add_webhooks(Router& router, Site& site) {
  const auto add = [&](std::string_view method, std::string_view pattern, auto act,
                       std::uint64_t body = 0) {
    router.add({method, pattern, Right::manage_people, Place::worker,
                [&site, act](const Call& call) { return act(site, call); }, body});
  };
  add("GET", "/api/v1/webhooks", all_webhooks);
  add("POST", "/api/v1/webhooks", make_webhook, small_body);
  add("PATCH", "/api/v1/webhooks/{webhook}", pause_webhook, small_body);
  add("DELETE", "/api/v1/webhooks/{webhook}", remove_webhook);
  add("GET", "/api/v1/webhook-deliveries", list_deliveries);
  add("POST", "/api/v1/webhook-deliveries/{delivery}/resend", resend, small_body);
}

}  // namespace tenbin::http
