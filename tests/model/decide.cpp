#include "decide.hpp"

#include <algorithm>

#include "decide_claims.hpp"
#include "floors.hpp"
#include "report.hpp"

namespace tenbin_model {
namespace {

using Text = std::string;

Text text(const Json& content, const char* name) {
  return content.value(name, Text());
}
std::int64_t number(const Json& content, const char* name) {
  return content.at(name);
}

std::optional<std::int64_t> maybe(const Json& content, const char* name) {
  if (!content.contains(name)) return std::nullopt;
  return number(content, name);
}

template <class List>
bool used(const List& list, const Text& id) {
  return std::any_of(list.begin(), list.end(), [&](const auto& one) { return one.id == id; });
}

void add_name(std::set<Text>& names, const Text& name) {
  refuse_if(names.contains(name), "id.duplicate");
  names.insert(name);
}

/// Whether the paper can back `mass` of metal of that supplier that arrived on that date.
void check_evidence(const Book& book, const SupplierCertificate& paper, const Text& supplier,
                    std::int64_t date, std::int64_t mass) {
  refuse_if(paper.supplier != supplier, "supplier_certificate.other_supplier");
  refuse_if(date < paper.valid_from || date > paper.valid_to, "supplier_certificate.expired");
  const std::int64_t left = book.left_on(paper);
  if (left < mass) {
    throw Refusal{"supplier_certificate.insufficient",
                  {{"have_kg", kg(left)}, {"want_kg", kg(mass)}}};
  }
}

/// Puts `after` in the place of `book` unless a floor forbids it.
void post(Book& book, const Book& after, std::int64_t date) {
  refuse_if(breaks_a_floor(book, after, date), "balance.insufficient");
  book = after;
}

void register_paper(Book& book, const Json& c) {
  refuse_if(used(book.supplier_certificates, text(c, "supplier_certificate")), "id.duplicate");
  refuse_if(!book.suppliers.contains(text(c, "supplier")), "reference.unknown");
  const Text source = text(c, "power_source");
  refuse_if(source == "nuclear" || source == "fossil" || source == "grid",
            "power_source.not_renewable");
  refuse_if(c.at("chain_model") == "book_and_claim", "chain_model.not_allowed");
  book.supplier_certificates.push_back({.id = text(c, "supplier_certificate"),
                                        .supplier = text(c, "supplier"),
                                        .power_source = source,
                                        .valid_from = number(c, "valid_from"),
                                        .valid_to = number(c, "valid_to"),
                                        .share_ppm = number(c, "renewable_share"),
                                        .mass = number(c, "mass"),
                                        .factor = number(c, "emission_factor")});
}

void receive(Book& book, const Json& c, std::int64_t seq) {
  const Receipt receipt{.id = text(c, "receipt"),
                        .site = text(c, "site"),
                        .supplier = text(c, "supplier"),
                        .material = text(c, "material"),
                        .metal_class = text(c, "class"),
                        .date = number(c, "date"),
                        .mass = number(c, "mass"),
                        .factor = maybe(c, "emission_factor"),
                        .certificate = text(c, "supplier_certificate"),
                        .seq = seq};
  refuse_if(used(book.receipts, receipt.id), "id.duplicate");
  refuse_if(!book.sites.contains(receipt.site), "reference.unknown");
  refuse_if(!book.suppliers.contains(receipt.supplier), "reference.unknown");
  const SupplierCertificate* paper = book.supplier_certificate(receipt.certificate);
  refuse_if(!receipt.certificate.empty() && paper == nullptr, "reference.unknown");
  check_period(book, receipt.site, receipt.date);
  if (paper != nullptr) check_evidence(book, *paper, receipt.supplier, receipt.date, receipt.mass);
  Book after = book;
  after.receipts.push_back(receipt);
  post(book, after, receipt.date);
}

void back_receipt(Book& book, const Json& c, std::int64_t seq) {
  const Receipt* receipt = book.receipt(text(c, "receipt"));
  const SupplierCertificate* paper = book.supplier_certificate(text(c, "supplier_certificate"));
  refuse_if(receipt == nullptr || paper == nullptr, "reference.unknown");
  refuse_if(!receipt->certificate.empty() || receipt->metal_class != "renewable",
            "receipt.not_backable");
  check_period(book, receipt->site, receipt->date);
  check_evidence(book, *paper, receipt->supplier, receipt->date, receipt->mass);
  Book after = book;
  for (Receipt& one : after.receipts) {
    if (one.id != receipt->id) continue;
    one.certificate = paper->id;
    one.backed_seq = seq;
  }
  post(book, after, receipt->date);
}

void charge(Book& book, const Json& c, std::int64_t seq) {
  const Charge one{.id = text(c, "charge"),
                   .site = text(c, "site"),
                   .receipt = text(c, "receipt"),
                   .date = number(c, "date"),
                   .mass = number(c, "mass"),
                   .seq = seq};
  refuse_if(used(book.charges, one.id), "id.duplicate");
  const Receipt* receipt = book.receipt(one.receipt);
  refuse_if(!book.sites.contains(one.site) || receipt == nullptr, "reference.unknown");
  refuse_if(receipt->site != one.site, "reference.unknown");
  refuse_if(!book.rules.charges, "method.no_charges");
  check_period(book, one.site, one.date);
  refuse_if(one.date < receipt->date, "date.before_receipt");
  const std::int64_t left = receipt->mass - book.charged_of(*receipt);
  if (left < one.mass) {
    throw Refusal{"receipt.insufficient", {{"have_kg", kg(left)}, {"want_kg", kg(one.mass)}}};
  }
  Book after = book;
  after.charges.push_back(one);
  post(book, after, one.date);
}

void produce(Book& book, const Json& c, std::int64_t seq) {
  const Run run{.id = text(c, "run"),
                .site = text(c, "site"),
                .product = text(c, "product"),
                .date = number(c, "date"),
                .output = number(c, "output"),
                .seq = seq};
  refuse_if(used(book.runs, run.id), "id.duplicate");
  refuse_if(!book.sites.contains(run.site), "reference.unknown");
  refuse_if(!book.products.contains(run.product), "reference.unknown");
  check_period(book, run.site, run.date);
  Book after = book;
  after.runs.push_back(run);
  post(book, after, run.date);
}

void ship(Book& book, const Json& c, std::int64_t seq) {
  const Line line{.shipment = text(c, "shipment"),
                  .line = number(c, "line"),
                  .site = text(c, "site"),
                  .customer = text(c, "customer"),
                  .product = text(c, "product"),
                  .date = number(c, "date"),
                  .mass = number(c, "mass"),
                  .seq = seq};
  for (const Line& other : book.lines) {
    refuse_if(other.shipment == line.shipment && other.line == line.line, "id.duplicate");
  }
  refuse_if(!book.sites.contains(line.site), "reference.unknown");
  refuse_if(!book.customers.contains(line.customer), "reference.unknown");
  refuse_if(!book.products.contains(line.product), "reference.unknown");
  check_period(book, line.site, line.date);
  book.lines.push_back(line);
}

/// Marks the entry of that seq in the list, if it is there; `in_use` says whether others rest on
/// it.
template <class List, class InUse>
bool reverse_in(Book& book, List Book::*list, std::int64_t seq, InUse in_use) {
  Book after = book;
  for (auto& entry : after.*list) {
    if (entry.seq != seq) continue;
    refuse_if(entry.reversed, "entry.already_reversed");
    refuse_if(in_use(entry), "entry.in_use");
    check_period(book, entry.site, entry.date);
    entry.reversed = true;
    post(book, after, std::int64_t{entry.date});
    return true;
  }
  return false;
}

void reverse(Book& book, const Json& c) {
  const std::int64_t seq = number(c, "entry");
  const auto charged = [&](const Receipt& receipt) {
    return std::any_of(book.charges.begin(), book.charges.end(), [&](const Charge& one) {
      return !one.reversed && one.receipt == receipt.id;
    });
  };
  const auto allocated = [&](const Line& line) {
    return std::any_of(book.allocations.begin(), book.allocations.end(), [&](const auto& one) {
      return !one.released && one.shipment == line.shipment && one.line == line.line;
    });
  };
  const auto never = [](const auto&) { return false; };
  refuse_if(!reverse_in(book, &Book::receipts, seq, charged) &&
                !reverse_in(book, &Book::charges, seq, never) &&
                !reverse_in(book, &Book::runs, seq, never) &&
                !reverse_in(book, &Book::lines, seq, allocated),
            "reference.unknown");
}

void add_product(Book& book, const Json& c) {
  refuse_if(book.products.contains(text(c, "product")), "id.duplicate");
  book.products[text(c, "product")] = c.at("allocatable");
}

}  // namespace

void refuse_if(bool condition, const char* code) {
  if (condition) throw Refusal{code};
}

void check_period(const Book& book, const Text& site, std::int64_t date) {
  const std::int64_t period = book.rules.period_of(date);
  refuse_if(period < 0, "period.unknown");
  refuse_if(is_closed(book, site, period, {}), "period.closed");
}

Json decide(Book& book, const Json& c, std::int64_t seq) {
  const Text what = c.at("do");
  if (what == "allocate") return allocate(book, c, seq);
  if (what == "issue_certificate") return issue_certificate(book, c, seq);
  if (what == "replace_certificate") return replace_certificate(book, c);
  if (what == "revoke_certificate") return revoke_certificate(book, c);
  if (what == "attest_certificate") return attest_certificate(book, c);
  if (what == "register_key") register_key(book, c);
  if (what == "add_site") add_name(book.sites, text(c, "site"));
  if (what == "add_supplier") add_name(book.suppliers, text(c, "supplier"));
  if (what == "add_customer") add_name(book.customers, text(c, "customer"));
  if (what == "add_product") add_product(book, c);
  if (what == "register_supplier_certificate") register_paper(book, c);
  if (what == "receive") receive(book, c, seq);
  if (what == "back_receipt") back_receipt(book, c, seq);
  if (what == "charge") charge(book, c, seq);
  if (what == "produce") produce(book, c, seq);
  if (what == "ship") ship(book, c, seq);
  if (what == "reverse") reverse(book, c);
  if (what == "release") release(book, c);
  if (what == "transfer") transfer(book, c, seq);
  if (what == "adjust") return adjust(book, c);
  if (what == "close_period") close_period(book, c);
  if (what == "record_verification") {
    refuse_if(!book.sites.contains(text(c, "site")), "reference.unknown");
  }
  return Json::object();
}

}  // namespace tenbin_model
