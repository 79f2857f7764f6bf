#include "report/footprint_report.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "codec/json_writer.hpp"
#include "engine/balance.hpp"
#include "engine/floor.hpp"
#include "report/vintage_use.hpp"
#include "units/decimal.hpp"

namespace tenbin {
namespace {

mpz_class integer(Int128 value) {
  const bool negative = value < 0;
  const UInt128 magnitude = negative ? -static_cast<UInt128>(value) : static_cast<UInt128>(value);
  mpz_class result(static_cast<unsigned long>(magnitude >> 64));
  result <<= 64;
  result += static_cast<unsigned long>(magnitude);
  if (negative) result = -result;
  return result;
}

Exact exact(Int128 value) {
  return Exact(integer(value));
}
Exact exact(Mass mass) {
  return exact(Int128{mass.grams()});
}

std::optional<Exact> ratio(const Exact& numerator, const Exact& denominator) {
  if (denominator <= 0) return std::nullopt;
  return Exact(numerator / denominator);
}

Mass entitlement_of(const State& state, Index account, std::int32_t period) {
  return entitlement_to(state, account, period, end_of_period);
}

// What the account's credits of the period carry: G_R, or with `worst` the highest factor × R.
Exact credit_emissions(const State& state, Index account, std::int32_t period) {
  const AccountPeriod& figures = account_period(state, account, period);
  if (state.rulebook.mixed_emissions == MixedEmissions::weighted ||
      figures.mass_by_factor_g.empty())
    return exact(figures.backed_emissions);
  return exact(Int128{figures.mass_by_factor_g.rbegin()->first} * figures.backed.total());
}

// q of an account's vintage.
std::optional<Exact> credit_intensity(const State& state, Index account, std::int32_t period) {
  return ratio(credit_emissions(state, account, period),
               exact(entitlement_of(state, account, period)));
}

// r of a period of a site.
std::optional<Exact> residual_intensity(const State& state, Index site, std::int32_t period) {
  const SitePeriod& figures = site_period(state, site, period);
  Exact output = exact(Int128{figures.output.total()});
  for (const Index account : state.sites[site].accounts)
    output -= exact(entitlement_of(state, account, period));
  return ratio(exact(figures.other_emissions), output);
}

// Intensities and vintage uses are asked for again and again by the lines of a period: kept once
// made.
class Lookups {
 public:
  explicit Lookups(const State& state) : state_(state) {}

  const std::optional<Exact>& intensity(Index account, std::int32_t vintage) {
    const auto [at, is_new] = intensities_.try_emplace({account, vintage});
    if (is_new) at->second = credit_intensity(state_, account, vintage);
    return at->second;
  }
  const VintageUse& use(Index account, std::int32_t period) {
    const auto at = uses_.find({account, period});
    if (at != uses_.end()) return at->second;
    return uses_.emplace(std::pair(account, period), VintageUse(state_, account, period))
        .first->second;
  }

