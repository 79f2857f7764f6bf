// Workbooks over HTTP (design/ux.md, W2): handed in and tried on a copy of the book, which answers
// what each row would be; posted once somebody confirms. What waits for that is kept in memory, for
// an hour; the file itself is never run, opened by name or served again.
#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>

#include "codec/json_value.hpp"
#include "codec/json_writer.hpp"
#include "engine/balance.hpp"
#include "exchange/importer.hpp"
#include "http/approvals.hpp"
#include "http/parameters.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"
#include "message/message.hpp"
#include "service/files.hpp"
#include "service/temporary_file.hpp"
#include "table/table.hpp"
#include "tlog/sha256.hpp"

namespace tenbin::http {
namespace {

using exchange::ImportPlan;
using exchange::RowOutcome;
using office::Right;

constexpr std::uint64_t largest_file = std::uint64_t{100} << 20;

Right right_of(exchange::Kind kind) {
  switch (kind) {
    case exchange::Kind::receipts:
      return Right::post_receipts;
    case exchange::Kind::production:
      return Right::post_production;
    case exchange::Kind::shipments:
      return Right::post_shipments;
    default:
      return Right::post_masters;
  }
}

// A file that somebody has handed in.
struct HandedIn {
  std::string bytes;
  std::string name;
  std::string sha256;
  std::string site;
  std::optional<exchange::Kind> kind;
  std::string login;
  Right right = Right::post_masters;  // that posting it needs
  Instant at;
  std::map<std::uint32_t, exchange::RowFault> faults;
  std::vector<std::string> factors;  // commands that take two people
  std::atomic<bool> waits = false;   // for the second
};

struct Opened {
  std::unique_ptr<table::Table> table;
  exchange::FoundTable found;
};
Result<Opened> open(const HandedIn& file) {
  auto table = table::open_table(file.bytes);
  if (!table) return tl::make_unexpected(table.error());
  auto found = exchange::find_table(**table, file.kind, "");
  if (!found) return tl::make_unexpected(found.error());
  return Opened{std::move(*table), std::move(*found)};
}

// What who confirms has chosen.
struct Chosen {
  bool only_good_rows = false;
  bool corrections = false;
  std::string approval;  // the mark of who approved
};

Result<ImportPlan> import_into(Ledger& ledger, const HandedIn& file, const Opened& opened,
                               const Call& call, const Chosen& chosen) {
  exchange::ImportRequest request;
  request.file_sha256 = file.sha256;
  request.default_site = file.site;
  request.actor = call.actor();
  request.language = call.language;
  request.corrections = chosen.corrections;
  request.approval = chosen.approval;
  request.progress = [](std::size_t) { return true; };
  return exchange::import_table(ledger, *opened.table, opened.found, request);
}

// What is left of all accounts in the last period.
Mass balance_of_all(const State& state) {
  Mass all;
  for (const tenbin::Site& each : state.sites) {
    if (each.last_period() < 0) continue;
    for (const Index account : each.accounts) all += balance_of(state, account, each.last_period());
  }
  return all;
}

std::size_t count_of(const ImportPlan& plan, RowOutcome outcome) {
  const auto found = plan.counts.find(outcome);
  return found == plan.counts.end() ? 0 : found->second;
}

std::string_view fact_of(const Problem& problem, std::string_view name) {
  for (const Fact& fact : problem.facts) {
    if (fact.name == name) return fact.value;
  }
  return {};
}

void write_problems(json::Writer& json, const Call& call, const ImportPlan& plan) {
  constexpr std::size_t most = 1000;  // all of them are in the workbook of errors
  json.begin_array();
  for (std::size_t i = 0; i < plan.problems.size() && i < most; ++i) {
    const Problem& problem = plan.problems[i].problem;
    const exchange::RowFault said = exchange::to_row_fault(sentence_of(call.language, problem));
    json.begin_object().key("code").string(code_text(problem.code));
    json.key("column").string(fact_of(problem, "column")).key("remedy").string(said.remedy);
    const std::string_view row = fact_of(problem, "row");
    json.key("row").raw(row.empty() ? "0" : row);
    json.key("what").string(said.what).end_object();
  }
  json.end_array();
}

std::string answer_of(const Call& call, const std::string& id, const HandedIn& file,
                      exchange::Kind kind, const ImportPlan& plan, Mass before, Mass after) {
  std::string body;
  json::Writer json(body);
  const auto number = [&](RowOutcome outcome) {
    json.integer(static_cast<std::int64_t>(count_of(plan, outcome)));
  };
  json.begin_object().key("counts").begin_object();
  json.key("changed");
  number(RowOutcome::changed);
  json.key("error");
  number(RowOutcome::error);
  json.key("new");
  number(RowOutcome::fresh);
  json.key("same");
  number(RowOutcome::same);
  json.end_object().key("effect").begin_object();
  json.key("balance_after_kg").string(format_kg(after));
  json.key("balance_before_kg").string(format_kg(before)).end_object();
  json.key("file").string(file.name).key("import").string(id);
  json.key("kind").string(exchange::info(kind).name);
  json.key("known_file").boolean(plan.known_file).key("mass_kg").string(format_kg(plan.mass));
  json.key("notices").begin_array();
  for (const exchange::Fault& notice : plan.notices)
    json.string(sentence_of(call.language, notice.problem));
  json.end_array().key("problems");
  write_problems(json, call, plan);
  json.key("rows").integer(static_cast<std::int64_t>(plan.rows));
  json.key("suppliers_added").begin_array();
  for (const std::string& supplier : plan.suppliers) json.string(supplier);
  json.end_array().end_object();
  return body;
}

class Imports {
 public:
  explicit Imports(Site& site) : site_(site) {}

