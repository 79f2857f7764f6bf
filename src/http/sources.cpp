#include "http/sources.hpp"

#include <map>

#include "credential/web.hpp"
#include "engine/balance.hpp"
#include "engine/posting.hpp"
#include "http/lists.hpp"
#include "tlog/sha256.hpp"

namespace tenbin::http {
namespace {

using office::Right;

constexpr std::size_t most_rows = 20;
constexpr std::int64_t most_files = 20;

std::string text(const State& state, TextRef ref) {
  return std::string(state.texts.get(ref));
}

// The newest of them of which `row_of` makes a row.
template <class Entry, class RowOf>
Sources newest(const std::vector<Entry>& entries, RowOf&& row_of) {
  Sources found;
  for (std::size_t at = entries.size(); at-- > 0;) {
    std::optional<SourceRow> row = row_of(entries[at]);
    if (!row) continue;
    if (found.rows.size() == most_rows) {
      found.more = true;
      break;
    }
    found.rows.push_back(*std::move(row));
  }
  return found;
}

struct Scope {
  const State& state;
  SitePeriodChosen chosen;
  Index account = no_index;

  bool has(Index site, Date date) const {
    return site == chosen.site && state.rulebook.period_of(date) == chosen.period;
  }
};

// What of that much metal of a receipt counts.
Mass counted(const Scope& scope, Source source, const Receipt& receipt, Mass mass) {
  const Mass backed = backed_part(scope.state, receipt, mass);
  if (receipt.material == Material::internal_scrap) return Mass();
  if (source == Source::other_input) return mass - backed;
  if (source == Source::unbacked_input) {
    const bool lacks =
        receipt.metal_class == MetalClass::renewable && receipt.supplier_certificate == no_index;
    return lacks ? mass : Mass();
  }
  if (source == Source::input) return mass;
  const bool is_asked =
      scope.account == no_index || account_of(scope.state, receipt) == scope.account;
  return is_asked ? backed : Mass();
}

// A receipt, or what was charged of it.
template <class Entry>
std::optional<SourceRow> input_row(const Scope& scope, Source source, const Entry& entry,
                                   const Receipt& receipt) {
  if (entry.reversed || !scope.has(receipt.site, entry.date)) return std::nullopt;
  const Mass mass = counted(scope, source, receipt, entry.mass);
  if (mass == Mass()) return std::nullopt;
  SourceRow row{text(scope.state, entry.id), entry.seq, entry.date, mass};
  if (receipt.supplier_certificate != no_index)
    row.supplier_certificate =
        text(scope.state, scope.state.supplier_certificates[receipt.supplier_certificate].id);
  return row;
}

Sources inputs(const Scope& scope, Source source) {
  const State& state = scope.state;
  if (state.rulebook.input_event == InputEvent::receipt)
    return newest(state.receipts,
                  [&](const Receipt& each) { return input_row(scope, source, each, each); });
  return newest(state.charges, [&](const ChargeEntry& each) {
    return input_row(scope, source, each, state.receipts[each.receipt]);
  });
}

Sources runs(const Scope& scope) {
  return newest(scope.state.runs, [&](const Run& each) -> std::optional<SourceRow> {
    if (each.reversed || !scope.has(each.site, each.date) ||
        !scope.state.products[each.product].allocatable)
      return std::nullopt;
    return SourceRow{text(scope.state, each.id), each.seq, each.date, each.output};
  });
}

Sources allocations(const Scope& scope, bool certified) {
  const State& state = scope.state;
  return newest(state.allocations, [&](const Allocation& each) -> std::optional<SourceRow> {
    if (each.released || !scope.has(state.lines[each.line].site, each.date) ||
        (certified && each.certificate == no_index))
      return std::nullopt;
    Mass mass;
    for (Index at = each.first_part; at < each.first_part + each.part_count; ++at)
      if (scope.account == no_index || state.parts[at].account == scope.account)
        mass += state.parts[at].mass;
    if (mass == Mass()) return std::nullopt;
    SourceRow row{text(state, each.id), each.seq, each.date, mass};
    if (each.certificate != no_index)
      row.certificate = text(state, state.certificates[each.certificate].number);
    return row;
  });
}

// The close of a period with what it carried on, or let expire.
Sources close_of(const Scope& scope, std::int32_t period, Source source) {
  if (period < 0) return {};
  const State& state = scope.state;
  const std::optional<Closing>& closing = site_period(state, scope.chosen.site, period).closing;
  if (!closing) return {};
  SourceRow row{format_date(state.rulebook.first_day(period)), closing->seq, closing->date, Mass()};
  for (const Index account : state.sites[scope.chosen.site].accounts) {
    if (scope.account != no_index && account != scope.account) continue;
    const AccountPeriod& figures = account_period(state, account, period);
    if (source == Source::closing)
      row.mass += figures.expired;
    else if (figures.carried)
      row.mass += figures.carried->total();
  }
  return {{row}, false};
}

// The files that suppliers handed in, by the certificate that they were registered as.
class Files {
 public:
  explicit Files(office::Office& office) : office_(office) {}

