#include "exchange/export.hpp"

#include "engine/certificates.hpp"
#include "engine/lookup.hpp"
#include "exchange/export_table.hpp"
#include "report/balance_report.hpp"

namespace tenbin::exchange {
namespace {

using table::OutCell;
using table::OutColumn;
using table::OutKind;

struct Heading {
  std::string_view key;
  OutKind kind = OutKind::text;
};

// The lists to look at.
struct View {
  std::string_view name;
  std::vector<Heading> columns;
  bool dated;
};

const std::vector<View>& views() {
  using enum OutKind;
  static const std::vector<View> all = {
      {"balance",
       {{"site"},
        {"period", date},
        {"to", date},
        {"status"},
        {"account"},
        {"opening_kg", number},
        {"renewable_input_kg", number},
        {"entitlement_kg", number},
        {"allocated_kg", number},
        {"transferred_kg", number},
        {"adjusted_kg", number},
        {"expired_kg", number},
        {"balance_kg", number},
        {"certified_kg", number}},
       true},
      {"allocations",
       {{"allocation"},
        {"date", date},
        {"site"},
        {"shipment"},
        {"line", number},
        {"customer"},
        {"product"},
        {"line_kg", number},
        {"allocated_kg", number},
        {"share_pct", number},
        {"accounts"},
        {"certificate"},
        {"status"}},
       true},
      {"certificates",
       {{"certificate"},
        {"revision", number},
        {"date", date},
        {"customer"},
        {"language"},
        {"status"},
        {"allocated_kg", number},
        {"allocations"}},
       false},
  };
  return all;
}

OutCell text(std::string_view text) {
  return {OutKind::text, std::string(text)};
}
OutCell day(Date date) {
  return {OutKind::date, format_date(date)};
}
OutCell kg(Mass mass) {
  return {OutKind::number, format_kg(mass)};
}
OutCell count(std::int64_t number) {
  return {OutKind::number, std::to_string(number)};
}

std::string joined(std::string list, std::string_view next) {
  return list.empty() ? std::string(next) : list + ", " + std::string(next);
}

class Exporter {
 public:
  Exporter(const Ledger& ledger, const ExportQuery& query, const Catalogue& say, const RowOut& out)
      : ledger_(ledger), state_(ledger.state()), query_(query), say_(say), out_(out) {
    if (query.site) site_ = find_site(state_, *query.site);
  }

  Result<std::size_t> run() {
    if (const auto kind = parse_kind(query_.list)) {
      TENBIN_TRY(table_rows(*kind));
    } else if (query_.list == "balance") {
      balance();
    } else if (query_.list == "allocations") {
      allocations();
    } else {
      TENBIN_CHECK(query_.list == "certificates");
      certificates();
    }
    return count_;
  }

 private:
  void add(const std::vector<OutCell>& cells) {
    out_(cells);
    ++count_;
  }
  std::string_view name(TextRef ref) const { return state_.texts.get(ref); }
  OutCell status(std::string_view key) const {
    return text(say_("export.status." + std::string(key)));
  }

  bool is_wanted(Index site, Date date) const {
    if (query_.site && site != site_) return false;
    if (!query_.period) return true;
    return state_.rulebook.first_day(state_.rulebook.period_of(date)) == *query_.period;
  }

  Result<void> record_row(Kind kind, std::uint64_t seq) {
    const auto record = ledger_.record(seq);
    if (!record) return tl::make_unexpected(record.error());
    const auto cells = cells_of(info(kind), *record);
    if (!cells)
      return problem(Code::book_corrupt, {{"seq", std::to_string(seq)}, {"place", "record"}});
    add(*cells);
    return {};
  }

  Result<void> postings(Kind kind, const auto& entries) {
    for (const auto& entry : entries) {
      if (entry.reversed || !is_wanted(entry.site, entry.date)) continue;
      TENBIN_TRY(record_row(kind, entry.seq));
    }
    return {};
  }

  Result<void> master_data(Kind kind, const auto& entities) {
    for (const auto& entity : entities) TENBIN_TRY(record_row(kind, entity.seq));
    return {};
  }

