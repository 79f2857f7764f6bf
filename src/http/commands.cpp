// POST /api/v1/commands: any command of the contract, one or several at once, all or nothing.
#include "http/commands.hpp"

#include <algorithm>

#include "codec/json_writer.hpp"
#include "http/approvals.hpp"
#include "http/holds.hpp"
#include "http/parameters.hpp"
#include "http/posting.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"
#include "service/approval_note.hpp"

namespace tenbin::http {
namespace {

constexpr std::size_t most_commands = 1000;

// The commands of the body, each with its place in it.
Result<std::vector<json::Value>> commands_of(const json::Value& body) {
  const json::Value* several = body.find("commands");
  if (several == nullptr) return std::vector<json::Value>{body};
  TENBIN_TRY(body.only_keys({"commands"}));
  const auto list = several->array();
  if (!list) return tl::make_unexpected(list.error());
  if ((*list)->empty() || (*list)->size() > most_commands)
    return json::invalid_at(several->place(), "array.size");
  return **list;
}

// What the commands need of who posts them.
struct Needs {
  bool entitled = true;   // has every right itself, and not only that to draft
  std::string_view kind;  // of the approval that they need; empty: none
};

Result<void> look_at(const Call& call, const json::Value& command, Needs& needs) {
  const auto what = command.text_of("do");
  if (!what) return tl::make_unexpected(what.error());
  if (const json::Value* note = command.find("note");
      note != nullptr && approval_of_note(note->text().value_or("")))
    return json::invalid_at(note->place(), "note.approval");
  const std::string_view kind = approval_kind(command);
  if (needs.kind.empty()) needs.kind = kind;
  const auto right = office::right_of_command(*what);
  if (!right || call.may(*right)) return {};  // the ledger refuses what is no command
  const auto draft = office::draft_right_of_command(*what);
  if (!draft || !call.may(*draft))
    return problem(Code::right_missing, {{"right", std::string(name_of(*right))}});
  needs.entitled = false;
  if (needs.kind.empty()) needs.kind = "allocate";
  return {};
}

Result<Needs> needs_of(const Call& call, const std::vector<json::Value>& commands) {
  Needs needs;
  for (const json::Value& command : commands) TENBIN_TRY(look_at(call, command, needs));
  return needs;
}

// As canonical JSON, with the ids that keep them from being posted twice.
std::vector<std::string> named(const std::vector<json::Value>& commands, std::string_view key) {
  std::vector<std::string> with;
  for (std::size_t i = 0; i < commands.size(); ++i) {
    const std::string id =
        commands.size() == 1 ? std::string(key) : std::string(key) + "#" + std::to_string(i + 1);
    with.push_back(with_command_id(commands[i], id));
  }
  return with;
}

Result<std::vector<json::Value>> parsed(const std::vector<std::string>& texts) {
  std::vector<json::Value> commands;
  for (const std::string& text : texts) {
    auto command = json::parse(text);
    if (!command) return tl::make_unexpected(command.error());
    commands.push_back(*std::move(command));
  }
  return commands;
}

AskedFor asked_for(std::string_view kind, const std::vector<std::string>& commands) {
  AskedFor asked{"/api/v1/commands", std::string(kind), "", commands, true};
  json::Writer json(asked.body);
  json.begin_object().key("commands").begin_array();
  for (const std::string& command : commands) json.raw(command);
  json.end_array().end_object();
  return asked;
}

// The caller may not post it alone: tried, and asked for.
Reply try_and_ask(const Site& site, const Call& call, const std::vector<json::Value>& commands,
                  const AskedFor& asked) {
  if (auto before = asked_before(site, call, asked)) return *std::move(before);
  Reply tried = try_commands(site, call, commands);
  return tried.status == 200 ? ask(site, call, asked) : std::move(tried);
}

bool takes_credits(const json::Value& command) {
  const auto what = command.text_of("do");
  return what && (*what == "allocate" || *what == "transfer");
}

// Where credits are taken: beside what is held for customers.
void post_any(const Site& site, const std::shared_ptr<const Call>& call,
              const std::vector<json::Value>& commands, desk::Posting posting,
              const Respond& respond) {
  if (std::none_of(commands.begin(), commands.end(), takes_credits))
    return post(site, call, std::move(posting), respond);
  auto turned = turned_parameter(*call);
  if (!turned) return respond(problem_reply(*call, turned.error()));
  post_beside_holds(site, call, std::move(posting), *std::move(turned), respond);
}

// Commands that need two people: asked for, or posted with the mark of who approved.
void with_consent(const Site& site, const std::shared_ptr<const Call>& call, const Needs& needs,
                  const std::vector<std::string>& texts, const std::optional<Again>& again,
                  const Respond& respond) {
  const auto refuse = [&](const Problem& problem) { respond(problem_reply(*call, problem)); };
  const auto wanted = parsed(texts);
  if (!wanted) return refuse(wanted.error());
  AskedFor asked = asked_for(needs.kind, texts);
  if (again) {
    asked.route = again->route;
    asked.body = again->body;
  }
  const auto consent = consent_for(site, *call, needs.entitled);
  if (!consent) return refuse(consent.error());
  if (consent->kind == Consent::Kind::ask) return respond(try_and_ask(site, *call, *wanted, asked));
  desk::Posting posting{{}, call->actor()};
  for (const json::Value& command : *wanted) {
    const std::string note = with_mark(text_or_empty(command, "note"), consent->mark);
    posting.commands.push_back(json::write_canonical(json::with_member(command, "note", note)));
  }
  const bool alone = consent->kind == Consent::Kind::alone;
  post_any(site, call, *wanted, std::move(posting),
           [&site, call, respond, asked, alone](Reply reply) {
             if (alone && reply.status == 200) keep_self_approval(site, *call, asked);
             respond(std::move(reply));
           });
}

void commands(const Site& site, const std::shared_ptr<const Call>& call, const Respond& respond) {
  const auto body = json::parse(call->request.body);
  if (!body) return respond(problem_reply(*call, body.error()));
  const auto list = commands_of(*body);
  if (!list) return respond(problem_reply(*call, list.error()));
  post_commands(site, call, *list, call->request.header("idempotency-key"), std::nullopt, respond);
}

}  // namespace

void post_commands(const Site& site, const std::shared_ptr<const Call>& call,
                   const std::vector<json::Value>& commands, std::string_view key,
                   const std::optional<Again>& again, const Respond& respond) {
  const auto needs = needs_of(*call, commands);
  if (!needs) return respond(problem_reply(*call, needs.error()));
  if (call->dry_run()) return respond(try_commands(site, *call, commands));
  if (key.empty()) return respond(problem_reply(*call, {Code::request_key_missing, {}}));
  std::vector<std::string> texts = named(commands, key);
  if (!needs->kind.empty()) return with_consent(site, call, *needs, texts, again, respond);
  post_any(site, call, commands, {std::move(texts), call->actor()}, respond);
}

void add_commands(Router& router, Site& site) {
  router.add({"POST", "/api/v1/commands", SignedIn{}, Place::worker,
              AnsweringLater([&site](const std::shared_ptr<const Call>& call,
                                     const Respond& respond) { commands(site, call, respond); }),
              std::uint64_t{4} << 20});
}

}  // namespace tenbin::http
