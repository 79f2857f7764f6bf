#include "service/certify.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/check.hpp"
#include "credential/web.hpp"
#include "engine/balance.hpp"
#include "report/footprint_report.hpp"
#include "service/approval_note.hpp"
#include "service/certificate_records.hpp"
#include "service/certify_evidence.hpp"
#include "units/decimal.hpp"

namespace tenbin {
namespace {

certificate::Text text_of(std::string_view ja, std::string_view en, std::string_view id) {
  certificate::Text text{std::string(ja), std::string(en)};
  if (text.empty()) text = {std::string(id), std::string(id)};
  return text;
}

certificate::Emissions printed(const std::optional<Exact>& emissions) {
  if (!emissions) return std::nullopt;
  return format_emissions_kg(*emissions);
}

struct ProductTexts {
  certificate::Text name;
  std::string alloy;
  std::string temper;
  std::string standard;
};

// Fills one certificate.
class Filler {
 public:
  Filler(const Ledger& ledger, const Certificate& issued)
      : ledger_(ledger), state_(ledger.state()), records_(ledger), issued_(issued) {}

  Result<CertificateContent> fill(std::optional<Language> language) {
    content_.number = state_.texts.get(issued_.number);
    content_.revision = static_cast<std::uint32_t>(issued_.revision);
    content_.issued_on = issued_.date;
    TENBIN_TRY(fill_language(language));
    TENBIN_TRY(fill_lines());
    TENBIN_TRY(fill_parties());
    TENBIN_TRY(fill_evidence());
    TENBIN_TRY(fill_approval());
    fill_rules();
    return std::move(content_);
  }

 private:
  Result<void> fill_language(std::optional<Language> language);
  Result<void> fill_lines();
  Result<void> fill_line(const LineFootprint& row);
  Result<const ProductTexts*> product(Index index);
  Result<void> fill_parties();
  Result<void> fill_evidence();
  Result<void> fill_approval();
  void fill_rules();
  void fill_use();
  certificate::Period days_of(std::int32_t period) const {
    return {state_.rulebook.first_day(period), state_.rulebook.last_day(period)};
  }