  Reply hand_in(const Call& call) {
    auto file = std::make_shared<HandedIn>();
    file->bytes = call.request.body;
    file->name = call.request.parameter("file");
    file->site = call.request.parameter("site");
    file->sha256 = to_hex(tlog::sha256(as_bytes(file->bytes)));
    file->login = call.person->login;
    file->at = site_.outside.now();
    if (const std::string_view kind = call.request.parameter("kind"); !kind.empty())
      if (file->kind = exchange::parse_kind(kind); !file->kind)
        return problem_reply(
            call, {Code::input_invalid,
                   {{"field", "kind"}, {"problem", "list"}, {"value", std::string(kind)}}});
    const auto opened = open(*file);
    if (!opened) return problem_reply(call, opened.error());
    const exchange::Kind kind = opened->found.columns.kind;
    if (!call.may(right_of(kind)))
      return problem_reply(
          call, {Code::right_missing, {{"right", std::string(name_of(right_of(kind)))}}});
    auto trial = Ledger::open_to_read(site_.desk.path(), site_.outside);
    if (!trial) return problem_reply(call, trial.error());
    const Mass before = balance_of_all(trial->state());
    auto plan = import_into(*trial, *file, *opened, call, {});
    if (!plan) return problem_reply(call, plan.error());
    file->faults = plan->faults;
    file->factors = plan->factors;
    file->right = right_of(kind);
    const std::string id = keep(file);
    return json_reply(
        answer_of(call, id, *file, kind, *plan, before, balance_of_all(trial->state())), 201);
  }

  void confirm(const std::shared_ptr<const Call>& call, const Respond& respond) {
    const auto refuse = [&](const Problem& problem) { respond(problem_reply(*call, problem)); };
    const auto file = find(*call);
    if (!file) return refuse(file.error());
    // Rights may have changed since it was handed in.
    if (!call->may((*file)->right))
      return refuse({Code::right_missing, {{"right", std::string(name_of((*file)->right))}}});
    const auto chosen = chosen_by(*call);
    if (!chosen) return refuse(chosen.error());
    if ((*file)->factors.empty()) return post(call, *file, *chosen, respond);
    with_consent(call, *file, *chosen, respond);
  }

