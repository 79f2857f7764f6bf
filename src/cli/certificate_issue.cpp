// `tenbin certificate issue`: posts the certificate and that its document is the one, then writes
// it as JSON, vc+jwt and PDF. Everything
// that can fail is tried before the posting is committed, the writing of the files apart: `show`
// writes them again.
#include "cli/certificate_issue.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "cli/certificate_files.hpp"
#include "codec/json_writer.hpp"
#include "engine/certificates.hpp"
#include "engine/lookup.hpp"
#include "message/message.hpp"

namespace tenbin::cli {
namespace {

struct HeldBack {
  std::string customer;
  std::string allocation;  // empty: all of the customer
  Problem problem;
};
using Unprintable = std::map<Index, Problem>;  // by customer
struct Batch {
  std::vector<Index> issued;
  std::vector<Printed> certificates;  // of `issued`, and so the files
  std::vector<CertificateFiles> files;
  std::vector<HeldBack> held_back;
};

class Issuing {
 public:
  // `unprintable`: customers that are held back, and why.
  Issuing(const Context& context, const IssueOptions& options, Ledger& ledger, const Press& press,
          const Unprintable& unprintable)
      : context_(context),
        options_(options),
        ledger_(ledger),
        press_(press),
        unprintable_(unprintable),
        proofs_(ledger, press.log_key()) {}

  // Posts in memory. A refusal of the command is in `refused`; a problem stops all.
  Result<void> issue(Index customer, const std::vector<std::string>& allocations,
                     std::optional<Problem>& refused);
  Result<void> issue_named();
  Result<void> issue_all();
  // What was posted, on paper; no file stands in its way. With --all, customers whose certificate
  // cannot be printed go to `unprintable`, and all of it is to be done again without them.
  Result<void> print(Unprintable& unprintable);
  // On disk, then the files.
  Result<void> finish();
  const Batch& batch() const { return batch_; }

 private:
  std::vector<std::string> to_certify(Index customer, Date from, Date to);

