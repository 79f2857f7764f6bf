#include "engine/allocate.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "engine/floor.hpp"
#include "engine/posting.hpp"
#include "engine/refusals.hpp"

namespace tenbin {
namespace {

Result<void> check_form(const Allocate& command) {
  if (command.share.has_value() == command.mass.has_value())
    return problem(Code::input_invalid, {{"field", "share"}, {"problem", "share_or_mass"}});
  if (command.share && command.share->ppm() == 0)
    return problem(Code::input_invalid, {{"field", "share"}, {"problem", "zero"}});
  return {};
}

// An account need not be known to be named, but it must be one that the rulebook could make at the
// site.
bool could_be_account(const State& state, Index site, std::string_view name) {
  const std::string prefix = account_name(state, site, "renewable");
  if (!name.starts_with(prefix)) return false;
  const std::string_view rest = name.substr(prefix.size());
  if (state.rulebook.account_by == AccountBy::metal_class) return rest.empty();
  if (!rest.starts_with('/')) return false;
  if (state.rulebook.account_by == AccountBy::supplier_certificate)
    return find_supplier_certificate(state, rest.substr(1)) != no_index;
  const auto source = value_named<PowerSource>(rest.substr(1));
  return source && is_renewable(*source);
}

Result<void> check_share(const State& state, const Allocate& command, const Line& line, Mass mass) {
  const Rulebook& rulebook = state.rulebook;
  const bool whole = command.share ? *command.share == Share::whole() : mass == line.mass;
  const bool on_step = !command.share || command.share->ppm() % rulebook.share_step_ppm == 0;
  if ((!rulebook.partial_share && !whole) || !on_step) {
    return problem(
        Code::share_not_allowed,
        {{"share_percent",
          format_percent(command.share ? *command.share : share_of(mass, line.mass))},
         {"step_percent", format_percent(Share::of_ppm(
                              rulebook.partial_share ? rulebook.share_step_ppm : 1'000'000))}});
  }
  const Mass free = line.mass - line.allocated;
  if (mass > free) {
    return problem(Code::share_exceeds_product, {{"shipment", std::string(command.shipment.text)},
                                                 {"line", std::to_string(command.line.value)},
                                                 {"have_kg", format_kg(free)},
                                                 {"want_kg", format_kg(mass)}});
  }
  return {};
}

// balance.insufficient with the largest share of the line that would fit, where the rulebook allows
// a part and some of it would.
tl::unexpected<Problem> does_not_fit(const State& state, Mass line, Mass have, Mass want) {
  auto refusal = balance_insufficient(have, want);
  const std::int32_t ppm = share_of(have, line).ppm();
  const Share fits = Share::of_ppm(ppm - ppm % state.rulebook.share_step_ppm);
  const std::int32_t least_shown_ppm = 1'000;  // 0.1 %
  if (state.rulebook.partial_share && fits.ppm() >= least_shown_ppm)
    refusal.value().facts.push_back({"fits_percent", format_percent_short(fits)});
  return refusal;
}

Result<void> take_from_named(const State& state, std::string_view name, std::int32_t day,
                             AllocationMade& event) {
  const Index account = find_account(state, name);
  const Mass have =
      account == no_index
          ? drawable_of_unknown(state, state.lines[event.line].site, event.period, day, event.mass)
          : drawable(state, account, event.period, day, event.mass, Draw::allocation);
  if (have < event.mass) return does_not_fit(state, state.lines[event.line].mass, have, event.mass);
  event.takings.push_back({account, event.mass});
  return {};
}

Result<void> take_from_all(const State& state, std::int32_t day, AllocationMade& event) {
  Mass taken;
  for (const Index account : state.sites[state.lines[event.line].site].accounts) {
    const Mass part =
        drawable(state, account, event.period, day, event.mass - taken, Draw::allocation);
    if (part > Mass() || event.mass == Mass()) event.takings.push_back({account, part});
    taken += part;
    if (taken == event.mass) return {};
  }
  return does_not_fit(state, state.lines[event.line].mass, taken, event.mass);
}

}  // namespace

Result<AllocationMade> decide(const State& state, const Allocate& command) {
  TENBIN_TRY(check_form(command));
  if (find_allocation(state, command.allocation.text) != no_index)
    return duplicate("allocation", command.allocation.text);
  const Index index = find_line(state, command.shipment.text, command.line.value);
  if (index == no_index || state.lines[index].reversed)
    return unknown_line(command.shipment.text, command.line.value);
  const Line& line = state.lines[index];
  if (command.account && !could_be_account(state, line.site, command.account->text))
    return unknown("account", command.account->text);
  if (state.rulebook.method == Method::rolling_average)
    return problem(Code::method_no_free_allocation);
  const auto period = posting_period(state, line.site, command.date);
  if (!period) return tl::make_unexpected(period.error());
  if (command.date < line.date) {
    return problem(Code::date_before_shipment, {{"shipment", std::string(command.shipment.text)},
                                                {"date", format_date(command.date)},
                                                {"shipment_date", format_date(line.date)}});
  }
  if (!state.products[line.product].allocatable) {
    return problem(Code::product_not_allocatable,
                   {{"product", std::string(state.texts.get(state.products[line.product].id))}});
  }
  AllocationMade event{&command,
                       index,
                       *period,
                       command.mass ? *command.mass : part_of(line.mass, *command.share),
                       {}};
  TENBIN_TRY(check_share(state, command, line, event.mass));
  const std::int32_t day = day_in_period(state.rulebook, command.date, *period);
  TENBIN_TRY(command.account ? take_from_named(state, command.account->text, day, event)
                             : take_from_all(state, day, event));
  return event;
}

void apply(State& state, const AllocationMade& event, std::uint32_t seq) {
  const Allocate& command = *event.command;
  const Index index = static_cast<Index>(state.allocations.size());
  Line& line = state.lines[event.line];
  Allocation allocation;
  allocation.id = state.texts.add(command.allocation.text);
  allocation.seq = seq;
  allocation.date = command.date;
  allocation.line = event.line;
  allocation.next_of_line = line.last_allocation;
  allocation.first_part = static_cast<Index>(state.parts.size());
  allocation.part_count = static_cast<std::uint32_t>(event.takings.size());
  allocation.mass = event.mass;
  line.last_allocation = index;
  line.allocated += event.mass;
  state.allocations.push_back(allocation);
  enter_allocation(state);
  state.allocations_by_customer[line.customer][line.date.days()].push_back(index);

  open_site_period(state, line.site, event.period);
  const std::int32_t day = day_in_period(state.rulebook, command.date, event.period);
  for (const AllocationMade::Taking& taking : event.takings) {
    Index account = taking.account;
    if (account == no_index) {
      TENBIN_CHECK(command.account.has_value());
      account = ensure_account(state, line.site, command.account->text, event.period);
    }
    AccountPeriod& period = open_account_period(state, account, event.period);
    period.allocated.add(day, taking.mass.grams());
    period.parts.push_back(static_cast<Index>(state.parts.size()));
    state.parts.push_back({index, account, taking.mass});
  }
}

}  // namespace tenbin
