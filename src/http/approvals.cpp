#include "http/approvals.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <utility>

#include "codec/json_writer.hpp"
#include "http/lists.hpp"
#include "http/office_lists.hpp"
#include "http/parameters.hpp"
#include "http/replies.hpp"
#include "message/message.hpp"
#include "service/approval_note.hpp"

namespace tenbin::http {
namespace {

using office::Approval;
using office::Right;

// Those that are asked for once more when they are approved.
constexpr std::array routes = {"/api/v1/commands",
                               "/api/v1/certificates",
                               "/api/v1/certificates/all",
                               "/api/v1/certificates/{number}/replace",
                               "/api/v1/certificates/{number}/revoke",
                               "/api/v1/imports/{import}/confirm",
                               "/api/v1/uploads/{number}/accept"};

// What the office keeps of a call, as JSON.
struct Kept {
  std::string route;
  std::string number;       // of the certificate or import that the pattern names
  std::string reservation;  // the parameter
  std::string body;
  std::vector<json::Value> commands;
};

std::string to_json(const Call& call, const AskedFor& asked) {
  std::string text;
  json::Writer json(text);
  json.begin_object().key("body").raw(asked.body).key("commands").begin_array();
  for (const std::string& command : asked.commands) json.raw(command);
  const std::string_view number = call.part("number");
  json.end_array().key("number").string(number.empty() ? call.part("import") : number);
  json.key("reservation").string(call.request.parameter("reservation"));
  json.key("route").string(asked.route).end_object();
  return text;
}

Result<Kept> kept_of(const Approval& approval) {
  const auto damaged = [&] {
    return problem(Code::book_corrupt, {{"place", "approval " + std::to_string(approval.id)}});
  };
  const auto parsed = json::parse(approval.request.commands);
  if (!parsed) return damaged();
  const json::Value* const body = parsed->find("body");
  const auto commands = parsed->array_of("commands");
  if (body == nullptr || !commands) return damaged();
  return Kept{text_or_empty(*parsed, "route"), text_or_empty(*parsed, "number"),
              text_or_empty(*parsed, "reservation"), json::write_canonical(*body), **commands};
}

// The first command that needs a second person stands for all.
std::string summary_of(Language language, const std::vector<json::Value>& commands) {
  if (commands.empty()) return "";
  const auto found = std::find_if(commands.begin(), commands.end(), [](const json::Value& command) {
    return !approval_kind(command).empty();
  });
  const json::Value& command = found == commands.end() ? commands.front() : *found;
  std::string summary =
      message(language, "approval." + text_or_empty(command, "do"), facts_of_command(command));
  if (commands.size() == 1) return summary;
  return message(language, "approval.more",
                 {{"summary", summary}, {"count", std::to_string(commands.size() - 1)}});
}

void write_approval(json::Writer& json, const Approval& approval) {
  const auto kept = kept_of(approval);
  const std::vector<json::Value> commands = kept ? kept->commands : std::vector<json::Value>();
  const auto text_or_null = [&](bool there, const std::string& text) {
    there ? json.string(text) : json.null();
  };
  json.begin_object().key("approval").string(std::to_string(approval.id));
  json.key("comment").string(approval.comment).key("decided_at");
  text_or_null(approval.decided_at.has_value(),
               format_instant(approval.decided_at.value_or(Instant{})));
  json.key("decided_by");
  text_or_null(!approval.decided_by.empty(), approval.decided_by);
  json.key("effects").begin_object().key("commands").begin_array();
  for (const json::Value& command : commands) json.raw(json::write_canonical(command));
  json.end_array().end_object().key("kind").string(approval.request.kind);
  json.key("requested_at").string(format_instant(approval.requested_at));
  json.key("requested_by").string(approval.requested_by);
  json.key("self_approved").boolean(approval.self_approved);
  json.key("state").string(name_of(approval.state));
  json.key("summary_en").string(summary_of(Language::en, commands));
  json.key("summary_ja").string(summary_of(Language::ja, commands)).end_object();
}

Reply approval_reply(const Call& call, const Result<Approval>& approval) {
  if (!approval) return problem_reply(call, approval.error());
  std::string body;
  json::Writer json(body);
  write_approval(json, *approval);
  return json_reply(std::move(body));
}

Reply asked_reply(const Approval& approval) {
  std::string body;
  json::Writer json(body);
  json.begin_object().key("approval");
  write_approval(json, approval);
  json.end_object();
  return json_reply(std::move(body), 202);
}

office::NewApproval new_approval(const Call& call, const AskedFor& asked) {
  std::vector<json::Value> commands;
  for (const std::string& command : asked.commands) {
    if (auto parsed = json::parse(command)) commands.push_back(*std::move(parsed));
  }
  return {asked.kind, to_json(call, asked), summary_of(Language::ja, commands), asked.once};
}

bool sees_all(const Call& call) {
  return call.may(Right::approve) || call.may(Right::see_journal);
}

Problem stale(const Approval& approval, std::string_view code, std::string_view detail) {
  return {Code::approval_stale,
          {{"approval", std::to_string(approval.id)},
           {"reason", std::string(code)},
           {"detail", std::string(detail)}}};
}

class Approvals : public std::enable_shared_from_this<Approvals> {
 public:
  Approvals(Site& site, const Router& router) : site_(site) {
    for (const Route& route : router.routes()) {
      const bool again = std::find(routes.begin(), routes.end(), route.pattern) != routes.end();
      if (again && route.method == "POST") routes_[route.pattern] = &route;
    }
  }

