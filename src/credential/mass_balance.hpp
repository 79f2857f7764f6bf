#pragma once
// The member `massBalance` of a certificate's credential: all that a certificate says, so that its
// paper can be drawn again from it. Its members have the names of contract section 1: masses and
// emissions as decimal strings in kg, shares in ppm as integers and in percent as decimal strings,
// dates as ISO 8601; texts as {"en","ja"}. What there is no value for is left out.
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "certificate/content.hpp"
#include "certificate/wording.hpp"
#include "codec/json_value.hpp"

namespace tenbin::credential {

inline constexpr std::string_view attribute = "renewable_energy_primary_aluminium";
inline constexpr std::string_view model = "mass_balance";  // ISO 22095

struct MassBalance {
  certificate::Content content;
  certificate::Claims claims;  // the sentences as they stand there
  std::string log_origin;      // of the log that this certificate is in
  bool operator==(const MassBalance&) const = default;
};

// Canonical JSON. The totals are written as they are said.
std::string mass_balance_json(const MassBalance& said);

// input.invalid with place and problem for a member that is missing, unknown or of another form.
// That the texts of the catalogue are right is not checked here (credential.hpp).
Result<MassBalance> read_mass_balance(const json::Value& value);

// Its member `verification` alone.
Result<certificate::Verification> read_verification(const json::Value& value);

}  // namespace tenbin::credential