  Result<void> table_rows(Kind kind) {
    switch (kind) {
      case Kind::receipts:
        return postings(kind, state_.receipts);
      case Kind::production:
        return postings(kind, state_.runs);
      case Kind::shipments:
        return postings(kind, state_.lines);
      case Kind::customers:
        return master_data(kind, state_.customers);
      case Kind::products:
        return master_data(kind, state_.products);
      case Kind::supplier_certificates:
        return master_data(kind, state_.supplier_certificates);
    }
    TENBIN_CHECK(false);
  }

  void balance() {
    BalanceQuery query;
    query.period = query_.period;
    if (query_.site) query.site = *query_.site;
    for (const PeriodBalance& period : balance_report(state_, query)) {
      for (const AccountBalance& account : period.accounts) {
        add({text(period.site), day(period.from), day(period.to),
             status(period.closed ? "closed" : "open"), text(account.account), kg(account.opening),
             kg(account.renewable_input), kg(account.entitlement), kg(account.allocated),
             kg(account.transferred), kg(account.adjusted), kg(account.expired),
             kg(account.balance), kg(account.certified)});
      }
    }
  }

  void allocations() {
    for (const Allocation& allocation : state_.allocations) {
      const Line& line = state_.lines[allocation.line];
      if (!is_wanted(line.site, allocation.date)) continue;
      std::string accounts;
      for (Index i = 0; i < allocation.part_count; ++i)
        accounts = joined(
            accounts, name(state_.accounts[state_.parts[allocation.first_part + i].account].name));
      const bool certified = allocation.certificate != no_index;
      add({text(name(allocation.id)),
           day(allocation.date),
           text(name(state_.sites[line.site].id)),
           text(name(line.shipment)),
           count(line.number),
           text(name(state_.customers[line.customer].id)),
           text(name(state_.products[line.product].id)),
           kg(line.mass),
           kg(allocation.mass),
           {OutKind::number, format_percent(share_of(allocation.mass, line.mass))},
           text(accounts),
           text(certified ? name(state_.certificates[allocation.certificate].number) : ""),
           status(allocation.released ? "released" : "live")});
    }
  }

  void certificates() {
    for (const Certificate& certificate : state_.certificates) {
      std::string covered;
      for (const Index allocation : certificate.allocations)
        covered = joined(covered, name(state_.allocations[allocation].id));
      add({text(name(certificate.number)), count(certificate.revision), day(certificate.date),
           text(name(state_.customers[certificate.customer].id)),
           text(certificate.language == Language::ja ? "ja" : "en"),
           status(certificate.revoked ? "revoked" : "live"),
           kg(mass_of(state_, certificate.allocations)), text(covered)});
    }
  }

  const Ledger& ledger_;
  const State& state_;
  const ExportQuery& query_;
  const Catalogue& say_;
  const RowOut& out_;
  Index site_ = no_index;
  std::size_t count_ = 0;
};

}  // namespace

std::vector<std::string> export_lists() {
  std::vector<std::string> names;
  for (const KindInfo& kind : all_kinds()) names.emplace_back(kind.name);
  for (const View& view : views()) names.emplace_back(view.name);
  return names;
}

bool is_dated(std::string_view list) {
  for (const View& view : views())
    if (view.name == list) return view.dated;
  return list == "receipts" || list == "production" || list == "shipments";
}

std::vector<OutColumn> export_columns(std::string_view list, const Catalogue& text) {
  if (const auto kind = parse_kind(list)) return template_columns(info(*kind), text);
  std::vector<OutColumn> columns;
  for (const View& view : views()) {
    if (view.name != list) continue;
    for (const Heading& heading : view.columns) {
      OutColumn column;
      column.heading = text("export.head." + std::string(heading.key));
      column.key = heading.key;
      column.kind = heading.kind;
      columns.push_back(std::move(column));
    }
  }
  TENBIN_CHECK(!columns.empty());
  return columns;
}

Result<std::size_t> export_rows(const Ledger& ledger, const ExportQuery& query,
                                const Catalogue& text, const RowOut& out) {
  return Exporter(ledger, query, text, out).run();
}

}  // namespace tenbin::exchange
