#pragma once
// What stands behind the lines of a certificate: balances of the periods, suppliers' certificates,
// a third party's statement.
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "certificate/content.hpp"
#include "service/certificate_records.hpp"

namespace tenbin {

// A period of the sites together, all their accounts. The intensities are those of one site: with
// more than one there are none.
certificate::PeriodBalance balance_of_sites(const State& state, const std::set<Index>& sites,
                                            std::int32_t period);

// The supplier certificates whose metal made the credits of these (account, period), by their ids.
Result<std::vector<certificate::Source>> sources_of(
    const State& state, Records& records, const std::set<std::pair<Index, std::int32_t>>& vintages);

// The last statement recorded on the one site whose scope holds all the days; nothing when there is
// none or the lines left more than one site.
Result<std::optional<certificate::Verification>> verification_of(const State& state,
                                                                 Records& records,
                                                                 const std::set<Index>& sites,
                                                                 certificate::Period days);

}  // namespace tenbin
