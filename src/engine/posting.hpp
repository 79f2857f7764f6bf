#pragma once
// What many features share: the refusals about ids, references and periods, and the counting of
// metal.
#include <string>

#include "domain/field.hpp"
#include "engine/balance.hpp"
#include "engine/lookup.hpp"
#include "engine/state.hpp"

namespace tenbin {

// id.duplicate and reference.unknown, with the facts "kind" and "id".
tl::unexpected<Problem> duplicate(std::string_view kind, std::string_view id);
tl::unexpected<Problem> unknown(std::string_view kind, std::string_view id);
tl::unexpected<Problem> unknown_line(std::string_view shipment, std::int32_t number);

// input.invalid when an id stands twice in the field `allocations`. Part of the form.
Result<void> check_no_repeats(const IdList& ids);

// input.invalid when the masses of the book would no longer fit 64 bits with `mass` more. Part of
// the form.
Result<void> room_for(const State& state, Mass mass);

// The open period of the date at the site, or period.unknown, or period.closed.
Result<std::int32_t> posting_period(const State& state, Index site, Date date);

// The account's characteristic for metal of a supplier certificate, as account_by says; and the
// account's name.
std::string characteristic_of(const State& state, Index supplier_certificate);
std::string account_name(const State& state, Index site, std::string_view characteristic);

// The account of that name at the site: made, with its place in the order of names, where it is not
// known yet.
Index ensure_account(State& state, Index site, std::string_view name, std::int32_t period);

// Metal of a receipt counts as input, all of it on arrival or a part when charged (contract
// sections 4 and 7).
struct InputPart {
  Index receipt = no_index;
  std::int32_t period = 0;
  std::int32_t day = 0;
  Mass mass;
};
// The part of the mass that is backed: floor(mass × renewable share) with a supplier certificate,
// else 0.
Mass backed_part(const State& state, const Receipt& receipt, Mass mass);
// Adds the part to the sums of its site and account, or takes it out again.
enum class Count : std::int8_t { in = 1, out = -1 };
void count_input(State& state, const InputPart& part, Count count);
// The account that a receipt's backed part goes to, no_index without certificate.
Index account_of(const State& state, const Receipt& receipt);

// Notes the mass for room_for.
void note_mass(State& state, Mass mass);

}  // namespace tenbin