  Reply list(const Call& call) const;
  Reply one(const Call& call) const { return approval_reply(call, find(call)); }
  void approve(const std::shared_ptr<const Call>& call, const Respond& respond);
  Reply reject(const Call& call);
  Reply withdraw(const Call& call);

 private:
  // While it is held nobody else decides the same one. Given back before the answer goes out: who
  // reads that may ask at once.
  class Held {
   public:
    Held(std::shared_ptr<Approvals> of, std::int64_t id) : of_(std::move(of)), id_(id) {}
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;
    ~Held() { give_back(); }
    void give_back() {
      if (const auto of = std::exchange(of_, nullptr)) of->unclaim(id_);
    }

   private:
    std::shared_ptr<Approvals> of_;
    std::int64_t id_;
  };
  using Claim = std::shared_ptr<Held>;

  void unclaim(std::int64_t id) {
    const std::lock_guard lock(mutex_);
    claimed_.erase(id);
  }
  Result<Approval> find(const Call& call) const;
  Claim claim(std::int64_t id);
  Result<std::shared_ptr<const Call>> call_again(const Call& call, const Approval& approval,
                                                 const Kept& kept, const Route& route) const;
  Reply decided(const Call& call, const Approval& approval, const std::string& comment,
                const Reply& reply) const;