  Reply errors(const Call& call) {
    const auto file = find(call);
    if (!file) return problem_reply(call, file.error());
    const auto opened = open(**file);
    if (!opened) return problem_reply(call, opened.error());
    const auto made = TemporaryFile::make("errors");
    if (!made) return problem_reply(call, made.error());
    const auto written = exchange::write_error_workbook(made->path(), *opened->table, opened->found,
                                                        (*file)->faults);
    auto bytes = written ? read_file(made->path()) : tl::make_unexpected(written.error());
    if (!bytes) return problem_reply(call, bytes.error());
    return file_reply(*std::move(bytes),
                      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                      "errors.xlsx");
  }

  void undo(const std::shared_ptr<const Call>& call, const Respond& respond) {
    const std::string batch(call->part("import"));
    const auto count = std::make_shared<std::size_t>(0);
    const bool taken = site_.desk.post(
        [=, day = today(site_.outside)](Ledger& ledger) -> Result<void> {
          const auto undone = exchange::undo_import(ledger, batch, call->actor(), day);
          if (!undone) return tl::make_unexpected(undone.error());
          *count = *undone;
          return {};
        },
        call->actor(),
        [call, respond, count](const Result<void>& done) {
          if (!done) return respond(problem_reply(*call, done.error()));
          respond(json_reply("{\"reversed\":" + std::to_string(*count) + "}"));
        });
    if (!taken) respond(problem_reply(*call, {Code::request_busy, {}}));
  }

 private:
  using Kept = std::shared_ptr<HandedIn>;

  static Result<Chosen> chosen_by(const Call& call) {
    const auto body = json::parse(call.request.body.empty() ? "{}" : call.request.body);
    if (!body) return tl::make_unexpected(body.error());
    TENBIN_TRY(body->only_keys({"only_good_rows", "corrections"}));
    const auto only_good_rows = flag_of(*body, "only_good_rows");
    if (!only_good_rows) return tl::make_unexpected(only_good_rows.error());
    const auto corrections = flag_of(*body, "corrections");
    if (!corrections) return tl::make_unexpected(corrections.error());
    if (*corrections && !call.may(Right::correct))
      return problem(Code::right_missing, {{"right", std::string(name_of(Right::correct))}});
    return Chosen{*only_good_rows, *corrections, ""};
  }

  void with_consent(const std::shared_ptr<const Call>& call, const Kept& file, Chosen chosen,
                    const Respond& respond) {
    const AskedFor asked{"/api/v1/imports/{import}/confirm", "factors",
                         call->request.body.empty() ? "{}" : call->request.body, file->factors,
                         true};
    const auto consent = consent_for(site_, *call);
    if (!consent) return respond(problem_reply(*call, consent.error()));
    if (consent->kind == Consent::Kind::ask) {
      if (!file->faults.empty() && !chosen.only_good_rows)
        return respond(problem_reply(*call, rows_invalid(*file, file->faults.size())));
      if (auto before = asked_before(site_, *call, asked)) return respond(*std::move(before));
      file->waits = true;
      return respond(ask(site_, *call, asked));
    }
    chosen.approval = consent->mark;
    const bool alone = consent->kind == Consent::Kind::alone;
    post(call, file, chosen, [this, call, respond, asked, alone](Reply reply) {
      if (alone && reply.status == 200) keep_self_approval(site_, *call, asked);
      respond(std::move(reply));
    });
  }

  static Problem rows_invalid(const HandedIn& file, std::size_t count) {
    return {Code::import_rows_invalid, {{"count", std::to_string(count)}, {"file", file.name}}};
  }

