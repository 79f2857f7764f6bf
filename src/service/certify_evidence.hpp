#pragma once
// What stands behind the lines of a certificate: balances of the periods, suppliers' certificates,
// a third party's statement.
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "certificate/content.hpp"
#include "report/verification_scope.hpp"
#include "service/certificate_records.hpp"

namespace tenbin {

// A period of the sites together, all their accounts. The intensities are those of one site: with
// more than one there are none.
certificate::PeriodBalance balance_of_sites(const State& state, const std::set<Index>& sites,
                                            std::int32_t period);

// The supplier certificates whose metal made the credits of these (account, period), by their ids.
Result<std::vector<certificate::Source>> sources_of(
    const State& state, Records& records, const std::set<std::pair<Index, std::int32_t>>& vintages);

// The last statement recorded that a certificate which states this may cite; nothing when there is
// none.
Result<std::optional<certificate::Verification>> verification_of(const Ledger& ledger,
                                                                 const Stated& stated);

// Why the book would not have the live certificate cite that: a word of not_covered, or
// "not_recorded"; empty when it would.
Result<std::string> wrong_citation(const Ledger& ledger, const Certificate& issued,
                                   const certificate::Verification& cited);

}  // namespace tenbin
