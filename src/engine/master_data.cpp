#include "engine/master_data.hpp"

#include "engine/posting.hpp"

namespace tenbin {

Result<SiteAdded> decide(const State& state, const AddSite& command) {
  if (find_site(state, command.site.text) != no_index) return duplicate("site", command.site.text);
  return SiteAdded{&command};
}

Result<SupplierAdded> decide(const State& state, const AddSupplier& command) {
  if (find_supplier(state, command.supplier.text) != no_index)
    return duplicate("supplier", command.supplier.text);
  return SupplierAdded{&command};
}

Result<CustomerAdded> decide(const State& state, const AddCustomer& command) {
  if (find_customer(state, command.customer.text) != no_index)
    return duplicate("customer", command.customer.text);
  return CustomerAdded{&command};
}

Result<ProductAdded> decide(const State& state, const AddProduct& command) {
  if (find_product(state, command.product.text) != no_index)
    return duplicate("product", command.product.text);
  return ProductAdded{&command};
}

void apply(State& state, const SiteAdded& event, std::uint32_t seq) {
  Site site;
  site.id = state.texts.add(event.command->site.text);
  site.seq = seq;
  state.sites.push_back(std::move(site));
  enter_site(state);
}

void apply(State& state, const SupplierAdded& event, std::uint32_t seq) {
  state.suppliers.push_back({state.texts.add(event.command->supplier.text), seq});
  enter_supplier(state);
}

void apply(State& state, const CustomerAdded& event, std::uint32_t seq) {
  state.customers.push_back({state.texts.add(event.command->customer.text), seq});
  state.allocations_by_customer.emplace_back();
  enter_customer(state);
}

void apply(State& state, const ProductAdded& event, std::uint32_t seq) {
  state.products.push_back(
      {state.texts.add(event.command->product.text), seq, event.command->allocatable});
  enter_product(state);
}

}  // namespace tenbin