  void post(const std::shared_ptr<const Call>& call, const Kept& file, const Chosen& chosen,
            const Respond& respond) {
    const auto done = std::make_shared<ImportPlan>();
    desk::Work work = [=](Ledger& ledger) -> Result<void> {
      const auto opened = open(*file);
      if (!opened) return tl::make_unexpected(opened.error());
      auto plan = import_into(ledger, *file, *opened, *call, chosen);
      if (!plan) return tl::make_unexpected(plan.error());
      if (!plan->faults.empty() && !chosen.only_good_rows)
        return tl::make_unexpected(rows_invalid(*file, plan->faults.size()));
      *done = *std::move(plan);
      return {};
    };
    const bool taken = site_.desk.post(
        std::move(work), call->actor(), [this, call, respond, done](const Result<void>& posted) {
          if (!posted) return respond(problem_reply(*call, posted.error()));
          forget(call->part("import"));
          std::string answer;
          json::Writer json(answer);
          json.begin_object().key("batch").string(done->batch);
          json.key("posted").integer(static_cast<std::int64_t>(done->posted)).end_object();
          respond(json_reply(std::move(answer)));
        });
    if (!taken) respond(problem_reply(*call, {Code::request_busy, {}}));
  }

  std::string keep(const Kept& file) {
    constexpr std::size_t most = 32;
    constexpr std::int64_t hour_ms = 3'600'000;
    constexpr std::int64_t week_ms = 7 * 24 * hour_ms;
    std::array<std::uint8_t, 12> random{};
    site_.outside.fill_random(random);
    const std::string id = to_hex(random);
    const std::lock_guard lock(mutex_);
    std::erase_if(kept_, [&](const auto& each) {
      return each.second->at.ms + (each.second->waits ? week_ms : hour_ms) < file->at.ms;
    });
    while (kept_.size() >= most) {
      kept_.erase(std::min_element(kept_.begin(), kept_.end(), [](const auto& a, const auto& b) {
        return std::pair(a.second->waits.load(), a.second->at) <
               std::pair(b.second->waits.load(), b.second->at);
      }));
    }
    kept_.emplace(id, file);
    return id;
  }
  // Only who handed it in finds it again.
  Result<Kept> find(const Call& call) {
    const std::lock_guard lock(mutex_);
    const auto found = kept_.find(call.part("import"));
    if (found == kept_.end() || found->second->login != call.person->login)
      return problem(Code::reference_unknown,
                     {{"kind", "import"}, {"id", std::string(call.part("import"))}});
    return found->second;
  }
  void forget(std::string_view id) {
    const std::lock_guard lock(mutex_);
    if (const auto found = kept_.find(id); found != kept_.end()) kept_.erase(found);
  }

  Site& site_;
  std::mutex mutex_;
  std::map<std::string, Kept, std::less<>> kept_;
};

}  // namespace

void add_imports(Router& router, Site& site) {
  const auto imports = std::make_shared<Imports>(site);
  const auto add = [&](std::string_view method, std::string_view pattern, auto handler,
                       std::uint64_t body, bool may_be_job = false) {
    router.add({method, pattern, Right::import_files, Place::worker, std::move(handler), body,
                may_be_job});
  };
  router.add({"POST", "/api/v1/imports/{import}/undo", Right::correct, Place::worker,
              AnsweringLater([imports](const std::shared_ptr<const Call>& call,
                                       const Respond& respond) { imports->undo(call, respond); }),
              4096});
  add("POST", "/api/v1/imports",
      Answering([imports](const Call& call) { return imports->hand_in(call); }), largest_file,
      true);
  add("POST", "/api/v1/imports/{import}/confirm",
      AnsweringLater([imports](const std::shared_ptr<const Call>& call, const Respond& respond) {
        imports->confirm(call, respond);
      }),
      4096, true);
  add("GET", "/api/v1/imports/{import}/errors.xlsx",
      Answering([imports](const Call& call) { return imports->errors(call); }), 0);
}

}  // namespace tenbin::http
