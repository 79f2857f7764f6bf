// Certificates over HTTP: issued, replaced, revoked, and printed again from the book when somebody
// downloads them. The press is made anew for every request that prints, so that it knows the keys
// of today; what a person may see of it follows from the book.
#include "http/certificates.hpp"

#include <algorithm>
#include <array>

#include "codec/json_value.hpp"
#include "codec/json_writer.hpp"
#include "engine/lookup.hpp"
#include "http/approvals.hpp"
#include "http/parameters.hpp"
#include "http/posting.hpp"
#include "http/replies.hpp"
#include "message/message.hpp"
#include "press/issue.hpp"
#include "press/replace.hpp"
#include "press/reprint.hpp"

namespace tenbin::http {
namespace {

using office::Right;

constexpr std::string_view one_route = "/api/v1/certificates";
constexpr std::string_view all_route = "/api/v1/certificates/all";
constexpr std::string_view replace_route = "/api/v1/certificates/{number}/replace";
constexpr std::string_view revoke_route = "/api/v1/certificates/{number}/revoke";

Result<press::Press> press_of(const Site& site, const Ledger& ledger) {
  return press::Press::make(ledger,
                            {site.desk.path(), site.key_path, "", site.outside.fill_random});
}

// ---- downloads ---------------------------------------------------------------------------------

tl::unexpected<Problem> no_language(std::string_view value, std::string_view allowed) {
  return problem(Code::certificate_language,
                 {{"value", std::string(value)}, {"allowed", std::string(allowed)}});
}

// Nothing when it is not given.
Result<std::optional<paper::Languages>> languages_of(const Call& call) {
  const std::string_view language = call.request.parameter("language");
  if (language.empty()) return std::optional<paper::Languages>();
  if (language == "ja") return std::optional(paper::Languages::ja);
  if (language == "en") return std::optional(paper::Languages::en);
  if (language == "both") return std::optional(paper::Languages::both);
  return no_language(language, "ja en both");
}

Reply download(const Site& site, const Call& call) {
  const std::string_view kind = call.part("file");
  if (kind != "pdf" && kind != "json" && kind != "jwt")
    return problem_reply(call, {Code::request_not_found, {{"path", call.request.path}}});
  const auto languages = languages_of(call);
  if (!languages) return problem_reply(call, languages.error());
  std::optional<press::Press> press;
  const auto printed = site.desk.read_ledger([&](const Ledger& ledger) -> Result<press::Printed> {
    const auto found = certificate_of(ledger.state(), call);
    if (!found) return tl::make_unexpected(found.error());
    auto made = press_of(site, ledger);
    if (!made) return tl::make_unexpected(made.error());
    press.emplace(*std::move(made));
    return press::to_reprint(ledger, *press, std::string(call.part("number")));
  });
  if (!printed) return problem_reply(call, printed.error());
  auto files = press->print(*printed, *languages);  // longer than a reader may hold the ledger
  if (!files) return problem_reply(call, files.error());
  const std::string& name = files->stem;
  if (kind == "pdf") return file_reply(std::move(files->pdf), "application/pdf", name + ".pdf");
  if (kind == "json") return file_reply(std::move(files->json), "application/vc", name + ".json");
  return file_reply(std::move(files->jwt), "application/vc+jwt", name + ".jwt");
}

// ---- issuing -----------------------------------------------------------------------------------

std::string answer_of(const Call& call, const press::Batch& batch, bool dry_run) {
  std::string body;
  json::Writer json(body);
  json.begin_object();
  if (dry_run) json.key("dry_run").boolean(true);
  json.key("held_back").begin_array();
  for (const press::HeldBack& held : batch.held_back) {
    json.begin_object();
    if (!held.allocation.empty()) json.key("allocation").string(held.allocation);
    json.key("code").string(code_text(held.problem.code)).key("customer").string(held.customer);
    json.key("detail").string(sentence_of(call.language, held.problem)).end_object();
  }
  json.end_array().key("issued").begin_array();
  for (const press::Issued& issued : batch.issued) {
    json.begin_object().key("allocated_kg").string(format_kg(issued.allocated));
    json.key("certificate").string(issued.number).key("customer").string(issued.customer);
    json.key("mass_kg").string(format_kg(issued.mass));
    json.key("revision").integer(issued.revision).end_object();
  }
  json.end_array().end_object();
  return body;
}

// One making: a trial is thrown away, else it is committed by the writer.
struct Turn {
  press::Mark mark;
  bool trial = false;
};
using Make =
    std::function<Result<press::Batch>(Ledger& ledger, press::Press& press, const Turn& turn)>;

// The command of a request for one certificate.
std::string command_of(const json::Value& body, std::string_view what,
                       std::string_view certificate = {}) {
  json::Object members;
  for (const json::Member& member : *body.object().value()) {
    if (member.key != "qr_without_mass" && member.key != "class" && member.key != "customers")
      members.push_back(member);
  }
  json::Value command(std::move(members), "/");
  if (!certificate.empty()) command = json::with_member(command, "certificate", certificate);
  return json::write_canonical(json::with_member(command, "do", what));
}

// Those of all customers, once it is known who they are.
AskedFor of_all(AskedFor asked, const press::Batch& batch) {
  if (!asked.commands.empty()) return asked;
  const auto body = json::parse(asked.body);
  for (const press::Issued& issued : batch.issued)
    asked.commands.push_back(
        command_of(json::with_member(*body, "customer", issued.customer), "issue_certificate"));
  return asked;
}

Result<press::Batch> try_batch(const Site& site, const Make& make) {
  auto ledger = site.desk.trial();
  if (!ledger) return tl::make_unexpected(ledger.error());
  auto press = press_of(site, *ledger);
  if (!press) return tl::make_unexpected(press.error());
  return make(*ledger, *press, {{}, true});
}

// Tried, and asked for. Where nothing could be issued there is nothing to approve.
Reply try_and_ask(const Site& site, const Call& call, const AskedFor& asked, const Make& make) {
  const auto batch = try_batch(site, make);
  if (!batch) return problem_reply(call, batch.error());
  const AskedFor known = of_all(asked, *batch);
  if (known.commands.empty()) return json_reply(answer_of(call, *batch, false));
  return ask(site, call, known);
}

// In a ledger that is thrown away, or asked for, or by the writer, who commits it.
void post_batch(const Site& site, const std::shared_ptr<const Call>& call, const AskedFor& asked,
                Make make, const Respond& respond) {
  if (call->dry_run()) {
    const auto batch = try_batch(site, make);
    return respond(batch ? json_reply(answer_of(*call, *batch, true))
                         : problem_reply(*call, batch.error()));
  }
  const auto consent = consent_for(site, *call);
  if (!consent) return respond(problem_reply(*call, consent.error()));
  if (consent->kind == Consent::Kind::ask) return respond(try_and_ask(site, *call, asked, make));
  const auto made = std::make_shared<press::Batch>();
  const press::Mark mark{consent->command_id, consent->mark};
  desk::Work work = [&site, make = std::move(make), mark, made](Ledger& ledger) -> Result<void> {
    // An approval whose answer was lost.
    if (!mark.command_id.empty() && find_command(ledger.state(), mark.command_id) != no_index)
      return {};
    auto press = press_of(site, ledger);
    if (!press) return tl::make_unexpected(press.error());
    auto batch = make(ledger, *press, {mark, false});
    if (!batch) return tl::make_unexpected(batch.error());
    *made = *std::move(batch);
    return {};
  };
  const bool alone = consent->kind == Consent::Kind::alone;
  const bool taken = site.desk.post(
      std::move(work), [&site, call, asked, respond, made, alone](const Result<void>& done) {
        if (!done) return respond(problem_reply(*call, done.error()));
        const AskedFor known = of_all(asked, *made);
        if (alone && !known.commands.empty()) keep_self_approval(site, *call, known);
        respond(json_reply(answer_of(*call, *made, false)));
      });
  if (!taken) respond(problem_reply(*call, {Code::request_busy, {}}));
}

Result<std::vector<std::string>> texts_of(const json::Value& body, std::string_view key) {
  std::vector<std::string> texts;
  const json::Value* const found = body.find(key);
  if (found == nullptr) return texts;
  const auto list = found->array();
  if (!list) return tl::make_unexpected(list.error());
  for (const json::Value& each : **list) {
    const auto text = each.text();
    if (!text) return tl::make_unexpected(text.error());
    texts.emplace_back(*text);
  }
  return texts;
}

// Nothing when it is not given.
Result<std::optional<Language>> language_in(const json::Value& body) {
  const json::Value* const found = body.find("language");
  if (found == nullptr) return std::optional<Language>();
  const auto name = found->text();
  if (!name) return tl::make_unexpected(name.error());
  const auto language = value_named<Language>(*name);
  if (!language) return no_language(*name, "ja en");
  return language;
}

Result<press::IssueRequest> issue_request(const json::Value& body) {
  TENBIN_TRY(body.only_keys({"allocations", "certificate", "customer", "date", "from", "language",
                             "qr_without_mass", "to"}));
  auto allocations = texts_of(body, "allocations");
  if (!allocations) return tl::make_unexpected(allocations.error());
  const auto language = language_in(body);
  if (!language) return tl::make_unexpected(language.error());
  const auto qr_without_mass = flag_of(body, "qr_without_mass");
  if (!qr_without_mass) return tl::make_unexpected(qr_without_mass.error());
  press::IssueRequest request;
  request.customer = text_or_empty(body, "customer");
  request.date = text_or_empty(body, "date");
  request.from = text_or_empty(body, "from");
  request.to = text_or_empty(body, "to");
  request.number = text_or_empty(body, "certificate");
  request.allocations = *std::move(allocations);
  request.language = *language;
  request.qr_without_mass = *qr_without_mass;
  return request;
}

void issue(const Site& site, const std::shared_ptr<const Call>& call, const Respond& respond) {
  const auto refuse = [&](const Problem& problem) { respond(problem_reply(*call, problem)); };
  const auto body = json::parse(call->request.body);
  if (!body) return refuse(body.error());
  const auto request = issue_request(*body);
  if (!request) return refuse(request.error());
  post_batch(
      site, call,
      {one_route, "issue", json::write_canonical(*body), {command_of(*body, "issue_certificate")}},
      [request = *request, actor = call->actor()](Ledger& ledger, press::Press& press,
                                                  const Turn& turn) {
        press::IssueRequest marked = request;
        marked.mark = turn.mark;
        return press::issue(ledger, press, marked, actor);
      },
      respond);
}

// All customers, batch by batch: what is done is kept, and asked once more, it goes on.
Result<press::Batch> make_all(Ledger& ledger, press::Press& press,
                              const press::IssueAllRequest& request, const Call& call, bool trial) {
  press::Batch all;
  press::IssueSteps steps;
  steps.keep = [&](Ledger&, const press::Batch& batch) -> Result<void> {
    all.issued.insert(all.issued.end(), batch.issued.begin(), batch.issued.end());
    all.held_back.insert(all.held_back.end(), batch.held_back.begin(), batch.held_back.end());
    return trial ? Result<void>() : ledger.commit();
  };
  steps.open_again = [&]() -> Result<Ledger*> {
    TENBIN_TRY(ledger.start_again());
    return &ledger;
  };
  steps.go_on = [&](std::size_t done, std::size_t of) {
    return !call.go_on || call.go_on(done, of);
  };
  steps.in_memory = trial;
  TENBIN_TRY(press::issue_all(ledger, press, request, call.actor(), steps));
  return all;
}

void issue_all(const Site& site, const std::shared_ptr<const Call>& call, const Respond& respond) {
  const auto refuse = [&](const Problem& problem) { respond(problem_reply(*call, problem)); };
  const auto body = json::parse(call->request.body);
  if (!body) return refuse(body.error());
  if (const auto known = body->only_keys({"customers", "date", "from", "to"}); !known)
    return refuse(known.error());
  auto read = read_issue_period(*body);
  if (!read) return refuse(read.error());
  auto customers = texts_of(*body, "customers");
  if (!customers) return refuse(customers.error());
  if (customers->empty() && body->find("customers") != nullptr)
    return refuse(json::invalid_at("/customers", "empty").value());
  press::IssueAllRequest request = *std::move(read);
  request.customers = *std::move(customers);
  post_batch(
      site, call, {all_route, "issue", json::write_canonical(*body), {}},
      [request, call](Ledger& ledger, press::Press& press, const Turn& turn) {
        press::IssueAllRequest marked = request;
        marked.note = turn.mark.note;
        return make_all(ledger, press, marked, *call, turn.trial);
      },
      respond);
}

void replace(const Site& site, const std::shared_ptr<const Call>& call, const Respond& respond) {
  const auto refuse = [&](const Problem& problem) { respond(problem_reply(*call, problem)); };
  const auto body = json::parse(call->request.body);
  if (!body) return refuse(body.error());
  auto allocations = texts_of(*body, "allocations");
  if (!allocations) return refuse(allocations.error());
  if (const auto known = body->only_keys({"allocations", "date", "reason"}); !known)
    return refuse(known.error());
  press::ReplaceRequest request;
  request.number = call->part("number");
  request.date = text_or_empty(*body, "date");
  request.reason = text_or_empty(*body, "reason");
  request.allocations = *std::move(allocations);
  post_batch(
      site, call,
      {replace_route,
       "replace",
       json::write_canonical(*body),
       {command_of(*body, "replace_certificate", request.number)}},
      [request, actor = call->actor()](Ledger& ledger, press::Press& press, const Turn& turn) {
        press::ReplaceRequest marked = request;
        marked.mark = turn.mark;
        return press::replace(ledger, press, marked, actor);
      },
      respond);
}

void revoke(const Site& site, const std::shared_ptr<const Call>& call, const Respond& respond) {
  const auto body = json::parse(call->request.body);
  if (!body) return respond(problem_reply(*call, body.error()));
  const auto known = body->only_keys({"class", "date", "reason"});
  if (!known) return respond(problem_reply(*call, known.error()));
  constexpr std::array classes = {"", "error", "supplier", "request", "other"};
  const std::string reason_class = text_or_empty(*body, "class");
  if (std::find(classes.begin(), classes.end(), reason_class) == classes.end())
    return respond(problem_reply(*call, json::invalid_at("/class", "list").value()));
  const press::RevokeRequest request{std::string(call->part("number")),
                                     text_or_empty(*body, "date"), text_or_empty(*body, "reason"),
                                     reason_class};
  post_batch(
      site, call,
      {revoke_route,
       "revoke",
       json::write_canonical(*body),
       {command_of(*body, "revoke_certificate", request.number)}},
      [request, actor = call->actor()](Ledger& ledger, press::Press&,
                                       const Turn& turn) -> Result<press::Batch> {
        press::RevokeRequest marked = request;
        marked.mark = turn.mark;
        const auto revoked = press::post_revoke(ledger, marked, actor);
        if (!revoked) return tl::make_unexpected(revoked.error());
        return press::Batch{};
      },
      respond);
}

}  // namespace

Result<Index> certificate_of(const State& state, const Call& call) {
  const std::string_view number = call.part("number");
  const Index found = find_certificate(state, number);
  const auto own = call.own_customer();
  if (found == no_index ||
      (own && state.texts.get(state.customers[state.certificates[found].customer].id) != *own))
    return problem(Code::reference_unknown, {{"kind", "certificate"}, {"id", std::string(number)}});
  return found;
}

Result<press::IssueAllRequest> read_issue_period(const json::Value& body) {
  press::IssueAllRequest request;
  for (const auto& [key, date] : {std::pair{"from", &request.from}, {"to", &request.to}}) {
    const auto day = parse_date(text_or_empty(body, key));
    if (!day) return json::invalid_at(std::string("/") + key, "date.format");
    *date = *day;
  }
  request.date = text_or_empty(body, "date");
  return request;
}

void add_certificates(Router& router, Site& site) {
  constexpr std::uint64_t body = std::uint64_t{1} << 20;
  const auto post_to = [&](std::string_view pattern, auto act, bool may_be_job = false) {
    router.add({"POST", pattern, Right::issue, Place::worker,
                AnsweringLater([&site, act](const std::shared_ptr<const Call>& call,
                                            const Respond& respond) { act(site, call, respond); }),
                body, may_be_job});
  };
  router.add({"GET", "/api/v1/certificates/{number}/{file}", Right::see_certificates, Place::worker,
              [&site](const Call& call) { return download(site, call); }});
  post_to(one_route, issue);
  post_to(all_route, issue_all, true);
  post_to(replace_route, replace);
  post_to(revoke_route, revoke);
}

}  // namespace tenbin::http
