#include "press/issue.hpp"

#include <algorithm>

#include "engine/lookup.hpp"

namespace tenbin::press {
namespace {

// Enough to be worth a second thread, few enough to be held as PDFs.
constexpr std::size_t batch_size = 128;

std::string id_of(const State& state, Index customer) {
  return std::string(state.texts.get(state.customers[customer].id));
}

// The customer's uncertified allocations; those on a line that another certificate covers are held
// back, so that they do not hold back the rest.
std::vector<std::string> to_certify(const State& state, const IssueAllRequest& request,
                                    Index customer, std::vector<HeldBack>& held_back) {
  std::vector<std::string> ids;
  const auto& by_date = state.allocations_by_customer[customer];
  const std::int32_t last = request.to.days();
  for (auto day = by_date.lower_bound(request.from.days());
       day != by_date.end() && day->first <= last; ++day) {
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
      held_back.push_back({id_of(state, customer), id,
                           Problem{Code::shipment_already_certified,
                                   {{"shipment", std::string(state.texts.get(line.shipment))},
                                    {"line", std::to_string(line.number)},
                                    {"certificate", std::string(state.texts.get(other.number))}}}});
    }
  }
  return ids;
}

IssueRequest request_of(const State& state, const IssueAllRequest& all, Index customer,
                        std::vector<HeldBack>& held_back) {
  IssueRequest request;
  request.customer = id_of(state, customer);
  request.allocations = to_certify(state, all, customer, held_back);
  request.date = all.date;
  request.language = all.language;
  request.qr_without_mass = all.qr_without_mass;
  request.mark.note = all.note;
  return request;
}

class IssueAll {
 public:
  IssueAll(Ledger& ledger, Press& press, const IssueAllRequest& request, std::string_view actor,
           const IssueSteps& steps)
      : ledger_(&ledger), press_(press), request_(request), actor_(actor), steps_(steps) {}

  Result<void> run();

 private:
  Result<void> issue_batch();
  Result<void> open_again();
  Result<void> choose_customers();
  Result<void> add_all_of(BatchPrinter& printer, Index customer, std::vector<HeldBack>& held_back);

  Ledger* ledger_;
  Press& press_;
  const IssueAllRequest& request_;
  std::string_view actor_;
  const IssueSteps& steps_;
  std::vector<Index> customers_;  // by their id
  std::size_t next_ = 0;          // of `customers_`
  Unprintable unprintable_;
  bool found_any_ = false;
};

Result<void> IssueAll::add_all_of(BatchPrinter& printer, Index customer,
                                  std::vector<HeldBack>& held_back) {
  const IssueRequest request = request_of(ledger_->state(), request_, customer, held_back);
  if (request.allocations.empty()) return {};
  if (const auto held = unprintable_.find(customer); held != unprintable_.end()) {
    held_back.push_back({request.customer, "", held->second});
    return {};
  }
  const auto language = language_for(*ledger_, request, customer);
  if (!language) return tl::make_unexpected(language.error());
  const auto index = post_issue(*ledger_, request, *language, actor_);
  if (index) return printer.add(*index, *language, request.qr_without_mass);
  held_back.push_back({request.customer, "", index.error()});
  return {};
}

Result<void> IssueAll::issue_batch() {
  BatchPrinter printer(*ledger_, press_, actor_);
  std::vector<HeldBack> held_back;
  std::size_t at = next_;
  for (; at < customers_.size() && printer.size() < batch_size; ++at)
    TENBIN_TRY(add_all_of(printer, customers_[at], held_back));
  const std::size_t unprintable = unprintable_.size();
  auto batch = printer.print(&unprintable_);
  if (!batch) return tl::make_unexpected(batch.error());
  if (unprintable_.size() > unprintable) return open_again();  // once more, without them
  batch->held_back = std::move(held_back);
  TENBIN_TRY(steps_.keep(*ledger_, *batch));
  found_any_ = found_any_ || !batch->issued.empty() || !batch->held_back.empty();
  next_ = at;
  return {};
}

// The book as it was before this batch. Where nothing is committed, what earlier batches issued is
// posted once more, and not printed: numbers follow from what is posted.
Result<void> IssueAll::open_again() {
  const auto again = steps_.open_again();
  if (!again) return tl::make_unexpected(again.error());
  ledger_ = *again;
  if (!steps_.in_memory) return {};
  std::vector<HeldBack> known;
  for (std::size_t from = 0; from < next_; from += batch_size) {
    BatchPrinter unprinted(*ledger_, press_, actor_);
    for (std::size_t at = from; at < std::min(next_, from + batch_size); ++at)
      TENBIN_TRY(add_all_of(unprinted, customers_[at], known));
  }
  return {};
}

Result<void> IssueAll::choose_customers() {
  const State& state = ledger_->state();
  for (const std::string& name : request_.customers) {
    const auto customer = customer_named(state, name);
    if (!customer) return tl::make_unexpected(customer.error());
    customers_.push_back(*customer);
  }
  if (request_.customers.empty()) {
    for (std::size_t i = 0; i < state.customers.size(); ++i)
      customers_.push_back(static_cast<Index>(i));
  }
  const auto id = [&](Index customer) { return state.texts.get(state.customers[customer].id); };
  std::sort(customers_.begin(), customers_.end(), [&](Index a, Index b) { return id(a) < id(b); });
  customers_.erase(std::unique(customers_.begin(), customers_.end()), customers_.end());
  return {};
}

Result<void> IssueAll::run() {
  TENBIN_TRY(choose_customers());
  while (next_ < customers_.size()) {
    if (!steps_.go_on(next_, customers_.size())) return problem(Code::interrupted);
    TENBIN_TRY(issue_batch());
  }
  steps_.go_on(next_, customers_.size());
  if (!found_any_) return problem(Code::certificate_empty);
  return {};
}

}  // namespace

Result<IssueRequest> request_for(const Ledger& ledger, const IssueAllRequest& request,
                                 const std::string& customer) {
  const auto index = customer_named(ledger.state(), customer);
  if (!index) return tl::make_unexpected(index.error());
  std::vector<HeldBack> held_back;
  IssueRequest own = request_of(ledger.state(), request, *index, held_back);
  if (own.allocations.empty()) return problem(Code::certificate_empty);
  return own;
}

Result<Batch> issue(Ledger& ledger, Press& press, const IssueRequest& request,
                    std::string_view actor) {
  const auto customer = customer_named(ledger.state(), request.customer);
  if (!customer) return tl::make_unexpected(customer.error());
  const auto language = language_for(ledger, request, *customer);
  if (!language) return tl::make_unexpected(language.error());
  const auto index = post_issue(ledger, request, *language, actor);
  if (!index) return tl::make_unexpected(index.error());
  BatchPrinter printer(ledger, press, actor);
  TENBIN_TRY(printer.add(*index, *language, request.qr_without_mass));
  return printer.print();
}

Result<void> issue_all(Ledger& ledger, Press& press, const IssueAllRequest& request,
                       std::string_view actor, const IssueSteps& steps) {
  return IssueAll(ledger, press, request, actor, steps).run();
}

}  // namespace tenbin::press
