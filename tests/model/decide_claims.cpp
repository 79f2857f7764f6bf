#include "decide_claims.hpp"

#include <algorithm>

#include "floors.hpp"
#include "report.hpp"

namespace tenbin_model {
namespace {

using Text = std::string;

[[noreturn]] void insufficient(std::int64_t have, std::int64_t want) {
  throw Refusal{"balance.insufficient", {{"have_kg", kg(have)}, {"want_kg", kg(want)}}};
}

/// The mass an allocation asks for, once its share is allowed (contract sections 3 and 6).
std::int64_t wanted(const Book& book, const Json& c, const Line& line) {
  const Rulebook& rules = book.rules;
  std::int64_t mass = 0;
  if (c.contains("share")) {
    const std::int64_t share = c.at("share");
    refuse_if(share % rules.share_step_ppm != 0, "share.not_allowed");
    refuse_if(!rules.partial_share && share != 1000000, "share.not_allowed");
    mass = floor_product(line.mass, share, 1000000);
  } else {
    mass = c.at("mass");
    refuse_if(!rules.partial_share && mass != line.mass, "share.not_allowed");
  }
  refuse_if(book.allocated_on(line) + mass > line.mass, "share.exceeds_product");
  return mass;
}

/// From which accounts the mass is drawn: the named one, or all in the order of their names.
std::vector<Draw> draw(const Book& book, const Json& c, const Line& line, std::int64_t mass) {
  std::vector<Text> accounts;
  const bool named = c.contains("account");
  if (named) {
    accounts.push_back(c.at("account"));
  } else {
    for (const auto& [account, first] : book.accounts(line.site)) accounts.push_back(account);
  }
  std::vector<Draw> draws;
  std::int64_t rest = mass;
  for (const Text& account : accounts) {
    const std::int64_t part = drawable(book, line.site, account, c.at("date"), rest, false);
    if (part > 0 || named) draws.push_back({account, part});
    rest -= part;
    if (rest == 0) break;
  }
  if (rest > 0 || accounts.empty()) insufficient(mass - rest, mass);
  return draws;
}

const Line& line_of(const Book& book, const Allocation& allocation) {
  return *book.line(allocation.shipment, allocation.line);
}

/// The live certificate over any allocation of the line.
const Certificate* certificate_of(const Book& book, const Allocation& allocation) {
  for (const Allocation& other : book.allocations) {
    if (other.released || other.shipment != allocation.shipment) continue;
    if (other.line != allocation.line) continue;
    if (const Certificate* over = book.certificate_over(other.id)) return over;
  }
  return nullptr;
}

/// What every certificate must satisfy; `self` is the one being replaced, if any.
void check_cover(const Book& book, const std::vector<Text>& ids, const Certificate* self) {
  refuse_if(ids.empty(), "certificate.empty");
  for (const Text& id : ids) {
    const Certificate* over = certificate_of(book, *book.allocation(id));
    refuse_if(over != nullptr && over != self, "shipment.already_certified");
  }
  for (const Text& id : ids) {
    const Allocation& allocation = *book.allocation(id);
    for (const Draw& draw : allocation.draws) {
      if (draw.mass == 0) continue;
      refuse_if(last_balance(book, allocation.site, draw.account) < 0, "balance.negative");
    }
  }
}

void check_customer(const Book& book, const std::vector<Text>& ids, const Text& customer) {
  for (const Text& id : ids) {
    const Allocation* allocation = book.allocation(id);
    refuse_if(allocation == nullptr || allocation->written_off, "reference.unknown");
    refuse_if(line_of(book, *allocation).customer != customer, "reference.unknown");
  }
}

std::vector<Text> uncertified(const Book& book, const Json& c) {
  std::vector<Text> ids;
  for (const Allocation& allocation : book.allocations) {
    if (allocation.released || allocation.written_off) continue;
    if (book.certificate_over(allocation.id) != nullptr) continue;
    const Line& line = line_of(book, allocation);
    if (line.customer != c.at("customer").get<Text>()) continue;
    if (line.date < c.at("from").get<std::int64_t>()) continue;
    if (line.date <= c.at("to").get<std::int64_t>()) ids.push_back(allocation.id);
  }
  return ids;
}

struct Found {
  Text site;
  std::int64_t date;
  bool reversed;
};

/// The receipt (by itself or its backing), charge, run or line of that seq.
Found entry_of(const Book& book, std::int64_t seq) {
  for (const Receipt& one : book.receipts) {
    const bool is_it = one.seq == seq || (one.backed_seq == seq && seq != 0);
    if (is_it) return {one.site, one.date, one.reversed};
  }
  for (const Charge& one : book.charges) {
    if (one.seq == seq) return {one.site, one.date, one.reversed};
  }
  for (const Run& one : book.runs) {
    if (one.seq == seq) return {one.site, one.date, one.reversed};
  }
  for (const Line& one : book.lines) {
    if (one.seq == seq) return {one.site, one.date, one.reversed};
  }
  throw Refusal{"reference.unknown"};
}

std::int64_t drawn_on(const Allocation& allocation, const Text& account) {
  std::int64_t sum = 0;
  for (const Draw& draw : allocation.draws) {
    if (draw.account == account) sum += draw.mass;
  }
  return sum;
}

}  // namespace

Json allocate(Book& book, const Json& c, std::int64_t seq) {
  const Text id = c.at("allocation");
  for (const Allocation& other : book.allocations) refuse_if(other.id == id, "id.duplicate");
  const Line* line = book.line(c.at("shipment"), c.at("line"));
  refuse_if(line == nullptr, "reference.unknown");
  refuse_if(c.contains("account") && !book.could_make(line->site, c.at("account")),
            "reference.unknown");
  refuse_if(book.rules.method == "rolling_average", "method.no_free_allocation");
  const std::int64_t date = c.at("date");
  check_period(book, line->site, date);
  refuse_if(date < line->date, "date.before_shipment");
  refuse_if(!book.products.at(line->product), "product.not_allocatable");
  const std::vector<Draw> draws = draw(book, c, *line, wanted(book, c, *line));
  Json accounts = Json::array();
  for (const Draw& one : draws) {
    accounts.push_back({{"account", one.account}, {"mass_kg", kg(one.mass)}});
  }
  book.allocations.push_back({.id = id,
                              .shipment = line->shipment,
                              .line = line->line,
                              .site = line->site,
                              .date = date,
                              .seq = seq,
                              .draws = draws});
  return {{"accounts", accounts}};
}

void release(Book& book, const Json& c) {
  const Allocation* found = book.allocation(c.at("allocation"));
  refuse_if(found == nullptr, "reference.unknown");
  refuse_if(book.certificate_over(found->id) != nullptr, "allocation.certified");
  check_period(book, found->site, found->date);
  for (Allocation& allocation : book.allocations) {
    if (allocation.id == found->id) allocation.released = true;
  }
}

void transfer(Book& book, const Json& c, std::int64_t seq) {
  const Text id = c.at("transfer"), from = c.at("from"), to = c.at("to"), account = c.at("account");
  for (const Transfer& other : book.transfers) refuse_if(other.id == id, "id.duplicate");
  refuse_if(!book.sites.contains(from) || !book.sites.contains(to), "reference.unknown");
  refuse_if(!book.accounts(from).contains(account), "reference.unknown");
  refuse_if(!book.rules.cross_site_transfer, "transfer.not_allowed");
  check_period(book, from, c.at("date"));
  check_period(book, to, c.at("date"));
  const Transfer one{.id = id,
                     .from = from,
                     .to = to,
                     .from_account = account,
                     .to_account = to + account.substr(from.size()),
                     .date = c.at("date"),
                     .mass = c.at("mass"),
                     .seq = seq};
  const std::int64_t have = transferable(book, one);
  if (have < one.mass) insufficient(have, one.mass);
  book.transfers.push_back(one);
}

Json issue_certificate(Book& book, const Json& c, std::int64_t seq) {
  Text number = c.value("certificate", Text());
  refuse_if(!number.empty() && book.certificate(number) != nullptr, "id.duplicate");
  refuse_if(!book.customers.contains(c.at("customer").get<Text>()), "reference.unknown");
  std::vector<Text> ids;
  if (c.contains("allocations")) {
    ids = c.at("allocations").get<std::vector<Text>>();
    check_customer(book, ids, c.at("customer"));
  } else {
    ids = uncertified(book, c);
  }
  check_cover(book, ids, nullptr);
  for (std::int64_t n = seq; number.empty(); ++n) {
    const Text candidate = "MODEL-" + std::to_string(n);
    if (book.certificate(candidate) == nullptr) number = candidate;
  }
  book.certificates.push_back({.number = number, .customer = c.at("customer"), .allocations = ids});
  return {{"certificate", number}, {"revision", 1}};
}

Json replace_certificate(Book& book, const Json& c) {
  const auto ids = c.at("allocations").get<std::vector<Text>>();
  const Certificate* found = book.certificate(c.at("certificate"));
  refuse_if(found == nullptr, "reference.unknown");
  check_customer(book, ids, found->customer);
  refuse_if(found->revoked, "certificate.not_live");
  check_cover(book, ids, found);
  for (Certificate& one : book.certificates) {
    if (one.number != found->number) continue;
    one.allocations = ids;
    ++one.revision;
  }
  return {{"certificate", found->number}, {"revision", found->revision}};
}

Json revoke_certificate(Book& book, const Json& c) {
  const Certificate* found = book.certificate(c.at("certificate"));
  refuse_if(found == nullptr, "reference.unknown");
  refuse_if(found->revoked, "certificate.not_live");
  for (Certificate& one : book.certificates) {
    if (one.number == found->number) one.revoked = true;
  }
  return {{"certificate", found->number}};
}

Json attest_certificate(Book& book, const Json& c) {
  const Text number = c.at("certificate");
  const std::int64_t revision = c.at("revision");
  for (const Attestation& other : book.attestations) {
    refuse_if(other.certificate == number && other.revision == revision, "id.duplicate");
  }
  const Certificate* found = book.certificate(number);
  refuse_if(found == nullptr || found->revision != revision, "reference.unknown");
  refuse_if(
      c.contains("key") && !book.keys.empty() && book.keys.back() != c.at("key").get<std::string>(),
      "reference.unknown");
  refuse_if(found->revoked, "certificate.not_live");
  const std::size_t index = book.attestations.size();
  book.attestations.push_back(
      {.certificate = number, .digest = c.at("digest"), .revision = revision});
  return {{"status_index", index}};
}

void register_key(Book& book, const Json& c) {
  const Text key = c.at("key");
  refuse_if(std::find(book.keys.begin(), book.keys.end(), key) != book.keys.end(), "id.duplicate");
  book.keys.push_back(key);
}

Json adjust(Book& book, const Json& c) {
  Adjustment one{.id = c.at("adjustment"),
                 .site = {},
                 .account = c.at("account"),
                 .date = c.at("date"),
                 .taken = c.at("mass")};
  for (const Adjustment& other : book.adjustments) refuse_if(other.id == one.id, "id.duplicate");
  const Found entry = entry_of(book, c.at("entry"));
  one.site = entry.site;
  refuse_if(!book.accounts(one.site).contains(one.account), "reference.unknown");
  const auto ids = c.value("allocations", std::vector<Text>());
  for (const Text& id : ids) {
    const Allocation* found = book.allocation(id);
    refuse_if(found == nullptr || found->written_off, "reference.unknown");
    refuse_if(drawn_on(*found, one.account) == 0, "reference.unknown");
  }
  refuse_if(entry.reversed, "entry.already_reversed");
  refuse_if(!is_closed(book, one.site, book.rules.period_of(entry.date), {}), "entry.period_open");
  for (const Text& id : ids) {
    const std::int64_t period = book.rules.period_of(book.allocation(id)->date);
    refuse_if(!is_closed(book, one.site, period, {}), "entry.period_open");
  }
  for (const Text& id : ids) {
    refuse_if(book.certificate_over(id) != nullptr, "allocation.certified");
  }
  check_period(book, one.site, one.date);
  for (const Text& id : ids) {
    one.taken = std::max<std::int64_t>(0, one.taken - drawn_on(*book.allocation(id), one.account));
  }
  const std::int64_t have = adjustable(book, one);
  if (have < one.taken) insufficient(have, one.taken);
  book.adjustments.push_back(one);
  for (Allocation& allocation : book.allocations) {
    const bool named = std::find(ids.begin(), ids.end(), allocation.id) != ids.end();
    if (named && !allocation.released) allocation.written_off = true;
  }
  if (ids.empty()) return Json::object();
  return {{"taken_kg", kg(one.taken)}};
}

void close_period(Book& book, const Json& c) {
  const Text site = c.at("site");
  refuse_if(!book.sites.contains(site), "reference.unknown");
  const std::int64_t first_day = c.at("period"), date = c.at("date");
  const std::int64_t period = book.rules.period_of(first_day);
  refuse_if(period < 0 || book.rules.period_start(period) != first_day, "period.unknown");
  refuse_if(is_closed(book, site, period, {}), "period.closed");
  refuse_if(period > 0 && !is_closed(book, site, period - 1, {}), "period.out_of_order");
  refuse_if(date < book.rules.period_last_day(period), "date.before_period_end");
  std::optional<std::int64_t> stock;
  if (c.contains("physical_stock")) stock = c.at("physical_stock").get<std::int64_t>();
  Book after = book;
  after.closes.push_back({.site = site, .period = period, .date = date, .physical_stock = stock});
  refuse_if(breaks_a_floor(book, after, date), "balance.insufficient");
  const Text& mode = book.rules.deficit;
  if (mode == "period_end" || (mode == "overdraw" && !c.contains("force_majeure"))) {
    for (const auto& [account, first] : book.accounts(site)) {
      const auto history = account_history(book, site, account, period + 1, {});
      refuse_if(history.back().balance < 0, "balance.negative");
    }
  }
  book = after;
}

}  // namespace tenbin_model
