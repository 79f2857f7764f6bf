#pragma once
// Sites, suppliers, customers and products. Refusals: id.duplicate.
#include "domain/commands.hpp"
#include "engine/state.hpp"

namespace tenbin {

struct SiteAdded {
  const AddSite* command;
};
struct SupplierAdded {
  const AddSupplier* command;
};
struct CustomerAdded {
  const AddCustomer* command;
};
struct ProductAdded {
  const AddProduct* command;
};

Result<SiteAdded> decide(const State& state, const AddSite& command);
Result<SupplierAdded> decide(const State& state, const AddSupplier& command);
Result<CustomerAdded> decide(const State& state, const AddCustomer& command);
Result<ProductAdded> decide(const State& state, const AddProduct& command);

void apply(State& state, const SiteAdded& event, std::uint32_t seq);
void apply(State& state, const SupplierAdded& event, std::uint32_t seq);
void apply(State& state, const CustomerAdded& event, std::uint32_t seq);
void apply(State& state, const ProductAdded& event, std::uint32_t seq);

}  // namespace tenbin
