#include "http/factors.hpp"

#include <algorithm>
#include <mutex>

#include "http/lists.hpp"
#include "http/parameters.hpp"
#include "http/replies.hpp"
#include "service/approval_note.hpp"

namespace tenbin::http {
namespace {

using office::Right;

// Which products have a factor stands in their records alone; each is read once.
struct Products {
  std::mutex mutex;
  std::size_t read = 0;
  std::vector<Index> with_factor;
};

// A factor, as far as the state knows it; `seq` 0: of the rulebook.
struct Found {
  std::uint32_t seq = 0;
  std::string_view kind;
  std::string id;
  EmissionFactor factor = {};  // of a product in its record alone
  Cell from = {};
  Cell to = {};
};

Result<void> read_products(const Ledger& ledger, Products& products) {
  const auto& all = ledger.state().products;
  for (; products.read < all.size(); ++products.read) {
    const auto record = parsed_record(ledger, all[products.read].seq);
    if (!record) return tl::make_unexpected(record.error());
    if (record->find("event")->find("process_emissions") != nullptr)
      products.with_factor.push_back(static_cast<Index>(products.read));
  }
  return {};
}

// The `most` newest registered before `before`, newest first.
std::vector<Found> registered(const State& state, const Products& products, std::size_t before,
                              std::size_t most, bool with_receipts) {
  std::vector<Found> found;
  const auto id = [&](TextRef text) { return std::string(state.texts.get(text)); };
  const auto take = [&](const auto& rows, auto&& of, auto&& to_found) {
    std::size_t taken = 0;
    for (std::size_t at = rows.size(); at-- > 0 && taken < most;) {
      const auto& row = of(rows[at]);
      if (row.seq >= before) continue;
      if (auto factor = to_found(row)) {
        found.push_back(*std::move(factor));
        ++taken;
      }
    }
  };
  const auto itself = [](const auto& row) -> const auto& {
    return row;
  };
  take(state.supplier_certificates, itself, [&](const SupplierCertificate& row) {
    return std::optional<Found>({row.seq, "supplier_certificate", id(row.id), row.factor,
                                 format_date(row.valid_from), format_date(row.valid_to)});
  });
  take(
      products.with_factor, [&](Index at) -> const Product& { return state.products[at]; },
      [&](const Product& row) {
        return std::optional<Found>({row.seq, "product", id(row.id)});
      });
  if (with_receipts) {
    take(state.receipts, itself, [&](const Receipt& row) -> std::optional<Found> {
      if (!row.has_factor || row.reversed) return std::nullopt;
      const std::string day = format_date(row.date);
      return Found{row.seq, "receipt", id(row.id), row.factor, day, day};
    });
  }
  std::sort(found.begin(), found.end(),
            [](const Found& a, const Found& b) { return a.seq > b.seq; });
  return found;
}

std::vector<Found> of_rulebook(const Rulebook& rules) {
  const Cell from = format_date(rules.first_day(0));
  return {{0, "default", "conventional", rules.conventional_default, from},
          {0, "default", "recycled", rules.recycled_default, from}};
}

bool has_text(const Row& row, const std::string& q) {
  return q.empty() || std::any_of(row.begin(), row.end(), [&](const auto& field) {
           return lower(field.second.text).find(q) != std::string::npos;
         });
}

Result<Row> row_of(const Ledger& ledger, const Found& found) {
  Row row{{"seq", Cell()}, {"kind", std::string(found.kind)}, {"id", found.id}};
  Cell at;
  Cell actor;
  Cell approver;
  Cell reason;
  EmissionFactor factor = found.factor;
  if (found.seq != 0) {
    const auto record = parsed_record(ledger, found.seq);
    if (!record) return tl::make_unexpected(record.error());
    const json::Value& event = *record->find("event");
    row.front().second = static_cast<std::int64_t>(found.seq);
    at = text_or_empty(*record, "at");
    actor = text_or_empty(*record, "actor");
    const std::string note = text_or_empty(event, "note");
    if (const auto said = approval_of_note(note))
      approver = said->by.empty() ? actor.text : said->by;
    reason = std::string(without_mark(note));
    if (const auto own = event.text_of("process_emissions"))
      factor = parse_emission_factor(*own).value_or(factor);
  }
  row.emplace_back("factor_kgco2e_per_kg", Figure{format_emission_factor(factor)});
  row.emplace_back("from", found.from);
  row.emplace_back("to", found.to);
  row.emplace_back("at", at);
  row.emplace_back("actor", actor);
  row.emplace_back("approved_by", approver);
  row.emplace_back("reason", reason);
  return row;
}

struct Asked {
  std::size_t before = 0;  // the seq that the page begins below
  std::size_t limit = 0;
  std::string q;
  bool with_receipts = false;
};

Result<ListPage> page_of(const Ledger& ledger, const Products& products, const Asked& asked) {
  constexpr std::size_t most_read = 10'000;  // records that a page looks at
  const std::size_t most = asked.q.empty() ? asked.limit + 1 : most_read;
  std::vector<Found> found =
      registered(ledger.state(), products, asked.before, most, asked.with_receipts);
  for (Found& each : of_rulebook(ledger.state().rulebook)) found.push_back(std::move(each));
  ListPage page;
  std::size_t looked_at = 0;
  for (const Found& each : found) {
    // Those of the rulebook stand together on the last page, also where they make it longer.
    const bool full = page.rows.size() >= asked.limit || looked_at >= most;
    if (full && each.seq != 0) {
      page.next = std::size_t{each.seq} + 1;
      break;
    }
    ++looked_at;
    auto row = row_of(ledger, each);
    if (!row) return tl::make_unexpected(row.error());
    if (has_text(*row, asked.q)) page.rows.push_back(*std::move(row));
  }
  return page;
}

Reply factors(const Site& site, const Call& call, Products& products) {
  if (const auto known = check_filters(call, "q"); !known)
    return problem_reply(call, known.error());
  const auto limit = limit_parameter(call);
  if (!limit) return problem_reply(call, limit.error());
  const auto before = cursor_parameter(call, SIZE_MAX);
  if (!before) return problem_reply(call, before.error());
  return site.desk.read_ledger([&](const Ledger& ledger) -> Reply {
    const std::lock_guard lock(products.mutex);
    if (const auto read = read_products(ledger, products); !read)
      return problem_reply(call, read.error());
    const auto page = page_of(
        ledger, products,
        {*before, *limit, lower(call.request.parameter("q")), call.may(Right::see_receipts)});
    return page ? page_reply(call, *page) : problem_reply(call, page.error());
  });
}

}  // namespace

void add_factors(Router& router, Site& site) {
  router.add({"GET", "/api/v1/factors", Right::see_masters, Place::worker,
              [&site, products = std::make_shared<Products>()](const Call& call) {
                return factors(site, call, *products);
              }});
}

}  // namespace tenbin::http
