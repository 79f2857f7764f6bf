#include "planner/plan_commands.hpp"

#include "codec/command_writer.hpp"
#include "engine/lookup.hpp"

namespace tenbin {
namespace {

constexpr std::size_t id_length_max = 180;  // an id has at most 200 bytes; room for ".2"

}  // namespace

std::string unused_allocation_id(const State& state, std::string_view prefix, Index index) {
  const Line& line = state.lines[index];
  const std::string_view shipment = state.texts.get(line.shipment);
  std::string id(prefix);
  id += '-';
  id += shipment;
  id += '-';
  id += std::to_string(line.number);
  if (id.size() > id_length_max) id = std::string(prefix) + "-#" + std::to_string(line.seq);
  const std::size_t size = id.size();
  for (int n = 2; find_allocation(state, id) != no_index; ++n) {
    id.resize(size);
    id += '.';
    id += std::to_string(n);
  }
  return id;
}

void append_plan_command(std::string& out, const State& state, const Plan& plan,
                         const PlannedAllocation& planned) {
  const Line& line = state.lines[planned.line];
  const std::string id = unused_allocation_id(
      state, "PLAN-" + format_date(state.rulebook.first_day(plan.period)), planned.line);
  Allocate command;
  command.allocation = {id};
  command.date = plan.date;
  command.shipment = {state.texts.get(line.shipment)};
  command.line = {line.number};
  command.share = planned.share;
  if (!planned.share) command.mass = planned.mass;
  append_content(out, Envelope{command, std::nullopt, {}, {}});
  out += '\n';
}

}  // namespace tenbin
