#pragma once
// What reading and writing a credential share; for this module alone.
#include <string>
#include <string_view>

#include "credential/credential.hpp"
#include "credential/mass_balance.hpp"

namespace tenbin::credential {

// "12500.500" as the canonical JSON number 12500.5, at most 15 digits; no double passes.
std::string json_number(std::string_view decimal);

// With the claims and totals as they are said.
std::string credential_json(const MassBalance& said, const Envelope& envelope);

}  // namespace tenbin::credential
