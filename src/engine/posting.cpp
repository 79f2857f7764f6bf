#include "engine/posting.hpp"

#include <algorithm>

namespace tenbin {

tl::unexpected<Problem> duplicate(std::string_view kind, std::string_view id) {
  return problem(Code::id_duplicate, {{"kind", std::string(kind)}, {"id", std::string(id)}});
}

tl::unexpected<Problem> unknown(std::string_view kind, std::string_view id) {
  return problem(Code::reference_unknown, {{"kind", std::string(kind)}, {"id", std::string(id)}});
}

tl::unexpected<Problem> unknown_line(std::string_view shipment, std::int32_t number) {
  return problem(
      Code::reference_unknown,
      {{"kind", "shipment"}, {"id", std::string(shipment)}, {"line", std::to_string(number)}});
}

Result<void> check_no_repeats(const IdList& ids) {
  IdList sorted = ids;
  std::sort(sorted.begin(), sorted.end());
  const auto twice = std::adjacent_find(sorted.begin(), sorted.end());
  if (twice == sorted.end()) return {};
  return problem(
      Code::input_invalid,
      {{"field", "allocations"}, {"problem", "repeated"}, {"value", std::string(*twice)}});
}

Result<void> room_for(const State& state, Mass mass) {
  if (mass.grams() <= mass_limit_g - state.mass_posted_g) return {};
  return problem(Code::input_invalid, {{"field", "mass"}, {"problem", "mass.range"}});
}

void note_mass(State& state, Mass mass) {
  state.mass_posted_g += mass.grams();
}

Result<std::int32_t> posting_period(const State& state, Index site, Date date) {
  const Rulebook& rulebook = state.rulebook;
  if (date < rulebook.starts) {
    return problem(Code::period_unknown,
                   {{"date", format_date(date)}, {"starts", format_date(rulebook.starts)}});
  }
  const std::int32_t period = rulebook.period_of(date);
  if (period < state.sites[site].open_period) {
    return problem(Code::period_closed,
                   {{"date", format_date(date)},
                    {"period", format_date(rulebook.first_day(period))},
                    {"site", std::string(state.texts.get(state.sites[site].id))}});
  }
  return period;
}

std::string characteristic_of(const State& state, Index supplier_certificate) {
  const SupplierCertificate& paper = state.supplier_certificates[supplier_certificate];
  switch (state.rulebook.account_by) {
    case AccountBy::metal_class:
      return "renewable";
    case AccountBy::power_source:
      return "renewable/" + std::string(name_of(paper.power_source));
    case AccountBy::supplier_certificate:
      return "renewable/" + std::string(state.texts.get(paper.id));
  }
  TENBIN_CHECK(false);
}

std::string account_name(const State& state, Index site, std::string_view characteristic) {
  std::string name(state.texts.get(state.sites[site].id));
  name += '/';
  name += characteristic;
  return name;
}

Index ensure_account(State& state, Index site, std::string_view name, std::int32_t period) {
  Index index = find_account(state, name);
  if (index == no_index) {
    index = static_cast<Index>(state.accounts.size());
    Account account;
    account.name = state.texts.add(name);
    account.site = site;
    account.first_period = period;
    state.accounts.push_back(std::move(account));
    enter_account(state);
    auto& order = state.sites[site].accounts;
    order.insert(std::lower_bound(order.begin(), order.end(), name,
                                  [&](Index a, std::string_view b) {
                                    return state.texts.get(state.accounts[a].name) < b;
                                  }),
                 index);
  }
  open_account_period(state, index, period);
  return index;
}

Mass backed_part(const State& state, const Receipt& receipt, Mass mass) {
  if (receipt.supplier_certificate == no_index || receipt.material == Material::internal_scrap)
    return Mass();
  return part_of(mass, state.supplier_certificates[receipt.supplier_certificate].renewable_share);
}

Index account_of(const State& state, const Receipt& receipt) {
  if (receipt.supplier_certificate == no_index || receipt.material == Material::internal_scrap)
    return no_index;
  return find_account(state, account_name(state, receipt.site,
                                          characteristic_of(state, receipt.supplier_certificate)));
}

namespace {

// Adds mass × factor and the factor itself to the account's period.
void count_backed(AccountPeriod& period, std::int32_t day, std::int64_t mass_g,
                  EmissionFactor factor) {
  period.backed.add(day, mass_g);
  period.backed_emissions += emissions_of(Mass::of_grams(mass_g), factor);
  auto& with_factor = period.mass_by_factor_g[factor.grams_per_tonne()];
  with_factor += mass_g;
  if (with_factor == 0) period.mass_by_factor_g.erase(factor.grams_per_tonne());
}

EmissionFactor factor_without_backing(const Rulebook& rulebook, const Receipt& receipt) {
  if (receipt.metal_class == MetalClass::renewable) return rulebook.conventional_default;
  if (receipt.has_factor) return receipt.factor;
  return receipt.metal_class == MetalClass::recycled ? rulebook.recycled_default
                                                     : rulebook.conventional_default;
}

}  // namespace

void count_input(State& state, const InputPart& part, Count count) {
  const Receipt& receipt = state.receipts[part.receipt];
  SitePeriod& site = open_site_period(state, receipt.site, part.period);
  if (receipt.material == Material::internal_scrap) return;
  const std::int64_t sign = static_cast<std::int64_t>(count);
  site.input.add(part.day, sign * part.mass.grams());
  const Mass backed = backed_part(state, receipt, part.mass);
  const EmissionFactor rest_factor = factor_without_backing(state.rulebook, receipt);
  if (receipt.supplier_certificate != no_index) {
    const Index account = account_of(state, receipt);
    TENBIN_CHECK(account != no_index);
    count_backed(open_account_period(state, account, part.period), part.day, sign * backed.grams(),
                 state.supplier_certificates[receipt.supplier_certificate].factor);
  } else if (receipt.metal_class == MetalClass::renewable) {
    site.unbacked.add(part.day, sign * part.mass.grams());
  }
  site.other_emissions += Int128{sign} * emissions_of(part.mass - backed, rest_factor);
}

}  // namespace tenbin