 private:
  const State& state_;
  std::map<std::pair<Index, std::int32_t>, std::optional<Exact>> intensities_;
  std::map<std::pair<Index, std::int32_t>, VintageUse> uses_;
};

std::vector<Index> live_allocations(const State& state, const Line& line) {
  std::vector<Index> live;
  for (Index a = line.last_allocation; a != no_index; a = state.allocations[a].next_of_line) {
    if (!state.allocations[a].released) live.push_back(a);
  }
  return live;
}

// Calls visit(account, period, piece) for each vintage that the live allocations draw on.
template <class Visit>
void each_piece(const State& state, Lookups& lookups, const std::vector<Index>& allocations,
                Visit&& visit) {
  for (const Index index : allocations) {
    const Allocation& allocation = state.allocations[index];
    const std::int32_t period = state.rulebook.period_of(allocation.date);
    for (Index i = allocation.first_part; i < allocation.first_part + allocation.part_count; ++i) {
      const Index account = state.parts[i].account;
      for (const VintagePiece& piece : lookups.use(account, period).pieces_of(i))
        visit(account, period, piece);
    }
  }
}

// Σ c_v × q_v over the allocations, debt and unknown intensities at r.
Exact allocated_emissions(const State& state, Lookups& lookups,
                          const std::vector<Index>& allocations, const Exact& residual) {
  Exact sum;
  each_piece(state, lookups, allocations,
             [&](Index account, std::int32_t, const VintagePiece& piece) {
               const std::optional<Exact>& known =
                   piece.vintage ? lookups.intensity(account, *piece.vintage) : std::nullopt;
               sum += exact(piece.mass) * known.value_or(residual);
             });
  return sum;
}

// The share that every line of the period carries under rolling_average, once the period is closed.
std::optional<Share> rolling_share(const State& state, Index site, std::int32_t period) {
  const SitePeriod& figures = site_period(state, site, period);
  if (!figures.closing) return std::nullopt;
  Mass backed;
  for (const Index account : state.sites[site].accounts)
    backed += Mass::of_grams(account_period(state, account, period).backed.total());
  return share_of(backed, Mass::of_grams(figures.input.total()));
}

LineFootprint line_footprint(const State& state, Lookups& lookups, Index index,
                             const Footprint& period, std::optional<Share> rolling) {
  const Line& line = state.lines[index];
  LineFootprint row;
  row.line = index;
  row.shipment = state.texts.get(line.shipment);
  row.number = line.number;
  row.mass = line.mass;
  const bool is_rolling = state.rulebook.method == Method::rolling_average;
  if (!is_rolling) {
    row.allocated = line.allocated;
    row.share = share_of(line.allocated, line.mass);
  } else if (rolling) {
    row.allocated = part_of(line.mass, *rolling);
    row.share = rolling;
  }
  if (!period.residual_intensity) return row;
  const Exact& residual = *period.residual_intensity;
  row.without_allocation = Exact(exact(line.mass) * residual);
  // Under rolling_average there is no entitlement, so no credit intensity either: its c counts at
  // r.
  row.with_allocation =
      is_rolling
          ? *row.without_allocation
          : Exact(allocated_emissions(state, lookups, live_allocations(state, line), residual) +
                  exact(line.mass - line.allocated) * residual);
  return row;
}

LineFootprint covered_line(const State& state, Lookups& lookups, Index index,
                           const std::vector<Index>& allocations) {
  const Line& line = state.lines[index];
  LineFootprint row;
  row.line = index;
  row.shipment = state.texts.get(line.shipment);
  row.number = line.number;
  row.mass = line.mass;
  Mass allocated;
  for (const Index each : allocations) allocated += state.allocations[each].mass;
  row.allocated = allocated;
  row.share = share_of(allocated, line.mass);
  const auto residual = residual_intensity(state, line.site, state.rulebook.period_of(line.date));
  if (!residual) return row;
  row.without_allocation = Exact(exact(line.mass) * *residual);
  row.with_allocation = Exact(allocated_emissions(state, lookups, allocations, *residual) +
                              exact(line.mass - allocated) * *residual);
  return row;
}

std::optional<Exact> unallocated_effect(const State& state, Lookups& lookups, Index site,
                                        std::int32_t period, const std::optional<Exact>& residual) {
  if (!residual) return std::nullopt;
  Exact sum;
  for (const Index account : state.sites[site].accounts) {
    const std::optional<Exact>& intensity = lookups.intensity(account, period);
    if (!intensity) continue;
    const Mass left =
        entitlement_of(state, account, period) - lookups.use(account, period).from_own();
    sum += exact(left) * (*residual - *intensity);
  }
  return sum;
}

Exact physical_emissions(const State& state, Index site, std::int32_t period) {
  Exact sum = exact(site_period(state, site, period).other_emissions);
  for (const Index account : state.sites[site].accounts)
    sum += exact(account_period(state, account, period).backed_emissions);
  return sum;
}

// What the accounts of a site can give on a day, taken bit by bit.
class Supply {
 public:
  Supply(const State& state, Lookups& lookups, Index site, Date date) : lookups_(lookups) {
    const std::int32_t period = state.rulebook.period_of(date);
    const std::int32_t day = day_in_period(state.rulebook, date, period);
    for (const Index account : state.sites[site].accounts)
      sources_.push_back(
          {account, Mass(),
           drawable_without_overdraft(state, account, period, day, Mass::of_grams(mass_limit_g))});
  }
  // Emissions of the mass that is taken; debt counts at `residual`.
  Exact take(Mass mass, std::int32_t period, const Exact& residual) {
    Exact sum;
    for (Source& source : sources_) {
      const Mass part = std::min(mass, source.left);
      if (part == Mass()) continue;
      for (const VintagePiece& piece :
           lookups_.use(source.account, period).pieces_of_next(source.taken, part)) {
        const std::optional<Exact>& known =
            piece.vintage ? lookups_.intensity(source.account, *piece.vintage) : std::nullopt;
        sum += exact(piece.mass) * known.value_or(residual);
      }
      source.taken += part;
      source.left -= part;
      mass -= part;
    }
    return sum + exact(mass) * residual;
  }

