// Workbooks over HTTP (design/ux.md, W2): handed in and tried on a copy of the book, which answers
// what each row would be; posted once somebody confirms. Cells that are wrong can be mended before:
// the file stays as it is, the mends lie beside it and stand for its cells from then on. So does
// what somebody says of its encoding and its columns, also where it cannot be read before. What
// waits for a confirmation is kept in memory, for an hour; the file itself is never run, opened by
// name or served again.
#include <algorithm>
#include <map>
#include <mutex>
#include <set>

#include "codec/json_value.hpp"
#include "codec/json_writer.hpp"
#include "engine/balance.hpp"
#include "exchange/importer.hpp"
#include "exchange/mended_cells.hpp"
#include "http/approvals.hpp"
#include "http/import_answer.hpp"
#include "http/import_cells.hpp"
#include "http/import_reading.hpp"
#include "http/list_files.hpp"
#include "http/news.hpp"
#include "http/parameters.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"
#include "table/table.hpp"
#include "tlog/sha256.hpp"

namespace tenbin::http {
namespace {

using exchange::ImportPlan;
using exchange::MendedCell;
using office::Right;

constexpr std::uint64_t largest_file = std::uint64_t{100} << 20;

// A file that somebody has handed in, and what is mended beside it. It does not change any more.
struct HandedIn {
  std::shared_ptr<const std::string> bytes;
  std::string name;
  std::string sha256;
  std::string site;
  Said said;  // how it is read
  std::vector<MendedCell> mended;
  bool corrections = false;  // tried with changed rows as corrections
  std::string login;
  Right right = Right::post_masters;  // that posting it needs
  Instant at;
  std::map<std::uint32_t, exchange::RowFault> faults;
  bool has_news = false;             // rows that the book does not have, or has otherwise
  std::vector<std::string> factors;  // commands that take two people
};

struct Opened {
  std::unique_ptr<table::Table> table;
  exchange::FoundTable found;
};
Result<Opened> found_in(std::unique_ptr<table::Table> table, const HandedIn& file) {
  auto found = exchange::find_table(*table, file.said.kind, "",
                                    file.said.naming.value_or(exchange::Naming{}));
  if (!found) return tl::make_unexpected(found.error());
  auto mended = table::mend(std::move(table), found->sheet, places_of(*found, file.mended));
  return Opened{std::move(mended), std::move(*found)};
}
Result<Opened> open(const HandedIn& file) {
  auto table = table_of(*file.bytes, file.said);
  if (!table) return tl::make_unexpected(table.error());
  return found_in(*std::move(table), file);
}

// What who confirms has chosen.
struct Chosen {
  bool only_good_rows = false;
  bool corrections = false;
  std::string reason = {};    // of the corrections
  std::string approval = {};  // the mark of who approved
};

Result<ImportPlan> import_into(Ledger& ledger, const HandedIn& file, const Opened& opened,
                               const Call& call, const Chosen& chosen) {
  exchange::ImportRequest request;
  request.file_sha256 = file.sha256;
  request.default_site = file.site;
  request.actor = call.actor();
  request.language = call.language;
  request.corrections = chosen.corrections;
  request.reason = chosen.reason;
  request.approval = chosen.approval;
  request.mended_rows = rows_of(file.mended);
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

class Imports {
 public:
  explicit Imports(Site& site) : site_(site) {}

  Reply hand_in(const Call& call) {
    HandedIn file;
    file.bytes = std::make_shared<const std::string>(call.request.body);
    file.name = call.request.parameter("file");
    file.site = call.request.parameter("site");
    file.sha256 = to_hex(tlog::sha256(as_bytes(*file.bytes)));
    file.login = call.person->login;
    const auto kind = kind_named(call.request.parameter("kind"));
    if (!kind) return problem_reply(call, kind.error());
    file.said.kind = *kind;
    const std::string_view corrections = call.request.parameter("corrections");
    if (corrections != "" && corrections != "true" && corrections != "false")
      return problem_reply(call, not_one_of("corrections", corrections, "true, false").value());
    file.corrections = corrections == "true";
    return check(call, std::move(file), "");
  }

  Reply mend(const Call& call) {
    const auto before = find(call);
    if (!before) return problem_reply(call, before.error());
    const auto body = json::parse(call.request.body);
    if (!body) return problem_reply(call, body.error());
    auto cells = cells_of(*body);
    if (!cells) return problem_reply(call, cells.error());
    HandedIn file = **before;
    file.mended.clear();
    const auto opened = open(file);
    if (!opened) return problem_reply(call, opened.error());
    const auto wrong = look_up(*opened->table, opened->found, *cells);
    if (!wrong) return problem_reply(call, wrong.error());
    if (*wrong < cells->size()) return problem_reply(call, no_such_cell(*wrong));
    auto mended = with_cells((*before)->mended, *std::move(cells));
    if (!mended) return problem_reply(call, mended.error());
    file.mended = *std::move(mended);
    return check(call, std::move(file), call.part("import"));
  }

  // A file that was left, tried once more on the book as it is now.
  Reply go_on(const Call& call) {
    const auto file = find(call);
    if (!file) return problem_reply(call, file.error());
    return check(call, **file, call.part("import"));
  }

  // What could be posted or mended and nobody was asked about yet, each file once, the oldest
  // first. The correction of a posted row is no file that waits.
  std::vector<ImportDraft> drafts(std::string_view login) {
    std::map<std::string_view, std::pair<Instant, ImportDraft>> newest;  // by bytes
    const std::lock_guard lock(mutex_);
    drop_old(site_.outside.now());
    for (const auto& [id, file] : kept_) {
      const bool idle = file->faults.empty() && !file->has_news;
      if (file->login != login || file->corrections || idle || waiting_.contains(id)) continue;
      auto& [at, draft] = newest[file->sha256];
      if (!draft.id.empty() && file->at < at) continue;
      at = file->at;
      draft = {id, static_cast<std::int64_t>(file->faults.size())};
    }
    std::vector<std::pair<Instant, ImportDraft>> found;
    found.reserve(newest.size());
    for (auto& [bytes, each] : newest) found.push_back(std::move(each));
    std::sort(found.begin(), found.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<ImportDraft> drafts;
    drafts.reserve(found.size());
    for (auto& [at, draft] : found) drafts.push_back(std::move(draft));
    return drafts;
  }

  // How it would be read, and what else it could be.
  Reply reading(const Call& call) {
    const auto file = find(call);
    if (!file) return problem_reply(call, file.error());
    Said said = (*file)->said;
    if (!call.request.parameter("kind").empty()) {
      const auto kind = kind_named(call.request.parameter("kind"));
      if (!kind) return problem_reply(call, kind.error());
      said.kind = *kind;
    }
    auto answer = reading_answer(*(*file)->bytes, said);
    if (!answer) return problem_reply(call, answer.error());
    return json_reply(*std::move(answer));
  }

  // The kept file, read as the body says.
  Reply read_again(const Call& call) {
    const auto before = find(call);
    if (!before) return problem_reply(call, before.error());
    const auto body = json::parse(call.request.body);
    if (!body) return problem_reply(call, body.error());
    auto said = said_in(*body, (*before)->said);
    if (!said) return problem_reply(call, said.error());
    HandedIn file = **before;
    if (said->encoding != file.said.encoding) file.mended.clear();
    file.said = *std::move(said);
    return check(call, std::move(file), call.part("import"));
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
    auto bytes = written([&](const std::string& path) {
      return exchange::write_error_workbook(path, *opened->table, opened->found, (*file)->faults);
    });
    if (!bytes) return problem_reply(call, bytes.error());
    return file_reply(*std::move(bytes), workbook_type, "errors.xlsx");
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
        [call, respond, count](const Result<void>& done) {
          if (!done) return respond(problem_reply(*call, done.error()));
          respond(json_reply("{\"reversed\":" + std::to_string(*count) + "}"));
        });
    if (!taken) respond(problem_reply(*call, {Code::request_busy, {}}));
  }

 private:
  using Kept = std::shared_ptr<const HandedIn>;

  // Tries it on a copy of the book, keeps it (in the place of `before`, if that is an import) and
  // answers what it would do.
  Reply check(const Call& call, HandedIn file, std::string_view before) {
    file.at = site_.outside.now();
    const auto opened = open_said(file);
    if (!opened) return not_read(call, std::move(file), before, opened.error());
    file.right = right_of(opened->found.columns.kind);
    if (!call.may(file.right))
      return problem_reply(call,
                           {Code::right_missing, {{"right", std::string(name_of(file.right))}}});
    auto trial = site_.desk.trial();
    if (!trial) return problem_reply(call, trial.error());
    TriedImport tried{opened->found,
                      opened->table->encoding(),
                      file.said.form,
                      {},
                      balance_of_all(trial->state()),
                      {}};
    auto plan = import_into(*trial, file, *opened, call, {.corrections = file.corrections});
    if (!plan) return problem_reply(call, plan.error());
    tried.plan = *std::move(plan);
    tried.after = balance_of_all(trial->state());
    file.faults = tried.plan.faults;
    file.factors = tried.plan.factors;
    file.has_news = tried.plan.counts[exchange::RowOutcome::fresh] +
                        tried.plan.counts[exchange::RowOutcome::changed] >
                    0;
    const auto kept = std::make_shared<const HandedIn>(std::move(file));
    const std::string id = keep(kept, before);
    return json_reply(answer_of(call, id, kept->name, tried, kept->mended),
                      before.empty() ? 201 : 200);
  }

  // As it is said to be read, or by the form of its headings; a new form is kept.
  Result<Opened> open_said(HandedIn& file) {
    auto table = table_of(*file.bytes, file.said);
    if (!table) return tl::make_unexpected(table.error());
    TENBIN_TRY(find_form(site_.office, **table, file.said));
    auto opened = found_in(*std::move(table), file);
    if (opened) TENBIN_TRY(keep_form(site_.office, *opened->table, file.said));
    return opened;
  }

  // It stays, where to say how it is read would help: the fact `import` names it.
  Reply not_read(const Call& call, HandedIn file, std::string_view before, Problem problem) {
    announce(site_.office, import_failed(file.sha256, problem.code));
    if (problem.code == Code::import_encoding_unclear || problem.code == Code::import_unrecognised)
      problem.facts.push_back(
          {"import", keep(std::make_shared<const HandedIn>(std::move(file)), before)});
    return problem_reply(call, problem);
  }

  static Result<Chosen> chosen_by(const Call& call) {
    const auto body = json::parse(call.request.body.empty() ? "{}" : call.request.body);
    if (!body) return tl::make_unexpected(body.error());
    TENBIN_TRY(body->only_keys({"only_good_rows", "corrections", "reason"}));
    const auto only_good_rows = flag_of(*body, "only_good_rows");
    if (!only_good_rows) return tl::make_unexpected(only_good_rows.error());
    const auto corrections = flag_of(*body, "corrections");
    if (!corrections) return tl::make_unexpected(corrections.error());
    if (*corrections && !call.may(Right::correct))
      return problem(Code::right_missing, {{"right", std::string(name_of(Right::correct))}});
    if (const json::Value* const reason = body->find("reason"); reason != nullptr)
      if (const auto text = reason->text(); !text) return tl::make_unexpected(text.error());
    return Chosen{*only_good_rows, *corrections, text_or_empty(*body, "reason")};
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
      if (!let_wait(call->part("import"), file))
        return respond(problem_reply(*call, {Code::request_busy, {}}));
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
        std::move(work), [this, call, file, respond, done](const Result<void>& posted) {
          if (!posted) {
            announce(site_.office, import_failed(file->sha256, posted.error().code));
            return respond(problem_reply(*call, posted.error()));
          }
          forget(call->part("import"));
          // Without it the list names no file: what was posted is posted.
          if (done->posted > 0) (void)site_.office.keep_import(done->batch, file->name);
          std::string answer;
          json::Writer json(answer);
          json.begin_object().key("batch").string(done->batch);
          json.key("posted").integer(static_cast<std::int64_t>(done->posted)).end_object();
          respond(json_reply(std::move(answer)));
        });
    if (!taken) respond(problem_reply(*call, {Code::request_busy, {}}));
  }

  // Its id: that of `before` which it replaces, unless a second person was asked about that one.
  std::string keep(const Kept& file, std::string_view before) {
    constexpr std::size_t most = 32;
    std::array<std::uint8_t, 12> random{};
    site_.outside.fill_random(random);
    const std::lock_guard lock(mutex_);
    const bool replaces = !before.empty() && !waiting_.contains(before);
    const std::string id = replaces ? std::string(before) : to_hex(random);
    if (replaces) kept_.erase(id);
    drop_old(file->at);
    while (kept_.size() >= most) {
      const auto oldest =
          std::min_element(kept_.begin(), kept_.end(), [&](const auto& a, const auto& b) {
            return std::pair(waiting_.contains(a.first), a.second->at) <
                   std::pair(waiting_.contains(b.first), b.second->at);
          });
      waiting_.erase(oldest->first);
      kept_.erase(oldest);
    }
    kept_.emplace(id, file);
    return id;
  }
  void drop_old(Instant now) {
    constexpr std::int64_t hour_ms = 3'600'000;
    constexpr std::int64_t week_ms = 7 * 24 * hour_ms;
    std::erase_if(kept_, [&](const auto& each) {
      return each.second->at.ms + (waiting_.contains(each.first) ? week_ms : hour_ms) < now.ms;
    });
    std::erase_if(waiting_, [&](const std::string& id) { return !kept_.contains(id); });
  }
  // From here on it stays as it is; false where it has been mended meanwhile.
  bool let_wait(std::string_view id, const Kept& file) {
    const std::lock_guard lock(mutex_);
    const auto found = kept_.find(id);
    if (found == kept_.end() || found->second != file) return false;
    waiting_.emplace(id);
    return true;
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
    if (const auto found = waiting_.find(id); found != waiting_.end()) waiting_.erase(found);
  }

  Site& site_;
  std::mutex mutex_;
  std::map<std::string, Kept, std::less<>> kept_;
  std::set<std::string, std::less<>> waiting_;  // of these, for a second person
};

}  // namespace

void add_imports(Router& router, Site& site) {
  const auto imports = std::make_shared<Imports>(site);
  site.import_drafts = [imports](std::string_view login) { return imports->drafts(login); };
  add_entry_rows(router, site);
  add_import_list(router, site);
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
  add("GET", "/api/v1/imports/{import}",
      Answering([imports](const Call& call) { return imports->go_on(call); }), 0);
  add("GET", "/api/v1/imports/{import}/reading",
      Answering([imports](const Call& call) { return imports->reading(call); }), 0);
  add("POST", "/api/v1/imports/{import}/reading",
      Answering([imports](const Call& call) { return imports->read_again(call); }), 1 << 18, true);
  add("POST", "/api/v1/imports/{import}/cells",
      Answering([imports](const Call& call) { return imports->mend(call); }), 1 << 18, true);
  add("POST", "/api/v1/imports/{import}/confirm",
      AnsweringLater([imports](const std::shared_ptr<const Call>& call, const Respond& respond) {
        imports->confirm(call, respond);
      }),
      4096, true);
  add("GET", "/api/v1/imports/{import}/errors.xlsx",
      Answering([imports](const Call& call) { return imports->errors(call); }), 0);
}

}  // namespace tenbin::http