  const Context& context_;
  const IssueOptions& options_;
  Ledger& ledger_;
  const Press& press_;
  const Unprintable& unprintable_;
  OwnProofs proofs_;
  Batch batch_;
};

Result<void> Issuing::issue(Index customer, const std::vector<std::string>& allocations,
                            std::optional<Problem>& refused) {
  Language language = Language::ja;
  if (options_.language.empty()) {
    const auto own = language_of_customer(ledger_, customer);
    if (!own) return tl::make_unexpected(own.error());
    language = *own;
  } else {
    language = value_named<Language>(options_.language).value_or(Language::ja);
  }
  const State& state = ledger_.state();
  const std::string_view id = state.texts.get(state.customers[customer].id);
  const Answer answer =
      submit_text(ledger_, issue_command(options_, id, allocations, language), context_.actor);
  if (answer.status == Answer::Status::rejected) {
    refused = answer.problem;
    return {};
  }
  const Index index = static_cast<Index>(state.certificates.size() - 1);
  auto document = attest_certificate(ledger_, index, language, context_.actor);
  if (!document) return tl::make_unexpected(document.error());
  auto proof = proofs_.proof_of(*document->seq);
  if (!proof) return tl::make_unexpected(proof.error());
  batch_.issued.push_back(index);
  batch_.certificates.push_back({*std::move(document), *std::move(proof)});
  return {};
}

Result<void> Issuing::issue_named() {
  const Index customer = find_customer(ledger_.state(), options_.customer);
  if (customer == no_index)
    return problem(Code::reference_unknown, {{"kind", "customer"}, {"id", options_.customer}});
  std::optional<Problem> refused;
  TENBIN_TRY(issue(customer, options_.allocations, refused));
  if (refused) return tl::make_unexpected(*refused);
  return {};
}

// The customer's uncertified allocations; those on a line that another certificate covers are held
// back, so that they do not hold back the rest.
std::vector<std::string> Issuing::to_certify(Index customer, Date from, Date to) {
  const State& state = ledger_.state();
  std::vector<std::string> ids;
  const auto& by_date = state.allocations_by_customer[customer];
  for (auto day = by_date.lower_bound(from.days()); day != by_date.end() && day->first <= to.days();
       ++day) {
    for (const Index index : day->second) {
      const Allocation& allocation = state.allocations[index];
      if (allocation.released || allocation.written_off || allocation.certificate != no_index)
        continue;
      const Line& line = state.lines[allocation.line];
      const std::string id(state.texts.get(allocation.id));
      if (line.certificate == no_index) {
        ids.push_back(id);
        continue;
      }
      const Certificate& other = state.certificates[line.certificate];
      batch_.held_back.push_back(
          {std::string(state.texts.get(state.customers[customer].id)), id,
           Problem{Code::shipment_already_certified,
                   {{"shipment", std::string(state.texts.get(line.shipment))},
                    {"line", std::to_string(line.number)},
                    {"certificate", std::string(state.texts.get(other.number))}}}});
    }
  }
  return ids;
}

Result<void> Issuing::issue_all() {
  const auto from = parse_date(options_.from);
  const auto to = parse_date(options_.to);
  if (!from || !to) {
    return problem(Code::usage_invalid, {{"field", from ? "--to" : "--from"},
                                         {"value", from ? options_.to : options_.from},
                                         {"problem", "date"}});
  }
  const State& state = ledger_.state();
  std::vector<Index> customers(state.customers.size());
  for (std::size_t i = 0; i < customers.size(); ++i) customers[i] = static_cast<Index>(i);
  const auto id = [&](Index customer) { return state.texts.get(state.customers[customer].id); };
  std::sort(customers.begin(), customers.end(), [&](Index a, Index b) { return id(a) < id(b); });
  for (const Index customer : customers) {
    const std::vector<std::string> allocations = to_certify(customer, *from, *to);
    if (allocations.empty()) continue;
    if (const auto held = unprintable_.find(customer); held != unprintable_.end()) {
      batch_.held_back.push_back({std::string(id(customer)), "", held->second});
      continue;
    }
    std::optional<Problem> refused;
    TENBIN_TRY(issue(customer, allocations, refused));
    if (refused) batch_.held_back.push_back({std::string(id(customer)), "", *refused});
  }
  if (!batch_.issued.empty()) return {};
  if (batch_.held_back.empty()) return problem(Code::certificate_empty);
  return {};
}

Result<void> Issuing::print(Unprintable& unprintable) {
  auto printed = press_.print_each(batch_.certificates);
  if (!printed) return tl::make_unexpected(printed.error());
  for (std::size_t i = 0; i < printed->size(); ++i) {
    Result<CertificateFiles>& files = (*printed)[i];
    if (files) {
      TENBIN_TRY(check_free(options_.folder, *files));
      batch_.files.push_back(*std::move(files));
      continue;
    }
    if (!options_.all || files.error().code != Code::certificate_glyph_missing)
      return tl::make_unexpected(files.error());
    const Index customer = ledger_.state().certificates[batch_.issued[i]].customer;
    unprintable.emplace(customer, files.error());
  }
  return {};
}

Result<void> Issuing::finish() {
  TENBIN_TRY(ledger_.commit());
  TENBIN_TRY(ledger_.keep_snapshot());
  const auto written = write_all(options_.folder, batch_.files, false);
  if (!written) return tl::make_unexpected(written.error());
  return {};
}

void write_issued(json::Writer& writer, const State& state, const IssueOptions& options,
                  const Batch& batch, std::size_t i) {
  const Certificate& issued = state.certificates[batch.issued[i]];
  const CertificatePaths paths = paths_of(options.folder, batch.files[i]);
  writer.begin_object();
  writer.key("allocated_kg").string(format_kg(mass_of(state, issued.allocations)));
  writer.key("certificate").string(state.texts.get(issued.number));
  writer.key("customer").string(state.texts.get(state.customers[issued.customer].id));
  writer.key("json").string(paths.json).key("jwt").string(paths.jwt);
  writer.key("pdf").string(paths.pdf).end_object();
}

void print_json(const Context& context, const State& state, const IssueOptions& options,
                const Batch& batch) {
  std::string out;
  json::Writer writer(out);
  writer.begin_object().key("held_back").begin_array();
  for (const HeldBack& held : batch.held_back) {
    writer.begin_object().key("allocation");
    held.allocation.empty() ? writer.null() : writer.string(held.allocation);
    writer.key("customer").string(held.customer);
    writer.key("detail").string(sentence_of(context.language, held.problem));
    writer.key("error").string(code_text(held.problem.code)).end_object();
  }
  writer.end_array().key("issued").begin_array();
  for (std::size_t i = 0; i < batch.issued.size(); ++i)
    write_issued(writer, state, options, batch, i);
  writer.end_array().end_object();
  fmt::print("{}\n", out);
}

void print_text(const Context& context, const State& state, const IssueOptions& options,
                const Batch& batch) {
  for (std::size_t i = 0; i < batch.issued.size(); ++i) {
    const Certificate& issued = state.certificates[batch.issued[i]];
    fmt::print("✓ {}\n", say(context, "certificate.issued",
                             {{"certificate", std::string(state.texts.get(issued.number))},
                              {"path", paths_of(options.folder, batch.files[i]).pdf}}));
  }
  for (const HeldBack& held : batch.held_back) {
    const std::string_view key =
        held.allocation.empty() ? "certificate.held_back" : "certificate.held_back_allocation";
    fmt::print(stderr, "△ {}\n",
               say(context, key,
                   {{"customer", held.customer},
                    {"allocation", held.allocation},
                    {"reason", sentence_of(context.language, held.problem)}}));
  }
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

Answer submit_text(Ledger& ledger, std::string command, std::string_view actor) {
  const std::size_t size = command.size();
  command.append(read_ahead, ' ');
  return ledger.submit(std::string_view(command).substr(0, size), actor);
}

int issue_certificates(const Context& context, const IssueOptions& options) {
  // Once, and once more where something cannot be printed: what was posted in memory for it goes
  // with its ledger.
  for (Unprintable unprintable;;) {
    auto ledger = open_to_write(context, options.book, "certificate issue");
    if (!ledger) return report(context, ledger.error());
    const auto press = Press::make(context, options.book, *ledger, options.timestamp);
    if (!press) return report(context, press.error());
    const std::size_t held = unprintable.size();
    const Unprintable without = unprintable;
    Issuing issuing(context, options, *ledger, *press, without);
    const auto posted = options.all ? issuing.issue_all() : issuing.issue_named();
    if (!posted) return report(context, posted.error());
    if (const auto done = issuing.print(unprintable); !done) return report(context, done.error());
    if (unprintable.size() > held) continue;
    if (const auto done = issuing.finish(); !done) return report(context, done.error());
    (options.json ? print_json : print_text)(context, ledger->state(), options, issuing.batch());
    const Batch& batch = issuing.batch();
    return batch.issued.empty() ? code_exit(batch.held_back.front().problem.code) : 0;
  }
}

}  // namespace tenbin::cli