  Site& site_;
  std::map<std::string_view, const Route*> routes_;
  std::mutex mutex_;
  std::set<std::int64_t> claimed_;
};

Reply Approvals::list(const Call& call) const {
  const auto page = page_parameters(call);
  if (!page) return problem_reply(call, page.error());
  const std::string_view name = call.request.parameter("state");
  const auto state = value_named<office::ApprovalState>(name);
  if (!name.empty() && !state)
    return problem_reply(call,
                         not_one_of("state", name, "open approved rejected withdrawn").value());
  const auto found = site_.office.approvals(*page, state, sees_all(call) ? "" : call.actor());
  if (!found) return problem_reply(call, found.error());
  return json_reply(page_json(*found, write_approval));
}

// To who may not see it, it does not exist.
Result<Approval> Approvals::find(const Call& call) const {
  const auto id = id_of(call, "approval");
  if (!id) return tl::make_unexpected(id.error());
  auto approval = site_.office.approval(*id);
  if (approval && !sees_all(call) && approval->requested_by != call.actor())
    return problem(Code::reference_unknown, {{"kind", "approval"}, {"id", std::to_string(*id)}});
  return approval;
}

Approvals::Claim Approvals::claim(std::int64_t id) {
  const std::lock_guard lock(mutex_);
  if (!claimed_.insert(id).second) return nullptr;
  return std::make_shared<Held>(shared_from_this(), id);
}

// In the name of who asked, who must be here and have the right still.
Result<std::shared_ptr<const Call>> Approvals::call_again(const Call& call,
                                                          const Approval& approval,
                                                          const Kept& kept,
                                                          const Route& route) const {
  auto asker = site_.office.person(approval.requested_by);
  if (!asker) return tl::make_unexpected(asker.error());
  const auto* const right = std::get_if<Right>(&route.access);
  const office::Rights rights = asker->active ? asker->rights() : office::Rights();
  if (!asker->active || (right != nullptr && !rights.has(*right))) {
    const Problem missing{Code::right_missing,
                          {{"right", std::string(right == nullptr ? "" : name_of(*right))}}};
    return tl::make_unexpected(
        stale(approval, code_text(missing.code), sentence_of(call.language, missing)));
  }
  auto again = std::make_shared<Call>();
  again->request.method = "POST";
  again->request.path = kept.route;
  again->request.headers = {{"idempotency-key", "approval"}};  // the commands have ids of their own
  again->request.body = kept.body;
  again->request.address = call.request.address;
  again->request.id = call.request.id;
  again->request.secure = call.request.secure;
  again->parts = {{"number", kept.number}, {"import", kept.number}};
  if (!kept.reservation.empty()) again->request.query = {{"reservation", kept.reservation}};
  again->language = call.language;
  again->rights = rights;
  again->person = *std::move(asker);
  const bool own = approval.requested_by == call.actor();
  again->approved = {own ? "" : call.actor(), "approval:" + std::to_string(approval.id) + "@" +
                                                  std::to_string(approval.requested_at.ms)};
  return again;
}

// What the call answered, as what the approval answers.
Reply Approvals::decided(const Call& call, const Approval& approval, const std::string& comment,
                         const Reply& reply) const {
  constexpr unsigned too_many = 429;
  if (reply.status != 200) {
    if (reply.status < 400 || reply.status >= 500 || reply.status == too_many) return reply;
    const auto refused = json::parse(reply.body);
    if (!refused) return reply;
    return problem_reply(
        call, stale(approval, text_or_empty(*refused, "code"), text_or_empty(*refused, "detail")));
  }
  const auto settled = site_.office.decide_approval(approval.id, true, *call.person, comment);
  if (!settled) return problem_reply(call, settled.error());
  std::string body;
  json::Writer json(body);
  json.begin_object().key("approval");
  write_approval(json, *settled);
  json.key("result").raw(reply.body).end_object();
  return json_reply(std::move(body));
}

Result<std::string> comment_of(const Call& call) {
  const auto body = json::parse(call.request.body.empty() ? "{}" : call.request.body);
  if (!body) return tl::make_unexpected(body.error());
  TENBIN_TRY(body->only_keys({"comment"}));
  if (body->find("comment") == nullptr) return std::string();
  const auto comment = body->text_of("comment");
  if (!comment) return tl::make_unexpected(comment.error());
  return std::string(*comment);
}

void Approvals::approve(const std::shared_ptr<const Call>& call, const Respond& respond) {
  Claim claimed;
  const auto refuse = [&](const Problem& problem) {
    claimed.reset();
    respond(problem_reply(*call, problem));
  };
  const auto comment = comment_of(*call);
  if (!comment) return refuse(comment.error());
  const auto found = find(*call);
  if (!found) return refuse(found.error());
  claimed = claim(found->id);
  if (!claimed) return refuse({Code::request_busy, {}});
  const auto approval = site_.office.approval_to_decide(found->id, *call->person);
  if (!approval) return refuse(approval.error());
  const auto kept = kept_of(*approval);
  if (!kept) return refuse(kept.error());
  const auto route = routes_.find(kept->route);
  if (route == routes_.end()) return refuse({Code::request_not_found, {{"path", kept->route}}});
  const auto again = call_again(*call, *approval, *kept, *route->second);
  if (!again) return refuse(again.error());
  std::get<AnsweringLater>(route->second->handler)(
      *again, [self = shared_from_this(), call, respond, claimed, approval = *approval,
               comment = *comment](const Reply& reply) {
        Reply answer = self->decided(*call, approval, comment, reply);
        claimed->give_back();
        respond(std::move(answer));
      });
}

Reply Approvals::reject(const Call& call) {
  const auto comment = comment_of(call);
  if (!comment) return problem_reply(call, comment.error());
  const auto found = find(call);
  if (!found) return problem_reply(call, found.error());
  const Claim claimed = claim(found->id);
  if (!claimed) return problem_reply(call, {Code::request_busy, {}});
  return approval_reply(call,
                        site_.office.decide_approval(found->id, false, *call.person, *comment));
}

Reply Approvals::withdraw(const Call& call) {
  const auto found = find(call);
  if (!found) return problem_reply(call, found.error());
  const Claim claimed = claim(found->id);
  if (!claimed) return problem_reply(call, {Code::request_busy, {}});
  return approval_reply(call, site_.office.withdraw_approval(found->id, *call.person));
}

}  // namespace

Result<Consent> consent_for(const Site& site, const Call& call, bool entitled) {
  if (call.approved)
    return Consent{Consent::Kind::given, approval_mark(call.approved->by),
                   call.approved->command_id};
  // A token acts for its owner, whose firm has said that one person is enough.
  if (!entitled || !call.person->rights().has(Right::approve)) return Consent{};
  const auto self_approval = site.office.setting("self_approval", "off");
  if (!self_approval) return tl::make_unexpected(self_approval.error());
  if (*self_approval != "on") return Consent{};
  return Consent{Consent::Kind::alone, approval_mark(""), ""};
}

std::string_view approval_kind(const json::Value& command) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kinds = {
      {{"issue_certificate", "issue"},
       {"replace_certificate", "replace"},
       {"revoke_certificate", "revoke"},
       {"close_period", "close"}}};
  const std::string what = text_or_empty(command, "do");
  for (const auto& [name, kind] : kinds) {
    if (name == what) return kind;
  }
  return registers_factor(command) ? "factors" : "";
}