  const Ledger& ledger_;
  const State& state_;
  Records records_;
  const Certificate& issued_;
  CertificateContent content_;
  std::map<Index, ProductTexts> products_;
  Stated stated_;
  std::map<std::int32_t, Mass> carried_over_;
};

// The state keeps English only where the command asked for it; Japanese may be either asked for or
// left open.
Result<void> Filler::fill_language(std::optional<Language> language) {
  if (!language && issued_.language == Language::en) language = Language::en;
  if (!language) {
    const auto record = records_.read(issued_.seq);
    if (!record) return tl::make_unexpected(record.error());
    if (const auto* command = std::get_if<IssueCertificate>(&record->event.command))
      language = command->language;
  }
  if (!language) {
    TENBIN_TRY(records_.with<AddCustomer>(
        state_.customers[issued_.customer].seq,
        [&](const AddCustomer& customer) { language = customer.language; }));
  }
  content_.language = *language;
  return {};
}

Result<void> Filler::fill_lines() {
  CoveredLines covered = covered_lines(state_, issued_.allocations);
  stated_ = stated_by(state_, issued_.allocations, std::move(covered.vintages));
  carried_over_ = std::move(covered.carried_over);
  std::sort(covered.lines.begin(), covered.lines.end(), [&](const auto& a, const auto& b) {
    return std::tuple(state_.lines[a.line].date, std::string_view(a.shipment), a.number) <
           std::tuple(state_.lines[b.line].date, std::string_view(b.shipment), b.number);
  });
  for (const LineFootprint& row : covered.lines) TENBIN_TRY(fill_line(row));
  content_.totals = certificate::totals_of(content_.lines);
  return {};
}

// The accounts are added in fill_line from all allocations of the certificate on this line.
Result<void> Filler::fill_line(const LineFootprint& row) {
  const Line& shipped = state_.lines[row.line];
  const auto texts = product(shipped.product);
  if (!texts) return tl::make_unexpected(texts.error());
  certificate::Line line;
  line.shipment = row.shipment;
  line.line = row.number;
  line.date = shipped.date;
  line.product = state_.texts.get(state_.products[shipped.product].id);
  line.name = (*texts)->name;
  line.alloy = (*texts)->alloy;
  line.temper = (*texts)->temper;
  line.standard = (*texts)->standard;
  TENBIN_TRY(records_.with<Ship>(shipped.seq, [&](const Ship& ship) { line.order = ship.order; }));
  line.mass = row.mass;
  TENBIN_CHECK(row.share.has_value() && row.allocated.has_value());  // never rolling_average
  line.share = *row.share;
  line.allocated = *row.allocated;
  std::map<std::string_view, Mass> drawn;
  for (Index a = shipped.last_allocation; a != no_index; a = state_.allocations[a].next_of_line) {
    const Allocation& each = state_.allocations[a];
    if (each.certificate == no_index || &state_.certificates[each.certificate] != &issued_)
      continue;
    for (Index i = each.first_part; i < each.first_part + each.part_count; ++i)
      drawn[state_.texts.get(state_.accounts[state_.parts[i].account].name)] +=
          state_.parts[i].mass;
  }
  for (const auto& [account, mass] : drawn) {
    if (mass > Mass()) line.accounts.push_back({std::string(account), mass});
  }
  line.with_allocation = printed(row.with_allocation);
  line.without_allocation = printed(row.without_allocation);
  content_.lines.push_back(std::move(line));
  return {};
}

Result<const ProductTexts*> Filler::product(Index index) {
  const auto [at, is_new] = products_.try_emplace(index);
  if (!is_new) return &at->second;
  ProductTexts& texts = at->second;
  TENBIN_TRY(records_.with<AddProduct>(state_.products[index].seq, [&](const AddProduct& from) {
    texts.name = text_of(from.name_ja, from.name_en, from.product.text);
    texts.alloy = from.alloy;
    texts.temper = from.temper;
    texts.standard = from.standard;
  }));
  return &texts;
}

// The book names no issuer apart from its sites: the name is the site's, the site its code. Several
// sites stand one after another.
Result<void> Filler::fill_parties() {
  certificate::Issuer& issuer = content_.issuer;
  for (const Index index : stated_.sites) {
    TENBIN_TRY(records_.with<AddSite>(state_.sites[index].seq, [&](const AddSite& site) {
      const certificate::Text name = text_of(site.name_ja, site.name_en, site.site.text);
      const bool first = issuer.name.empty();
      issuer.name.ja += (first ? "" : "、") + name.in(Language::ja);
      issuer.name.en += (first ? "" : ", ") + name.in(Language::en);
      issuer.site.ja += (first ? "" : "、") + std::string(site.site.text);
      issuer.site.en += (first ? "" : ", ") + std::string(site.site.text);
    }));
  }
  certificate::Recipient& recipient = content_.recipient;
  TENBIN_TRY(records_.with<AddCustomer>(
      state_.customers[issued_.customer].seq, [&](const AddCustomer& customer) {
        recipient.name = text_of(customer.name_ja, customer.name_en, customer.customer.text);
      }));
  std::set<std::string> orders;
  for (const certificate::Line& line : content_.lines) {
    if (!line.order.empty()) orders.insert(line.order);
  }
  recipient.orders.assign(orders.begin(), orders.end());
  return {};
}

Result<void> Filler::fill_evidence() {
  for (const std::int32_t period : stated_.periods) {
    content_.balances.push_back(balance_of_sites(state_, stated_.sites, period));
    content_.periods.push_back(content_.balances.back().period);
  }
  auto sources = sources_of(state_, records_, stated_.vintages);
  if (!sources) return tl::make_unexpected(sources.error());
  content_.sources = std::move(*sources);
  auto verification = verification_of(ledger_, stated_);
  if (!verification) return tl::make_unexpected(verification.error());
  content_.verification = std::move(*verification);
  return {};
}

// As the record of this revision says.
Result<void> Filler::fill_approval() {
  return look_at_record(ledger_, issued_.seq, [&](const Record& record) {
    const auto said = approval_of_note(record.event.note);
    if (said) content_.approval = said->how;
  });
}

// What of the rulebook's permissions these allocations used.
void Filler::fill_use() {
  certificate::RulebookNote& note = content_.rulebook;
  for (const auto& [vintage, mass] : carried_over_)
    note.carried_over.push_back({days_of(vintage), mass});
  note.carry_over_used = !note.carried_over.empty();
  for (const auto& [account, vintage] : stated_.vintages) {
    const Mass net = transferred_in(state_, account, vintage);
    if (net > Mass())
      note.transferred_in.push_back(
          {std::string(state_.texts.get(state_.accounts[account].name)), days_of(vintage), net});
  }
}

void Filler::fill_rules() {
  const Rulebook& rules = state_.rulebook;
  content_.rulebook.id = rules.id;
  content_.rulebook.title = {rules.title_ja, rules.title_en};
  switch (rules.method) {
    case Method::input_share:
      content_.rulebook.method = certificate::Method::input_share;
      break;
    case Method::conversion_factor: {
      content_.rulebook.method = certificate::Method::conversion_factor;
      int places = 0;
      for (std::int64_t unit = 1; unit < rules.factor_denominator; unit *= 10) ++places;
      content_.rulebook.conversion_factor = format_decimal(rules.factor_numerator, places);
      break;
    }
    case Method::rolling_average:
      content_.rulebook.method = certificate::Method::rolling_average;
      break;
  }
  content_.rulebook.period_months = rules.period_months;
  content_.rulebook.carry_over_periods = rules.carry_over_periods;
  content_.rulebook.cross_site_transfer = rules.cross_site_transfer;
  content_.rulebook.verification_by_period = rules.verification == Verification::period;
  fill_use();
  content_.conditions.default_conventional = rules.conventional_default;
  content_.conditions.default_recycled = rules.recycled_default;
  content_.conditions.mixed_emissions = rules.mixed_emissions == MixedEmissions::weighted
                                            ? certificate::MixedEmissions::weighted
                                            : certificate::MixedEmissions::worst;
}

}  // namespace

Result<CertificateContent> certificate_content(const Ledger& ledger, Index index,
                                               std::optional<Language> language) {
  const Certificate& issued = ledger.state().certificates[index];
  if (issued.revoked) {
    return problem(Code::certificate_not_live,
                   {{"certificate", std::string(ledger.state().texts.get(issued.number))}});
  }
  return Filler(ledger, issued).fill(language);
}

Result<std::string> web_of_book(const store::Book& book) {
  auto web = book.meta("web");
  if (web || web.error().code != Code::reference_unknown) return web;
  return std::string(credential::no_web);  // older books
}

Result<credential::Envelope> envelope_of_book(const store::Book& book) {
  const auto origin = book.meta("origin");
  if (!origin) return tl::make_unexpected(origin.error());
  auto web = web_of_book(book);
  if (!web) return tl::make_unexpected(web.error());
  return credential::Envelope{*std::move(web), *origin, std::nullopt};
}

tlog::KeyPair certificate_key(const tlog::KeyPair& log_key) {
  return tlog::derive(log_key, "tenbin certificate key v1");
}

Result<Language> language_of_customer(const Ledger& ledger, Index customer) {
  Records records(ledger);
  Language language = Language::ja;
  TENBIN_TRY(records.with<AddCustomer>(ledger.state().customers[customer].seq,
                                       [&](const AddCustomer& c) { language = c.language; }));
  return language;
}

}  // namespace tenbin
