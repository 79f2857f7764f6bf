#include "engine/release.hpp"

#include "engine/posting.hpp"

namespace tenbin {

Result<AllocationReleased> decide(const State& state, const Release& command) {
  const Index index = find_allocation(state, command.allocation.text);
  if (index == no_index || state.allocations[index].released)
    return unknown("allocation", command.allocation.text);
  const Allocation& allocation = state.allocations[index];
  if (allocation.certificate != no_index) {
    const Certificate& certificate = state.certificates[allocation.certificate];
    return problem(Code::allocation_certified,
                   {{"allocation", std::string(command.allocation.text)},
                    {"certificate", std::string(state.texts.get(certificate.number))}});
  }
  const auto period = posting_period(state, state.lines[allocation.line].site, allocation.date);
  if (!period) return tl::make_unexpected(period.error());
  return AllocationReleased{index, *period};
}

void apply(State& state, const AllocationReleased& event, std::uint32_t) {
  Allocation& allocation = state.allocations[event.allocation];
  allocation.released = true;
  state.lines[allocation.line].allocated -= allocation.mass;
  const std::int32_t day = day_in_period(state.rulebook, allocation.date, event.period);
  for (Index i = allocation.first_part; i < allocation.first_part + allocation.part_count; ++i) {
    const Part& part = state.parts[i];
    open_account_period(state, part.account, event.period).allocated.add(day, -part.mass.grams());
  }
}

}  // namespace tenbin
