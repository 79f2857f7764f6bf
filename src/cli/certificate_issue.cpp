// `tenbin certificate issue`: one certificate, or with --all batch after batch, so that memory is
// bounded and what was done stays done: run again, it goes on where it ended.
#include "cli/certificate_issue.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "cli/issuing.hpp"
#include "cli/progress.hpp"
#include "codec/json_writer.hpp"
#include "message/message.hpp"

namespace tenbin::cli {
namespace {

// Enough to be worth a second thread, few enough to be held as PDFs.
constexpr std::size_t batch_size = 128;

class IssueAll {
 public:
  IssueAll(const Context& context, const IssueOptions& options)
      : context_(context), options_(options), progress_(context, "cli.issue.progress") {}

  Result<void> run();
  const std::vector<Issued>& issued() const { return issued_; }
  const std::vector<HeldBack>& held_back() const { return held_back_; }

 private:
  Result<void> open();
  Result<void> issue_batch();

  const Context& context_;
  const IssueOptions& options_;
  Progress progress_;
  Date from_;
  Date to_;
  std::optional<Ledger> ledger_;
  std::optional<Press> press_;
  std::vector<Index> customers_;  // by their id
  std::size_t next_ = 0;          // of `customers_`
  Unprintable unprintable_;
  std::vector<Issued> issued_;
  std::vector<HeldBack> held_back_;
};

// What was posted in memory and not committed goes with the ledger that was open.
Result<void> IssueAll::open() {
  ledger_.reset();
  auto opened = open_to_write(context_, options_.book, "certificate issue");
  if (!opened) return tl::make_unexpected(opened.error());
  ledger_.emplace(*std::move(opened));
  return {};
}

Result<void> IssueAll::issue_batch() {
  Issuing batch(context_, options_, *ledger_, *press_);
  std::size_t at = next_;
  for (; at < customers_.size() && batch.size() < batch_size; ++at)
    TENBIN_TRY(batch.add_all_of(customers_[at], from_, to_, unprintable_));
  const std::size_t held = unprintable_.size();
  TENBIN_TRY(batch.print(unprintable_));
  if (unprintable_.size() > held) return open();  // and once more, without them
  if (batch.size() > 0) TENBIN_TRY(batch.finish());
  const std::vector<Issued> issued = batch.issued();
  issued_.insert(issued_.end(), issued.begin(), issued.end());
  held_back_.insert(held_back_.end(), batch.held_back().begin(), batch.held_back().end());
  next_ = at;
  return {};
}

Result<void> IssueAll::run() {
  const auto from = parse_date(options_.from);
  const auto to = parse_date(options_.to);
  if (!from || !to) {
    return problem(Code::usage_invalid, {{"field", from ? "--to" : "--from"},
                                         {"value", from ? options_.to : options_.from},
                                         {"problem", "date"}});
  }
  from_ = *from;
  to_ = *to;
  TENBIN_TRY(open());
  auto press = Press::make(context_, options_.book, *ledger_, options_.timestamp);
  if (!press) return tl::make_unexpected(press.error());
  press_.emplace(*std::move(press));
  const State& state = ledger_->state();
  for (std::size_t i = 0; i < state.customers.size(); ++i)
    customers_.push_back(static_cast<Index>(i));
  const auto id = [&](Index customer) { return state.texts.get(state.customers[customer].id); };
  std::sort(customers_.begin(), customers_.end(), [&](Index a, Index b) { return id(a) < id(b); });
  while (next_ < customers_.size()) {
    if (progress_.interrupted()) {
      progress_.finish();
      return problem(Code::interrupted);
    }
    TENBIN_TRY(issue_batch());
    progress_.show(next_, customers_.size());
  }
  progress_.finish();
  if (issued_.empty() && held_back_.empty()) return problem(Code::certificate_empty);
  return {};
}

void print_json(const Context& context, const std::vector<Issued>& issued,
                const std::vector<HeldBack>& held_back) {
  std::string out;
  json::Writer writer(out);
  writer.begin_object().key("held_back").begin_array();
  for (const HeldBack& held : held_back) {
    writer.begin_object().key("allocation");
    held.allocation.empty() ? writer.null() : writer.string(held.allocation);
    writer.key("customer").string(held.customer);
    writer.key("detail").string(sentence_of(context.language, held.problem));
    writer.key("error").string(code_text(held.problem.code)).end_object();
  }
  writer.end_array().key("issued").begin_array();
  for (const Issued& one : issued) {
    writer.begin_object().key("allocated_kg").string(one.allocated_kg);
    writer.key("certificate").string(one.number).key("customer").string(one.customer);
    writer.key("json").string(one.paths.json).key("jwt").string(one.paths.jwt);
    writer.key("pdf").string(one.paths.pdf).end_object();
  }
  writer.end_array().end_object();
  fmt::print("{}\n", out);
}

void print_text(const Context& context, const std::vector<Issued>& issued,
                const std::vector<HeldBack>& held_back) {
  for (const Issued& one : issued) {
    fmt::print("✓ {}\n", say(context, "certificate.issued",
                             {{"certificate", one.number}, {"path", one.paths.pdf}}));
  }
  for (const HeldBack& held : held_back) {
    const std::string_view key =
        held.allocation.empty() ? "certificate.held_back" : "certificate.held_back_allocation";
    fmt::print(stderr, "△ {}\n",
               say(context, key,
                   {{"customer", held.customer},
                    {"allocation", held.allocation},
                    {"reason", sentence_of(context.language, held.problem)}}));
  }
}

// `done`: what was issued before it went wrong is told all the same.
int tell(const Context& context, const IssueOptions& options, const Result<void>& done,
         const std::vector<Issued>& issued, const std::vector<HeldBack>& held_back) {
  if (done || !issued.empty()) (options.json ? print_json : print_text)(context, issued, held_back);
  if (!done) return report(context, done.error());
  return issued.empty() ? code_exit(held_back.front().problem.code) : 0;
}

Result<void> issue_named(const Context& context, const IssueOptions& options,
                         std::vector<Issued>& issued) {
  auto ledger = open_to_write(context, options.book, "certificate issue");
  if (!ledger) return tl::make_unexpected(ledger.error());
  auto press = Press::make(context, options.book, *ledger, options.timestamp);
  if (!press) return tl::make_unexpected(press.error());
  Issuing batch(context, options, *ledger, *press);
  Unprintable none;
  TENBIN_TRY(batch.add_named());
  TENBIN_TRY(batch.print(none));
  TENBIN_TRY(batch.finish());
  issued = batch.issued();
  return {};
}

}  // namespace

std::string issue_command(const IssueOptions& options, std::string_view customer,
                          const std::vector<std::string>& allocations, Language language) {
  std::string text;
  json::Writer writer(text);
  writer.begin_object();
  if (!allocations.empty()) {
    writer.key("allocations").begin_array();
    for (const std::string& id : allocations) writer.string(id);
    writer.end_array();
  }
  if (!options.number.empty()) writer.key("certificate").string(options.number);
  writer.key("customer").string(customer).key("date").string(options.date);
  writer.key("do").string("issue_certificate");
  if (allocations.empty() && !options.from.empty()) writer.key("from").string(options.from);
  writer.key("language").string(name_of(language));
  if (allocations.empty() && !options.to.empty()) writer.key("to").string(options.to);
  writer.end_object();
  return text;
}

int issue_certificates(const Context& context, const IssueOptions& options) {
  if (options.all) {
    IssueAll all(context, options);
    const auto done = all.run();
    return tell(context, options, done, all.issued(), all.held_back());
  }
  std::vector<Issued> issued;
  const auto done = issue_named(context, options, issued);
  return tell(context, options, done, issued, {});
}

}  // namespace tenbin::cli
