#include "footprint.hpp"

#include <algorithm>

#include "report.hpp"

namespace tenbin_model {
namespace {

/// An intensity in g CO2e per g, none where its denominator is zero or less.
using Intensity = std::optional<mpq_class>;

Intensity quotient(const mpq_class& above, const mpq_class& below) {
  if (below <= 0) return std::nullopt;
  return mpq_class(above / below);
}

/// Emissions of `mass` grams at `factor` g per tonne, in g.
mpq_class emissions(std::int64_t mass, std::int64_t factor) {
  mpq_class result(big(mass) * big(factor), 1000000);
  result.canonicalize();
  return result;
}

struct Account {
  mpq_class emissions;  // G_R
  std::int64_t input = 0, entitlement = 0, from_own = 0;
  std::optional<std::int64_t> highest;  // factor, of metal that is input
  Intensity credit;                     // q
};

/// What section 7 needs of one period of a site.
struct Figures {
  std::map<std::string, Account> accounts;
  mpq_class backed, other;  // the sum of G_R, and G_C
  std::int64_t output = 0, total_input = 0, input = 0, entitlement = 0;
  Intensity residual;  // r
};

Account account_figures(const Book& book, const std::string& site, const std::string& name,
                        std::int64_t period, const std::vector<Input>& inputs) {
  const AccountPeriod history = account_history(book, site, name, period + 1, {}).back();
  Account account;
  account.input = history.input;
  account.entitlement = history.entitlement;
  for (const Use& use : history.uses) {
    if (use.vintage == period) account.from_own += use.mass;
  }
  for (const Input& input : inputs) {
    if (input.account != name || book.rules.period_of(input.date) != period) continue;
    account.emissions += emissions(input.backed, input.backed_factor);
    if (input.backed == 0) continue;
    account.highest = std::max(account.highest.value_or(input.backed_factor), input.backed_factor);
  }
  const mpq_class value =
      book.rules.worst ? emissions(account.input, account.highest.value_or(0)) : account.emissions;
  account.credit = quotient(value, big(account.entitlement));
  return account;
}

Figures figures_of(const Book& book, const std::string& site, std::int64_t period) {
  Figures figures;
  const SitePeriod sums = site_history(book, site, period + 1, {}).back();
  figures.output = sums.output;
  figures.total_input = sums.total_input;
  const std::vector<Input> inputs = inputs_of(book, site);
  for (const Input& input : inputs) {
    if (book.rules.period_of(input.date) != period) continue;
    figures.backed += emissions(input.backed, input.backed_factor);
    figures.other += emissions(input.rest, input.rest_factor);
  }
  for (const auto& [name, first] : book.accounts(site)) {
    const Account account = account_figures(book, site, name, period, inputs);
    figures.input += account.input;
    figures.entitlement += account.entitlement;
    figures.accounts[name] = account;
  }
  figures.residual = quotient(figures.other, big(figures.output) - big(figures.entitlement));
  return figures;
}

/// Σ (E − A) × (r − q); an account whose q is null counts at r, and so adds nothing.
mpq_class unallocated_effect(const Figures& figures) {
  mpq_class sum;
  for (const auto& [name, account] : figures.accounts) {
    if (!account.credit) continue;
    sum += mpq_class(big(account.entitlement - account.from_own)) *
           (*figures.residual - *account.credit);
  }
  return sum;
}

Intensity credit_intensity(const Figures& figures) {
  mpq_class sum;
  for (const auto& [name, account] : figures.accounts) {
    if (account.credit) sum += mpq_class(big(account.entitlement)) * *account.credit;
  }
  return quotient(sum, big(figures.entitlement));
}

/// Emissions of the mass that live allocations put on the line, each part at the intensity of the
/// period whose credits it uses; debt, and credits without an intensity, at `r`.
mpq_class allocated_emissions(const Book& book, const Line& line, const mpq_class& r) {
  mpq_class sum;
  for (const Allocation& allocation : book.allocations) {
    if (allocation.released || allocation.shipment != line.shipment) continue;
    if (allocation.line != line.line) continue;
    const std::int64_t period = book.rules.period_of(allocation.date);
    for (const Draw& draw : allocation.draws) {
      const auto history = account_history(book, line.site, draw.account, period + 1, {});
      for (const Use& use : history.back().uses) {
        if (use.allocation != allocation.id) continue;
        Intensity q;
        if (use.vintage >= 0) {
          q = figures_of(book, line.site, use.vintage).accounts.at(draw.account).credit;
        }
        sum += mpq_class(big(use.mass)) * q.value_or(r);
      }
    }
  }
  return sum;
}

Json print_emissions(const std::optional<mpq_class>& grams) {
  if (!grams) return nullptr;
  return format_thousandths(ceiling_of(*grams));
}

Json print_intensity(const Intensity& intensity) {
  if (!intensity) return nullptr;
  return format_millionths(ceiling_of(*intensity * 1000000));
}

/// Parts per million of a line that are renewable; none while rolling_average does not know it.
std::optional<std::int64_t> rolling_share(const Book& book, const Line& line,
                                          const Figures& figures) {
  if (!is_closed(book, line.site, book.rules.period_of(line.date), {})) return std::nullopt;
  if (figures.total_input == 0) return 0;
  return floor_product(figures.input, 1000000, figures.total_input);
}

Json line_row(const Book& book, const Line& line, const Figures& figures) {
  const std::int64_t allocated = book.allocated_on(line);
  Json allocated_kg = kg(allocated);
  Json share_ppm = floor_product(allocated, 1000000, line.mass);
  const Intensity& r = figures.residual;
  std::optional<mpq_class> with, without;
  if (r) without = mpq_class(mpq_class(big(line.mass)) * *r);
  if (book.rules.method == "rolling_average") {
    const auto share = rolling_share(book, line, figures);
    share_ppm = share ? Json(*share) : Json();
    allocated_kg = share ? Json(kg(floor_product(line.mass, *share, 1000000))) : Json();
    with = without;  // no account has an entitlement, so every q is null and counts at r
  } else if (r) {
    with =
        mpq_class(allocated_emissions(book, line, *r) + mpq_class(big(line.mass - allocated)) * *r);
  }
  return {{"shipment", line.shipment},
          {"line", line.line},
          {"mass_kg", kg(line.mass)},
          {"allocated_kg", allocated_kg},
          {"share_ppm", share_ppm},
          {"with_allocation_kgco2e", print_emissions(with)},
          {"without_allocation_kgco2e", print_emissions(without)}};
}

}  // namespace

Json report_footprint(const Book& book, const std::string& site, std::int64_t first_day) {
  if (!book.sites.contains(site)) throw Refusal{"reference.unknown"};
  const std::int64_t period = book.rules.period_of(first_day);
  if (period < 0 || book.rules.period_start(period) != first_day) throw Refusal{"period.unknown"};
  const Figures figures = figures_of(book, site, period);
  std::vector<Line> lines;
  for (const Line& line : book.lines) {
    if (line.reversed || line.site != site || book.rules.period_of(line.date) != period) continue;
    lines.push_back(line);
  }
  std::sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
    return std::pair(a.shipment, a.line) < std::pair(b.shipment, b.line);
  });
  Json rows = Json::array();
  for (const Line& line : lines) rows.push_back(line_row(book, line, figures));
  const mpq_class physical = figures.backed + figures.other;
  std::optional<mpq_class> effect;
  if (figures.residual) effect = unallocated_effect(figures);
  return {
      {"schema", "tenbin/footprint/1"},
      {"site", site},
      {"period", format_date(first_day)},
      {"physical_kgco2e", print_emissions(physical)},
      {"credit_intensity_kgco2e_per_kg", print_intensity(credit_intensity(figures))},
      {"residual_intensity_kgco2e_per_kg", print_intensity(figures.residual)},
      {"average_intensity_kgco2e_per_kg", print_intensity(quotient(physical, big(figures.output)))},
      {"unallocated_effect_kgco2e", print_emissions(effect)},
      {"lines", rows}};
}

}  // namespace tenbin_model
