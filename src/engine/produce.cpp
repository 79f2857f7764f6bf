#include "engine/produce.hpp"

#include "engine/posting.hpp"

namespace tenbin {

Result<RunRecorded> decide(const State& state, const Produce& command) {
  TENBIN_TRY(room_for(state, command.output));
  if (find_run(state, command.run.text) != no_index) return duplicate("run", command.run.text);
  const Index site = find_site(state, command.site.text);
  if (site == no_index) return unknown("site", command.site.text);
  const Index product = find_product(state, command.product.text);
  if (product == no_index) return unknown("product", command.product.text);
  const auto period = posting_period(state, site, command.date);
  if (!period) return tl::make_unexpected(period.error());
  return RunRecorded{&command, site, product, *period};
}

void apply(State& state, const RunRecorded& event, std::uint32_t seq) {
  const Produce& command = *event.command;
  const Index index = static_cast<Index>(state.runs.size());
  Run run;
  run.id = state.texts.add(command.run.text);
  run.seq = seq;
  run.date = command.date;
  run.site = event.site;
  run.product = event.product;
  run.output = command.output;
  state.runs.push_back(run);
  enter_run(state);
  state.entries[seq - 1] = {EntryKind::run, index};
  note_mass(state, command.output);
  SitePeriod& period = open_site_period(state, event.site, event.period);
  if (state.products[event.product].allocatable) {
    period.output.add(day_in_period(state.rulebook, command.date, event.period),
                      command.output.grams());
  }
}

}  // namespace tenbin
