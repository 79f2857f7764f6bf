#include "planner/plan_commands.hpp"

#include "codec/command_writer.hpp"
#include "engine/lookup.hpp"

namespace tenbin {
namespace {

constexpr std::size_t id_length_max = 180;  // an id has at most 200 bytes; room for ".2"
constexpr std::size_t usual_command_bytes = 160;

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

std::string plan_commands(const State& state, const Plan& plan) {
  const std::string prefix = "PLAN-" + format_date(state.rulebook.first_day(plan.period));
  std::string out;
  out.reserve(plan.allocations.size() * usual_command_bytes);
  Envelope envelope{Allocate{}, std::nullopt, {}, {}};
  auto& command = std::get<Allocate>(envelope.command);
  command.date = plan.date;
  Index line_before = no_index;
  std::size_t part = 0;
  for (const PlannedAllocation& planned : plan.allocations) {
    const Line& line = state.lines[planned.line];
    part = planned.line == line_before ? part + 1 : 1;
    line_before = planned.line;
    std::string id = unused_allocation_id(state, prefix, planned.line);
    // Of a line that several accounts give: no id without a "/" ends so.
    if (part > 1) id += "/" + std::to_string(part);
    while (part > 1 && find_allocation(state, id) != no_index) id += '\'';
    command.allocation = {id};
    command.shipment = {state.texts.get(line.shipment)};
    command.line = {line.number};
    command.share = planned.share;
    command.mass = planned.share ? std::nullopt : std::optional(planned.mass);
    command.account.reset();
    if (planned.account != no_index)
      command.account = Id{state.texts.get(state.accounts[planned.account].name)};
    append_content(out, envelope);
    out += '\n';
  }
  return out;
}

}  // namespace tenbin
