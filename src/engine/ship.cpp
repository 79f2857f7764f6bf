#include "engine/ship.hpp"

#include "engine/posting.hpp"

namespace tenbin {

Result<LineShipped> decide(const State& state, const Ship& command) {
  TENBIN_TRY(room_for(state, command.mass));
  if (find_line(state, command.shipment.text, command.line.value) != no_index) {
    return problem(Code::id_duplicate, {{"kind", "shipment"},
                                        {"id", std::string(command.shipment.text)},
                                        {"line", std::to_string(command.line.value)}});
  }
  const Index site = find_site(state, command.site.text);
  if (site == no_index) return unknown("site", command.site.text);
  const Index customer = find_customer(state, command.customer.text);
  if (customer == no_index) return unknown("customer", command.customer.text);
  const Index product = find_product(state, command.product.text);
  if (product == no_index) return unknown("product", command.product.text);
  const auto period = posting_period(state, site, command.date);
  if (!period) return tl::make_unexpected(period.error());
  return LineShipped{&command, site, customer, product, *period};
}

namespace {

// Lines of one shipment mostly follow each other and share its text.
TextRef shipment_text(State& state, std::string_view shipment) {
  if (!state.lines.empty() && state.texts.get(state.lines.back().shipment) == shipment)
    return state.lines.back().shipment;
  return state.texts.add(shipment);
}

}  // namespace

void apply(State& state, const LineShipped& event, std::uint32_t seq) {
  const Ship& command = *event.command;
  const Index index = static_cast<Index>(state.lines.size());
  Line line;
  line.shipment = shipment_text(state, command.shipment.text);
  line.number = command.line.value;
  line.seq = seq;
  line.date = command.date;
  line.site = event.site;
  line.customer = event.customer;
  line.product = event.product;
  line.mass = command.mass;
  state.lines.push_back(line);
  enter_line(state);
  state.entries[seq - 1] = {EntryKind::line, index};
  note_mass(state, command.mass);
  open_site_period(state, event.site, event.period).lines.push_back(index);
}

}  // namespace tenbin
