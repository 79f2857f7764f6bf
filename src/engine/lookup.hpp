#pragma once
// Finding what a command names, by id; each answers no_index when there is none. What was reversed
// or released is found too: the caller decides what that means (contract section 6: it counts as
// unknown).
#include <string_view>

#include "engine/state.hpp"

namespace tenbin {

Index find_site(const State& state, std::string_view id);
Index find_supplier(const State& state, std::string_view id);
Index find_customer(const State& state, std::string_view id);
Index find_product(const State& state, std::string_view id);
Index find_supplier_certificate(const State& state, std::string_view id);
Index find_receipt(const State& state, std::string_view id);
Index find_charge(const State& state, std::string_view id);
Index find_run(const State& state, std::string_view id);
Index find_line(const State& state, std::string_view shipment, std::int32_t number);
Index find_allocation(const State& state, std::string_view id);
Index find_transfer(const State& state, std::string_view id);
Index find_adjustment(const State& state, std::string_view id);
Index find_account(const State& state, std::string_view name);
Index find_certificate(const State& state, std::string_view number);
Index find_command(const State& state, std::string_view id);

// Whether an allocation that is not released rests on the line, be it of 0 g.
bool has_live_allocation(const State& state, Index line);

// Enters the last element of a vector into its table. Each is called once, right after the
// push_back.
void enter_site(State& state);
void enter_supplier(State& state);
void enter_customer(State& state);
void enter_product(State& state);
void enter_supplier_certificate(State& state);
void enter_receipt(State& state);
void enter_charge(State& state);
void enter_run(State& state);
void enter_line(State& state);
void enter_allocation(State& state);
void enter_transfer(State& state);
void enter_adjustment(State& state);
void enter_account(State& state);
void enter_certificate(State& state);
void enter_command(State& state);

// Makes all tables anew from the vectors: after a snapshot was read.
void rebuild_tables(State& state);

}  // namespace tenbin
