#pragma once
// Numbers of the naive model: read strictly, kept exact, printed as the contract says.
//
// Masses are whole grams, shares parts per million, emission factors g CO2e per tonne, dates days
// since 1970-01-01 (contract section 1). Everything that is multiplied or divided is a GMP
// rational. Nothing here is shared with src/: the second opinion would be worth nothing if it were.
#include <gmpxx.h>

#include <cstdint>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

namespace tenbin_model {

using Json = nlohmann::json;

/// Why a command is refused: a code of contract section 6. The model throws it, Model::apply
/// catches.
struct Refusal {
  std::string code;
  Json facts = Json::object();
};

/// Grams of "25 t"; throws Refusal input.invalid or unit.missing. Zero only where `zero_allowed`.
std::int64_t parse_mass(const Json& value, bool zero_allowed);
/// Parts per million of "12.5 %".
std::int64_t parse_share(const Json& value);
/// g CO2e per tonne of "4.0 kgCO2e/kg"; may be negative.
std::int64_t parse_factor(const Json& value);
/// Days since 1970-01-01 of "2026-04-01".
std::int64_t parse_date(const Json& value);
/// The exact value of "0.92"; throws Refusal input.invalid when the text is no decimal.
mpq_class parse_decimal(const std::string& text, bool minus_allowed);

/// "25000.000": thousandths, always three decimals.
std::string format_thousandths(const mpz_class& thousandths);
/// "15.100000": millionths, always six decimals.
std::string format_millionths(const mpz_class& millionths);
/// "12.5 %", as short as it is exact.
std::string format_share(std::int64_t ppm);
std::string format_date(std::int64_t days);

/// The date `months` after `start`; a day the month has not becomes its last day.
std::int64_t add_months(std::int64_t start, std::int64_t months);

mpz_class floor_of(const mpq_class& value);
mpz_class ceiling_of(const mpq_class& value);
mpz_class big(std::int64_t value);
/// floor(a × b / c) as grams; c > 0.
std::int64_t floor_product(std::int64_t a, std::int64_t b, std::int64_t c);

}  // namespace tenbin_model