  Result<std::vector<Paper>> of(const std::string& certificate) {
    if (const auto known = known_.find(certificate); known != known_.end()) return known->second;
    office::UploadFilter filter;
    filter.certificate = certificate;
    const auto page = office_.uploads({most_files, std::nullopt}, filter);
    if (!page) return tl::make_unexpected(page.error());
    std::vector<Paper>& papers = known_[certificate];
    for (const office::Upload& each : page->items)
      papers.push_back({"file", each.file, "/api/v1/uploads/" + std::to_string(each.id) + "/file"});
    return papers;
  }

 private:
  office::Office& office_;
  std::map<std::string, std::vector<Paper>> known_;
};

Result<void> read_record(const Ledger& ledger, SourceRow& row) {
  const auto line = ledger.record(row.seq);
  if (!line) return tl::make_unexpected(line.error());
  const auto record = parsed_record(ledger, row.seq);
  if (!record) return tl::make_unexpected(record.error());
  row.at = record->text_of("at").value_or("");
  row.actor = record->text_of("actor").value_or("");
  row.approved_by = approver_of(*record);
  row.hash = to_hex(tlog::leaf_hash(*line));
  const auto note = record->find("event")->text_of("delivery_note");
  if (note && !note->empty()) row.papers.push_back({"delivery_note", std::string(*note), {}});
  return {};
}

Result<void> add_papers(SourceRow& row, std::string_view where, Files& files) {
  if (!row.supplier_certificate.empty()) {
    row.papers.push_back(
        {"supplier_certificate", row.supplier_certificate, "/procurement" + std::string(where)});
    const auto handed_in = files.of(row.supplier_certificate);
    if (!handed_in) return tl::make_unexpected(handed_in.error());
    row.papers.insert(row.papers.end(), handed_in->begin(), handed_in->end());
  }
  if (!row.certificate.empty()) {
    const std::string number = credential::percent_encode(row.certificate);
    row.papers.push_back({"certificate", row.certificate, "/certificates/" + number});
    row.papers.push_back(
        {"file", row.certificate + ".pdf", "/api/v1/certificates/" + number + "/pdf"});
  }
  return {};
}

void write_row(json::Writer& json, const SourceRow& row) {
  const auto text_if = [&](std::string_view key, const std::string& value) {
    json.key(key);
    value.empty() ? json.null() : json.string(value);
  };
  json.begin_object();
  text_if("actor", row.actor);
  text_if("approved_by", row.approved_by);
  text_if("at", row.at);
  json.key("date").string(format_date(row.date));
  text_if("hash", row.hash);
  json.key("mass_kg").string(format_kg(row.mass)).key("name").string(row.name);
  json.key("papers").begin_array();
  for (const Paper& each : row.papers) {
    json.begin_object();
    text_if("href", each.href);
    json.key("kind").string(each.kind).key("name").string(each.name).end_object();
  }
  json.end_array().key("seq");
  row.seq == 0 ? json.null() : json.integer(row.seq);
  json.end_object();
}

}  // namespace

bool may_see(const Call& call, const State& state, Source source) {
  switch (source) {
    case Source::none:
      return false;
    case Source::input:
    case Source::backed_input:
    case Source::unbacked_input:
    case Source::other_input:
      return call.may(Right::see_receipts) &&
             (state.rulebook.input_event == InputEvent::receipt || call.may(Right::see_production));
    case Source::output:
      return call.may(Right::see_production);
    case Source::allocations:
    case Source::certified:
      return call.may(Right::see_certificates);
    case Source::carried:
    case Source::closing:
      return true;
    case Source::holds:
      return call.may(Right::reserve);
  }
  return false;
}

Sources sources_of(const State& state, const SitePeriodChosen& chosen, Index account,
                   Source source) {
  const Scope scope{state, chosen, account};
  switch (source) {
    case Source::input:
    case Source::backed_input:
    case Source::unbacked_input:
    case Source::other_input:
      return inputs(scope, source);
    case Source::output:
      return runs(scope);
    case Source::allocations:
    case Source::certified:
      return allocations(scope, source == Source::certified);
    case Source::carried:
      return close_of(scope, chosen.period - 1, source);
    case Source::closing:
      return close_of(scope, chosen.period, source);
    case Source::none:
    case Source::holds:
      break;
  }
  return {};
}

Sources sources_of(const Call& call, const Holds& holds) {
  const std::string_view owner = owner_for(call);
  Sources found = newest(holds, [&](const office::Reservation& each) -> std::optional<SourceRow> {
    if (!owner.empty() && each.made_by != owner) return std::nullopt;
    SourceRow row{std::to_string(each.id) + " " + each.about.customer, 0, day_in_japan(each.made),
                  each.about.mass};
    row.at = format_instant(each.made);
    row.actor = each.made_by;
    return row;
  });
  return found;
}

Result<void> complete(const Site& site, std::string_view where, std::vector<Sources>& all) {
  const auto read = site.desk.read_ledger([&](const Ledger& ledger) -> Result<void> {
    for (Sources& each : all)
      for (SourceRow& row : each.rows)
        if (row.seq > 0) TENBIN_TRY(read_record(ledger, row));
    return {};
  });
  if (!read) return tl::make_unexpected(read.error());
  Files files(site.office);
  for (Sources& each : all)
    for (SourceRow& row : each.rows) TENBIN_TRY(add_papers(row, where, files));
  return {};
}

void write_sources(json::Writer& json, const Sources& sources) {
  json.begin_array();
  for (const SourceRow& row : sources.rows) write_row(json, row);
  json.end_array();
}

}  // namespace tenbin::http