Reply ask(const Site& site, const Call& call, const AskedFor& asked) {
  const auto approval = site.office.ask_approval(new_approval(call, asked), *call.person);
  return approval ? asked_reply(*approval) : problem_reply(call, approval.error());
}

std::optional<Reply> asked_before(const Site& site, const Call& call, const AskedFor& asked) {
  const auto before = site.office.asked_before(new_approval(call, asked), *call.person);
  if (!before) return problem_reply(call, before.error());
  if (!*before) return std::nullopt;
  return asked_reply(**before);
}

void keep_self_approval(const Site& site, const Call& call, const AskedFor& asked) {
  (void)site.office.keep_self_approval(new_approval(call, asked), *call.person);
}

void add_approvals(Router& router, Site& site) {
  constexpr std::uint64_t small_body = 16U << 10;
  const auto approvals = std::make_shared<Approvals>(site, router);
  router.add({"GET", "/api/v1/approvals", SignedIn{}, Place::worker,
              [approvals](const Call& call) { return approvals->list(call); }});
  router.add({"GET", "/api/v1/approvals/{approval}", SignedIn{}, Place::worker,
              [approvals](const Call& call) { return approvals->one(call); }});
  router.add(
      {"POST", "/api/v1/approvals/{approval}/approve", Right::approve, Place::worker,
       AnsweringLater([approvals](const std::shared_ptr<const Call>& call, const Respond& respond) {
         approvals->approve(call, respond);
       }),
       small_body});
  router.add({"POST", "/api/v1/approvals/{approval}/reject", Right::approve, Place::worker,
              [approvals](const Call& call) { return approvals->reject(call); }, small_body});
  router.add({"POST", "/api/v1/approvals/{approval}/withdraw", SignedIn{}, Place::worker,
              [approvals](const Call& call) { return approvals->withdraw(call); }, small_body});
}

}  // namespace tenbin::http