 private:
  struct Source {
    Index account;
    Mass taken;
    Mass left;
  };
  Lookups& lookups_;
  std::vector<Source> sources_;
};

mpz_class ceiling(const Exact& value) {
  mpz_class result;
  mpz_cdiv_q(result.get_mpz_t(), value.get_num_mpz_t(), value.get_den_mpz_t());
  return result;
}

// value / 10^places of an integer of any size.
std::string format_scaled(const mpz_class& value, std::size_t places) {
  std::string digits = mpz_class(abs(value)).get_str();
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  digits.insert(digits.size() - places, 1, '.');
  return value < 0 ? "-" + digits : digits;
}

void write_optional(json::Writer& writer, std::string_view key,
                    const std::optional<std::string>& text) {
  writer.key(key);
  text ? writer.string(*text) : writer.null();
}

template <class T>
std::optional<std::string> formatted(const std::optional<T>& value,
                                     std::string (*format)(const Exact&)) {
  if (!value) return std::nullopt;
  return format(*value);
}

void write_line(json::Writer& writer, const LineFootprint& row) {
  writer.begin_object();
  write_optional(writer, "allocated_kg",
                 row.allocated ? std::optional(format_kg(*row.allocated)) : std::nullopt);
  writer.key("line")
      .integer(row.number)
      .key("mass_kg")
      .string(format_kg(row.mass))
      .key("share_ppm");
  row.share ? writer.integer(row.share->ppm()) : writer.null();
  writer.key("shipment").string(row.shipment);
  write_optional(writer, "with_allocation_kgco2e",
                 formatted(row.with_allocation, format_emissions_kg));
  write_optional(writer, "without_allocation_kgco2e",
                 formatted(row.without_allocation, format_emissions_kg));
  writer.end_object();
}

}  // namespace

Footprint footprint_report(const State& state, Index site, std::int32_t period) {
  const SitePeriod& figures = site_period(state, site, period);
  Lookups lookups(state);
  Footprint report;
  report.site = state.texts.get(state.sites[site].id);
  report.period = state.rulebook.first_day(period);
  report.physical = physical_emissions(state, site, period);
  Intensities known = intensities(state, site, period);
  report.credit_intensity = std::move(known.credit);
  report.residual_intensity = std::move(known.residual);
  report.average_intensity = std::move(known.average);
  report.unallocated_effect =
      unallocated_effect(state, lookups, site, period, report.residual_intensity);
  const auto rolling = state.rulebook.method == Method::rolling_average
                           ? rolling_share(state, site, period)
                           : std::nullopt;
  for (const Index line : figures.lines) {
    if (state.lines[line].reversed) continue;
    report.lines.push_back(line_footprint(state, lookups, line, report, rolling));
  }
  std::sort(report.lines.begin(), report.lines.end(),
            [](const LineFootprint& a, const LineFootprint& b) {
              return std::pair(std::string_view(a.shipment), a.number) <
                     std::pair(std::string_view(b.shipment), b.number);
            });
  return report;
}

Intensities intensities(const State& state, Index site, std::int32_t period) {
  Exact credits;
  Mass entitled;
  for (const Index account : state.sites[site].accounts) {
    const Mass entitlement = entitlement_of(state, account, period);
    if (entitlement > Mass()) credits += credit_emissions(state, account, period);
    entitled += entitlement;
  }
  const Exact output = exact(Int128{site_period(state, site, period).output.total()});
  return {ratio(credits, exact(entitled)), residual_intensity(state, site, period),
          ratio(physical_emissions(state, site, period), output), credits,
          exact(site_period(state, site, period).other_emissions)};
}

std::vector<LineFootprint> footprints_with(const State& state, Index site, Date date,
                                           const std::vector<MoreAllocated>& more) {
  const std::int32_t period = state.rulebook.period_of(date);
  Lookups lookups(state);
  Supply supply(state, lookups, site, date);
  std::vector<LineFootprint> rows;
  for (const MoreAllocated& each : more) {
    const Line& line = state.lines[each.line];
    const auto residual = residual_intensity(state, site, state.rulebook.period_of(line.date));
    LineFootprint row = covered_line(state, lookups, each.line, live_allocations(state, line));
    row.allocated = *row.allocated + each.mass;
    row.share = share_of(*row.allocated, line.mass);
    const Exact taken = supply.take(each.mass, period, residual.value_or(Exact()));
    if (row.with_allocation) *row.with_allocation += taken - exact(each.mass) * *residual;
    rows.push_back(std::move(row));
  }
  return rows;
}

CoveredLines covered_lines(const State& state, const std::vector<Index>& allocations) {
  std::vector<Index> order;
  std::unordered_map<Index, std::vector<Index>> by_line;
  for (const Index index : allocations) {
    TENBIN_CHECK(!state.allocations[index].released);
    const Index line = state.allocations[index].line;
    auto& of_line = by_line[line];
    if (of_line.empty()) order.push_back(line);
    of_line.push_back(index);
  }
  Lookups lookups(state);
  CoveredLines covered;
  for (const Index line : order)
    covered.lines.push_back(covered_line(state, lookups, line, by_line[line]));
  each_piece(state, lookups, allocations,
             [&](Index account, std::int32_t period, const VintagePiece& piece) {
               if (!piece.vintage) return;
               covered.vintages.emplace(account, *piece.vintage);
               if (*piece.vintage < period) covered.carried_over[*piece.vintage] += piece.mass;
             });
  return covered;
}

std::string format_emissions_kg(const Exact& emissions) {
  return format_scaled(ceiling(emissions / 1'000'000), 3);
}

std::string format_intensity(const Exact& intensity) {
  return format_scaled(ceiling(intensity), 6);
}

std::string footprint_json(const Footprint& footprint) {
  std::string out;
  json::Writer writer(out);
  writer.begin_object();
  write_optional(writer, "average_intensity_kgco2e_per_kg",
                 formatted(footprint.average_intensity, format_intensity));
  write_optional(writer, "credit_intensity_kgco2e_per_kg",
                 formatted(footprint.credit_intensity, format_intensity));
  writer.key("lines").begin_array();
  for (const LineFootprint& line : footprint.lines) write_line(writer, line);
  writer.end_array().key("period").string(format_date(footprint.period));
  writer.key("physical_kgco2e").string(format_emissions_kg(footprint.physical));
  write_optional(writer, "residual_intensity_kgco2e_per_kg",
                 formatted(footprint.residual_intensity, format_intensity));
  writer.key("schema").string("tenbin/footprint/1").key("site").string(footprint.site);
  write_optional(writer, "unallocated_effect_kgco2e",
                 formatted(footprint.unallocated_effect, format_emissions_kg));
  writer.end_object();
  return out;
}

}  // namespace tenbin
