#include "engine/lookup.hpp"

namespace tenbin {
namespace {

template <class Entity, class IdOf>
Index find(const State& state, const IdTable& table, const std::vector<Entity>& entities,
           std::string_view id, IdOf id_of) {
  return table.find(hash_text(id),
                    [&](Index i) { return state.texts.get(id_of(entities[i])) == id; });
}

constexpr auto by_id = [](const auto& entity) { return entity.id; };
constexpr auto by_name = [](const Account& account) { return account.name; };
constexpr auto by_number = [](const Certificate& certificate) { return certificate.number; };
constexpr auto by_itself = [](TextRef ref) { return ref; };

std::uint32_t line_hash(std::string_view shipment, std::int32_t number) {
  return hash_text(shipment, static_cast<std::uint64_t>(number));
}

template <class Entity, class IdOf>
void enter(const State& state, IdTable& table, const std::vector<Entity>& entities, IdOf id_of,
           std::size_t index) {
  table.add(hash_text(state.texts.get(id_of(entities[index]))), static_cast<Index>(index));
}

template <class Entity, class IdOf>
void enter_last(const State& state, IdTable& table, const std::vector<Entity>& entities,
                IdOf id_of) {
  enter(state, table, entities, id_of, entities.size() - 1);
}

template <class Entity, class IdOf>
void enter_all(const State& state, IdTable& table, const std::vector<Entity>& entities,
               IdOf id_of) {
  table.reserve(entities.size());
  for (std::size_t i = 0; i < entities.size(); ++i) enter(state, table, entities, id_of, i);
}

void enter_line_at(State& state, std::size_t index) {
  const Line& line = state.lines[index];
  state.tables.lines.add(line_hash(state.texts.get(line.shipment), line.number),
                         static_cast<Index>(index));
}

}  // namespace

Index find_site(const State& s, std::string_view id) {
  return find(s, s.tables.sites, s.sites, id, by_id);
}
Index find_supplier(const State& s, std::string_view id) {
  return find(s, s.tables.suppliers, s.suppliers, id, by_id);
}
Index find_customer(const State& s, std::string_view id) {
  return find(s, s.tables.customers, s.customers, id, by_id);
}
Index find_product(const State& s, std::string_view id) {
  return find(s, s.tables.products, s.products, id, by_id);
}
Index find_supplier_certificate(const State& s, std::string_view id) {
  return find(s, s.tables.supplier_certificates, s.supplier_certificates, id, by_id);
}
Index find_receipt(const State& s, std::string_view id) {
  return find(s, s.tables.receipts, s.receipts, id, by_id);
}
Index find_charge(const State& s, std::string_view id) {
  return find(s, s.tables.charges, s.charges, id, by_id);
}
Index find_run(const State& s, std::string_view id) {
  return find(s, s.tables.runs, s.runs, id, by_id);
}
Index find_line(const State& s, std::string_view shipment, std::int32_t number) {
  return s.tables.lines.find(line_hash(shipment, number), [&](Index i) {
    return s.lines[i].number == number && s.texts.get(s.lines[i].shipment) == shipment;
  });
}
Index find_allocation(const State& s, std::string_view id) {
  return find(s, s.tables.allocations, s.allocations, id, by_id);
}
Index find_transfer(const State& s, std::string_view id) {
  return find(s, s.tables.transfers, s.transfers, id, by_itself);
}
Index find_adjustment(const State& s, std::string_view id) {
  return find(s, s.tables.adjustments, s.adjustments, id, by_itself);
}
Index find_account(const State& s, std::string_view name) {
  return find(s, s.tables.accounts, s.accounts, name, by_name);
}
Index find_certificate(const State& s, std::string_view number) {
  return find(s, s.tables.certificates, s.certificates, number, by_number);
}
Index find_command(const State& s, std::string_view id) {
  return find(s, s.tables.commands, s.commands, id, by_id);
}

bool has_live_allocation(const State& s, Index line) {
  for (Index i = s.lines[line].last_allocation; i != no_index; i = s.allocations[i].next_of_line) {
    if (!s.allocations[i].released) return true;
  }
  return false;
}

void enter_site(State& s) {
  enter_last(s, s.tables.sites, s.sites, by_id);
}
void enter_supplier(State& s) {
  enter_last(s, s.tables.suppliers, s.suppliers, by_id);
}
void enter_customer(State& s) {
  enter_last(s, s.tables.customers, s.customers, by_id);
}
void enter_product(State& s) {
  enter_last(s, s.tables.products, s.products, by_id);
}
void enter_supplier_certificate(State& s) {
  enter_last(s, s.tables.supplier_certificates, s.supplier_certificates, by_id);
}
void enter_receipt(State& s) {
  enter_last(s, s.tables.receipts, s.receipts, by_id);
}
void enter_charge(State& s) {
  enter_last(s, s.tables.charges, s.charges, by_id);
}
void enter_run(State& s) {
  enter_last(s, s.tables.runs, s.runs, by_id);
}
void enter_line(State& s) {
  enter_line_at(s, s.lines.size() - 1);
}
void enter_allocation(State& s) {
  enter_last(s, s.tables.allocations, s.allocations, by_id);
}
void enter_transfer(State& s) {
  enter_last(s, s.tables.transfers, s.transfers, by_itself);
}
void enter_adjustment(State& s) {
  enter_last(s, s.tables.adjustments, s.adjustments, by_itself);
}
void enter_account(State& s) {
  enter_last(s, s.tables.accounts, s.accounts, by_name);
}
void enter_certificate(State& s) {
  enter_last(s, s.tables.certificates, s.certificates, by_number);
}
void enter_command(State& s) {
  enter_last(s, s.tables.commands, s.commands, by_id);
}

void rebuild_tables(State& s) {
  s.tables = State::Tables{};
  enter_all(s, s.tables.sites, s.sites, by_id);
  enter_all(s, s.tables.suppliers, s.suppliers, by_id);
  enter_all(s, s.tables.customers, s.customers, by_id);
  enter_all(s, s.tables.products, s.products, by_id);
  enter_all(s, s.tables.supplier_certificates, s.supplier_certificates, by_id);
  enter_all(s, s.tables.receipts, s.receipts, by_id);
  enter_all(s, s.tables.charges, s.charges, by_id);
  enter_all(s, s.tables.runs, s.runs, by_id);
  s.tables.lines.reserve(s.lines.size());
  for (std::size_t i = 0; i < s.lines.size(); ++i) enter_line_at(s, i);
  enter_all(s, s.tables.allocations, s.allocations, by_id);
  enter_all(s, s.tables.transfers, s.transfers, by_itself);
  enter_all(s, s.tables.adjustments, s.adjustments, by_itself);
  enter_all(s, s.tables.accounts, s.accounts, by_name);
  enter_all(s, s.tables.certificates, s.certificates, by_number);
  enter_all(s, s.tables.commands, s.commands, by_id);
}

}  // namespace tenbin
