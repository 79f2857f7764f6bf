#include "http/inside.hpp"

#include "http/identity.hpp"
#include "http/replies.hpp"

namespace tenbin::http {
namespace {

Call call_of(const Call& outer, const Asked& asked) {
  Call inner;
  inner.request.method = asked.method;
  inner.request.path = asked.path;
  inner.request.query = asked.query;
  inner.request.body = asked.body;
  inner.request.address = outer.request.address;
  inner.request.id = outer.request.id;
  inner.request.secure = outer.request.secure;
  inner.language = outer.language;
  inner.person = outer.person;
  inner.rights = outer.rights;
  inner.session = outer.session;
  inner.token = outer.token;
  return inner;
}

}  // namespace

Inside::Inside(Site& site, const Router& router) : site_(site) {
  for (const Route& route : router.routes())
    if (std::holds_alternative<Answering>(route.handler))
      routes_[{route.method, route.pattern}] = &route;
}

Reply Inside::ask(const Call& outer, const Asked& asked) const {
  const Call inner = call_of(outer, asked);
  const auto found = routes_.find({asked.method, asked.path});
  const auto answer = [&]() -> Reply {
    if (found == routes_.end())
      return problem_reply(inner, {Code::request_not_found, {{"path", inner.request.path}}});
    const Route& route = *found->second;
    const auto* const right = std::get_if<office::Right>(&route.access);
    if (right != nullptr && !inner.may(*right))
      return problem_reply(inner, {Code::right_missing, {{"right", std::string(name_of(*right))}}});
    if (inner.request.body.size() > route.body)
      return problem_reply(
          inner, {Code::request_too_large, {{"limit", std::to_string(route.body >> 10) + " KiB"}}});
    return std::get<Answering>(route.handler)(inner);
  };
  Reply reply = answer();
  note_access(site_.office, inner, reply.status);
  return reply;
}

}  // namespace tenbin::http
